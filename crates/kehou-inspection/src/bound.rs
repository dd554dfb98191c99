//! From a sample to a statement about all schools: exact upper bounds, in integers.

mod natural;
mod next;
mod statement;
#[cfg(test)]
mod tests;
mod upper;

pub use next::{NextError, NextVisits, StratumVisits, next_visits};
pub use statement::{Statement, StratumBound, bound};
pub use upper::{BoundError, ErrorRate, Sample, upper_bound};
