//! The sample itself.

use crate::cases::{self, Case};
use crate::county::County;
use crate::size::{Seed, Size};
use crate::table::Table;
use crate::tables;

/// A sample county, laid out but not yet filled: pupils are made when a table is read.
#[derive(Clone, Debug)]
pub struct Sample {
    county: County,
    size: Size,
}

impl Sample {
    /// Lays out the county of a seed and a size.
    #[must_use]
    pub fn new(seed: Seed, size: Size) -> Self {
        Self { county: County::new(seed, size), size }
    }

    /// How many schools it has.
    #[must_use]
    pub fn schools(&self) -> usize {
        self.size.schools()
    }

    /// How many pupils it has; one who changes class or school counts once.
    #[must_use]
    pub fn pupils(&self) -> usize {
        self.size.pupils()
    }

    /// Its tables, each to be written to its path.
    pub fn tables(&self) -> impl Iterator<Item = Table<'_>> {
        tables::tables(&self.county)
    }

    /// The awkward cases with what must come out; the same pupils for every seed and size.
    #[must_use]
    pub fn cases(&self) -> Vec<Case> {
        cases::cases(&self.county)
    }
}

#[cfg(test)]
mod tests;
