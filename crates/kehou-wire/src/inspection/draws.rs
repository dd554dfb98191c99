//! Draws, proof records and bounds, without books.
