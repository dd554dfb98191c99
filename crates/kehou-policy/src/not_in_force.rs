//! The answer to a question about a day on which nothing was fixed.

use chrono::NaiveDate;
use kehou_units::Fault;

use crate::Key;

/// No value of the parameter was in force on the day; a rule that needs it can't decide (F4).
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{}` has no value in force on {on}; load a policy that fixes it for that day", key.name())]
pub struct NotInForce {
    /// The parameter asked for.
    pub key: Key,
    /// The day asked about.
    pub on: NaiveDate,
}

impl NotInForce {
    /// The stable code of this error.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        "POLICY_NOT_IN_FORCE"
    }

    /// The kind of failure.
    #[must_use]
    pub const fn fault(&self) -> Fault {
        Fault::NotFound
    }
}
