//! The same problem twice at a school.

use chrono::{Months, NaiveDate};
use kehou_registry::SchoolCode;

use super::{FindingNo, Problem};
use crate::rectification::RectificationRules;

/// A finding of the past that was not withdrawn, as far as repetition goes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KnownProblem {
    /// Its number within its school.
    pub number: FindingNo,
    /// The school.
    pub school: SchoolCode,
    /// What the problem was.
    pub problem: Problem,
    /// The day of the fact.
    pub observed_on: NaiveDate,
}

/// The last earlier finding of the same problem at the school within the months set; the same day
/// a year later still counts, and so does another finding of the same day.
///
/// # Clauses
///
/// R36; I9.
#[must_use]
pub fn repeat_of<'a>(
    new: &KnownProblem,
    known: &'a [KnownProblem],
    rules: &RectificationRules,
) -> Option<&'a KnownProblem> {
    let is_near = |old: &KnownProblem| {
        let last = old.observed_on.checked_add_months(Months::new(rules.repeat_months));
        old.observed_on <= new.observed_on && last.is_none_or(|last| new.observed_on <= last)
    };
    known
        .iter()
        .filter(|old| old.number != new.number && old.school == new.school)
        .filter(|old| old.problem == new.problem && is_near(old))
        .max_by_key(|old| (old.observed_on, old.number))
}
