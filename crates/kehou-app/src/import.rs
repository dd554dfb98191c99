//! Imports: files that become facts.

pub mod comparison;
