//! A deterministic sample county, written as the files that schools have.
//!
//! Seed and size go in, rows come out: the same seed and size give the same rows on every machine.
//! Everybody and every place in it is invented. The awkward cases of a real county are planted in
//! it, each with a named pupil and the bill of March 2023 that must come out.
//!
//! Nothing is read, written or timed here; a table makes its rows when they are asked for, a class
//! at a time, so that a county of 80,000 pupils needs little memory.
//!
//! # Examples
//!
//! ```
#![doc = include_str!("../examples/tables.rs")]
//! ```

mod cases;
mod cells;
mod closures;
mod county;
mod generator;
mod identity;
mod marks;
mod names;
mod papers;
mod person;
mod pupil;
mod sample;
mod service;
mod sheets;
mod size;
mod spring;
mod table;
mod tables;

/// The example of the README compiles and runs.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;

pub use cases::{
    ABSENT_CASES, AbsentCase, Case, CasePupil, Expected, ExpectedCorrection, Topic, Wording,
};
pub use sample::Sample;
pub use size::{Seed, Size};
pub use table::{Row, Table, TableKind};
