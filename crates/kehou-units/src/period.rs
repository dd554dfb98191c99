//! Periods of civil dates, both ends included.

use std::fmt;

use chrono::NaiveDate;

/// A run of days from a first day to a last day, both included; without a last day it is open.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Period {
    first: NaiveDate,
    last: Option<NaiveDate>,
}

/// The last day of a period lies before its first.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a period can't end on {last}, before it begins on {first}")]
pub struct PeriodError {
    /// The first day given.
    pub first: NaiveDate,
    /// The last day given.
    pub last: NaiveDate,
}

impl Period {
    /// Makes a period; `last` is its last day, `None` leaves it open.
    ///
    /// # Errors
    ///
    /// [`PeriodError`] when `last` lies before `first`.
    pub fn new(first: NaiveDate, last: Option<NaiveDate>) -> Result<Self, PeriodError> {
        match last {
            Some(last) if last < first => Err(PeriodError { first, last }),
            _ => Ok(Self { first, last }),
        }
    }

    /// The open period that begins on `first`.
    #[must_use]
    pub const fn since(first: NaiveDate) -> Self {
        Self { first, last: None }
    }

    /// Its first day.
    #[must_use]
    pub const fn first(&self) -> NaiveDate {
        self.first
    }

    /// Its last day, if it has one.
    #[must_use]
    pub const fn last(&self) -> Option<NaiveDate> {
        self.last
    }

    /// Whether `on` lies in it.
    #[must_use]
    pub fn holds(&self, on: NaiveDate) -> bool {
        self.first <= on && self.last.is_none_or(|last| on <= last)
    }

    /// Whether the two share at least one day.
    #[must_use]
    pub fn overlaps(&self, other: &Self) -> bool {
        let begins_in_time = |a: &Self, b: &Self| b.last.is_none_or(|last| a.first <= last);
        begins_in_time(self, other) && begins_in_time(other, self)
    }

    /// The days both share, if any.
    #[must_use]
    pub fn intersection(&self, other: &Self) -> Option<Self> {
        let first = self.first.max(other.first);
        let last = match (self.last, other.last) {
            (Some(a), Some(b)) => Some(a.min(b)),
            (a, b) => a.or(b),
        };
        Self::new(first, last).ok()
    }
}

impl fmt::Display for Period {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.last {
            Some(last) => write!(f, "{}..{last}", self.first),
            None => write!(f, "{}..", self.first),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(d: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(2023, 3, d).unwrap()
    }

    #[test]
    fn both_ends_belong_to_it() {
        let period = Period::new(day(3), Some(day(5))).unwrap();
        let held: Vec<u32> = (1..8).filter(|d| period.holds(day(*d))).collect();
        assert_eq!(held, [3, 4, 5]);
        assert!(Period::new(day(5), Some(day(4))).is_err());
    }

    #[test]
    fn overlap_and_intersection_agree() {
        let a = Period::new(day(1), Some(day(5))).unwrap();
        let open = Period::since(day(5));
        let later = Period::since(day(6));
        assert!(a.overlaps(&open) && open.overlaps(&a));
        assert_eq!(a.intersection(&open), Period::new(day(5), Some(day(5))).ok());
        assert!(!a.overlaps(&later));
        assert_eq!(a.intersection(&later), None);
    }
}
