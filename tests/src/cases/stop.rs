//! Why a case comes to no result.

use kehou_attendance::{RollError, RosterError};
use kehou_fee::{NotLocked, TariffError};
use kehou_incentive::FactsError;
use kehou_policy::PolicyErrors;
use kehou_registry::{
    CalendarError, DivisionError, GradeError, PlanError, SchoolCodeError, SlotError,
    StudentNumberError,
};
use kehou_units::{ApportionError, UnitError};

/// A case comes to no result: the rules refuse its input, or the case itself is badly written.
#[derive(Debug)]
pub(super) enum Stop {
    /// A rule refuses, with this stable code and text.
    Refused { code: &'static str, text: String },
    /// The case can't be read.
    Broken(anyhow::Error),
}

impl From<anyhow::Error> for Stop {
    fn from(error: anyhow::Error) -> Self {
        Self::Broken(error)
    }
}

macro_rules! refusals {
    ($($error:ty),+) => {$(
        impl From<$error> for Stop {
            fn from(error: $error) -> Self {
                Self::Refused { code: error.code(), text: error.to_string() }
            }
        }
    )+};
}

refusals!(
    ApportionError,
    CalendarError,
    DivisionError,
    FactsError,
    GradeError,
    NotLocked,
    PlanError,
    PolicyErrors,
    RollError,
    RosterError,
    SchoolCodeError,
    SlotError,
    StudentNumberError,
    TariffError,
    UnitError
);

/// Compares how the input ended with the refusal that a case expects; gives what is left to look
/// at when nothing was to be refused.
pub(super) fn as_expected<T>(
    outcome: Result<T, Stop>,
    refused: Option<&str>,
) -> anyhow::Result<Option<T>> {
    match (outcome, refused) {
        (Ok(result), None) => Ok(Some(result)),
        (Ok(_), Some(code)) => anyhow::bail!("expected the refusal {code}; nothing was refused"),
        (Err(Stop::Refused { code, .. }), Some(expected)) if code == expected => Ok(None),
        (Err(Stop::Refused { code, text }), _) => {
            anyhow::bail!(
                "refused with {code}: {text}; expected {}",
                refused.unwrap_or("no refusal")
            )
        }
        (Err(Stop::Broken(error)), _) => Err(error),
    }
}
