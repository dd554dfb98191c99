//! School terms (学期).

use chrono::NaiveDate;
use kehou_units::Period;

/// A term (学期): its name and its first and last day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Term {
    /// Its name, such as `2022-2023-2`.
    pub name: String,
    /// From its first to its last day.
    pub period: Period,
}

/// The terms of a county, in order of time.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Terms {
    terms: Vec<Term>,
}

impl Terms {
    /// Terms in any order; where two overlap, the one that begins first is found.
    #[must_use]
    pub fn new(mut terms: Vec<Term>) -> Self {
        terms.sort_by_key(|term| term.period);
        Self { terms }
    }

    /// The term that holds a day.
    #[must_use]
    pub fn at(&self, on: NaiveDate) -> Option<&Term> {
        self.terms.iter().find(|term| term.period.holds(on))
    }

    /// The first day of the term that holds `on`, or `on` itself between terms.
    #[must_use]
    pub fn start_of(&self, on: NaiveDate) -> NaiveDate {
        self.at(on).map_or(on, |term| term.period.first())
    }

    /// The last day of the term that holds `on`, or `on` itself between terms.
    #[must_use]
    pub fn end_of(&self, on: NaiveDate) -> NaiveDate {
        self.at(on).and_then(|term| term.period.last()).unwrap_or(on)
    }

    /// All terms, in order of time.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = &Term> {
        self.terms.iter()
    }
}
