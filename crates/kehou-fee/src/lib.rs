//! What a family owes for a month, fen by fen, and why.
