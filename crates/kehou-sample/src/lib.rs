//! A deterministic sample county, written as the files that schools have.
