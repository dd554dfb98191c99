//! A dated value with everything a bill needs to cite it.

use std::{fmt, sync::Arc};

use kehou_units::Period;

use crate::{Key, Kind, RuleId, Value};

/// A clause of a loaded instrument.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ClauseRef {
    pub(crate) instrument: Arc<str>,
    pub(crate) clause: Arc<str>,
}

impl ClauseRef {
    /// The id of the instrument.
    #[must_use]
    pub fn instrument(&self) -> &str {
        &self.instrument
    }

    /// The id of the clause within it.
    #[must_use]
    pub fn clause(&self) -> &str {
        &self.clause
    }
}

impl fmt::Display for ClauseRef {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.instrument, self.clause)
    }
}

/// The value of one key over one period, and the clause that fixes it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Parameter {
    pub(crate) key: Key,
    pub(crate) value: Value,
    pub(crate) period: Period,
    pub(crate) kind: Kind,
    pub(crate) clause: ClauseRef,
    pub(crate) basis: Option<Arc<str>>,
    pub(crate) at_most: Arc<[Key]>,
    pub(crate) at_least: Arc<[Key]>,
}

impl Parameter {
    /// What it is the value of.
    #[must_use]
    pub const fn key(&self) -> Key {
        self.key
    }

    /// The value.
    #[must_use]
    pub const fn value(&self) -> &Value {
        &self.value
    }

    /// The days on which it holds, as one kind of rule.
    #[must_use]
    pub const fn period(&self) -> Period {
        self.period
    }

    /// The row of the register that reads it.
    #[must_use]
    pub const fn rule(&self) -> RuleId {
        self.key.rule()
    }

    /// How firmly it binds.
    #[must_use]
    pub const fn kind(&self) -> Kind {
        self.kind
    }

    /// The clause that fixes it.
    #[must_use]
    pub const fn clause(&self) -> &ClauseRef {
        &self.clause
    }

    /// The unit of the value.
    #[must_use]
    pub const fn unit(&self) -> &'static str {
        self.key.unit()
    }

    /// What the value rests on, in words: a cost calculation, a comparison, a decision (F1).
    #[must_use]
    pub fn basis(&self) -> Option<&str> {
        self.basis.as_deref()
    }

    /// The keys that its policy text names as upper bounds.
    #[must_use]
    pub fn at_most(&self) -> &[Key] {
        &self.at_most
    }

    /// The keys that its policy text names as lower bounds.
    #[must_use]
    pub fn at_least(&self) -> &[Key] {
        &self.at_least
    }
}
