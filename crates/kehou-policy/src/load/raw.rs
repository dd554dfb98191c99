//! What one policy text says, read but not yet compared with anything.

use std::sync::Arc;

use chrono::NaiveDate;
use kehou_units::Period;

use crate::{Instrument, Key, Kind, RuleId, Value, problem::Place, waiver::ListMatch};

/// Something with the place where it is written.
#[derive(Clone)]
pub(super) struct Placed<T> {
    pub(super) place: Place,
    pub(super) item: T,
}

/// A text: its instrument and everything that the instrument fixes.
pub(super) struct RawText {
    pub(super) instrument: Placed<Instrument>,
    pub(super) rules: Vec<Placed<RawRule>>,
    pub(super) parameters: Vec<Placed<RawParameter>>,
    pub(super) categories: Vec<Placed<RawCategory>>,
}

/// A rule that rests on a clause; without dates as long as the instrument is in force.
pub(super) struct RawRule {
    pub(super) rule: RuleId,
    pub(super) clause: Arc<str>,
    pub(super) kind: Kind,
    pub(super) from: Option<NaiveDate>,
    pub(super) until: Option<NaiveDate>,
}

/// A parameter block.
pub(super) struct RawParameter {
    pub(super) key: Key,
    pub(super) kind: Kind,
    pub(super) clause: Arc<str>,
    pub(super) at_most: Arc<[Key]>,
    pub(super) at_least: Arc<[Key]>,
    pub(super) values: Vec<Placed<RawValue>>,
}

/// A value of a parameter block.
pub(super) struct RawValue {
    pub(super) value: Value,
    pub(super) period: Period,
    pub(super) basis: Option<Arc<str>>,
}

/// A row of the code table of waiver categories.
pub(super) struct RawCategory {
    pub(super) code: Arc<str>,
    pub(super) zh: Arc<str>,
    pub(super) en: Arc<str>,
    pub(super) evidence: Arc<str>,
    pub(super) list_match: ListMatch,
    pub(super) period: Period,
}
