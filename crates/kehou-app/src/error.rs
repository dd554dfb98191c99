//! What a use case can answer instead of what was asked for.

use kehou_fee::{NotLocked, TariffError};
use kehou_store::StoreError;
use kehou_units::Fault;

use crate::{Forbidden, Refusal};

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
            Self::Store(error) => error.fault(),
        }
    }
}
