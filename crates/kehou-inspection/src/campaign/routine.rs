//! Routine visits outside campaigns.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use kehou_policy::CheckId;
use kehou_registry::SchoolCode;
use kehou_units::Period;

use crate::{
    rectification::RectificationRules,
    written::{Line, Signature},
};

/// A routine visit that took place.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct RoutineVisit {
    /// The school.
    pub school: SchoolCode,
    /// The day.
    pub on: NaiveDate,
}

/// How many routine visits a school got in a term.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RoutineStanding {
    /// The school.
    pub school: SchoolCode,
    /// Visits on different days of the term.
    pub done: u32,
    /// How many are missing.
    pub missing: u32,
    /// R26 when visits are missing and the term is over: a finding of the bureau's own.
    pub check: Option<CheckId>,
}

/// How each school stands on a day; visits of one day count once, visits after `on` not yet.
///
/// # Clauses
///
/// I13; R26.
#[must_use]
pub fn routine_standing(
    schools: &[SchoolCode],
    visits: &[RoutineVisit],
    (term, on): (&Period, NaiveDate),
    rules: &RectificationRules,
) -> Vec<RoutineStanding> {
    let counted: BTreeSet<&RoutineVisit> =
        visits.iter().filter(|visit| term.holds(visit.on) && visit.on <= on).collect();
    let is_over = term.last().is_some_and(|last| last < on);
    let of = |school: &SchoolCode| {
        let done = counted.iter().filter(|visit| visit.school == *school).count();
        let done = u32::try_from(done).unwrap_or(u32::MAX);
        let missing = rules.routine_visits.saturating_sub(done);
        let check = (is_over && missing > 0).then_some(CheckId::R26);
        RoutineStanding { school: school.clone(), done, missing, check }
    };
    schools.iter().map(of).collect()
}

/// A routine visit as it was written down.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RoutineVisited {
    /// Who wrote it down, and when.
    pub signed: Signature,
    /// Which school was visited, and when.
    pub visit: RoutineVisit,
    /// What was seen there.
    pub note: Option<Line>,
}
