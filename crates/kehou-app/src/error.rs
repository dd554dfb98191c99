//! What a use case can answer instead of what was asked for.

use kehou_fee::{NotLocked, TariffError};
use kehou_policy::NotInForce;
use kehou_store::StoreError;
use kehou_units::Fault;

use crate::{Forbidden, Refusal, inspection::Ruled};

/// Why a use case did not do what was asked for; nothing was changed.
#[derive(Debug, thiserror::Error)]
pub enum AppError {
    /// The principal may not do this here.
    #[error(transparent)]
    Forbidden(#[from] Forbidden),
    /// A rule or the state of the books forbids it.
    #[error(transparent)]
    Refused(#[from] Refusal),
    /// The month is not locked. (F9, R06)
    #[error(transparent)]
    NotLocked(#[from] NotLocked),
    /// The policy has no price for the month. (F4)
    #[error(transparent)]
    Tariff(#[from] TariffError),
    /// A rule of inspections, cases or files forbids it. (I1–I16, O6, O8)
    #[error(transparent)]
    Inspection(#[from] Ruled),
    /// The books failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl AppError {
    /// The stable code.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Forbidden(error) => error.code(),
            Self::Refused(refusal) => refusal.code().code(),
            Self::NotLocked(error) => error.code(),
            Self::Tariff(error) => error.code(),
            Self::Inspection(ruled) => ruled.code(),
            Self::Store(error) => error.code(),
        }
    }

    /// The kind of failure.
    #[must_use]
    pub const fn fault(&self) -> Fault {
        match self {
            Self::Forbidden(error) => error.fault(),
            Self::Refused(refusal) => refusal.code().fault(),
            Self::NotLocked(error) => error.fault(),
            Self::Tariff(error) => error.fault(),
            Self::Inspection(ruled) => ruled.fault(),
            Self::Store(error) => error.fault(),
        }
    }

    /// The arguments of its text, by name; nothing that only the log may hold.
    #[must_use]
    pub fn args(&self) -> Vec<(&'static str, String)> {
        match self {
            Self::Forbidden(Forbidden { permission }) => {
                vec![("permission", permission.to_string())]
            }
            Self::Refused(refusal) => {
                refusal.args().map(|(name, value)| (name, value.to_owned())).collect()
            }
            Self::NotLocked(NotLocked::Yet { month, locks_on, on }) => vec![
                ("month", month.to_string()),
                ("locks_on", locks_on.to_string()),
                ("on", on.to_string()),
            ],
            Self::NotLocked(NotLocked::Never { month }) => vec![("month", month.to_string())],
            Self::Tariff(TariffError::NotInForce(NotInForce { key, on })) => {
                vec![("key", key.name().to_owned()), ("on", on.to_string())]
            }
            Self::Tariff(TariffError::RateTooHigh { rate, on }) => {
                vec![("rate", rate.to_string()), ("on", on.to_string())]
            }
            Self::Inspection(ruled) => ruled.args().to_vec(),
            Self::Store(error) => store_args(error),
        }
    }
}

fn store_args(error: &StoreError) -> Vec<(&'static str, String)> {
    match error {
        StoreError::Database(_) | StoreError::Busy(_) => Vec::new(),
        StoreError::BadRow { table, .. } | StoreError::Sealed { table } => {
            vec![("table", (*table).to_owned())]
        }
        StoreError::NoLedger { number } => vec![("number", number.to_string())],
        StoreError::RequestIdUsed { request_id, recorded_at } => {
            vec![("request_id", request_id.clone()), ("recorded_at", recorded_at.to_string())]
        }
        StoreError::ImportUnfinished { import } => vec![("import", import.to_string())],
    }
}
