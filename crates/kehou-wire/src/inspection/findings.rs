//! Findings and what is done to them.
