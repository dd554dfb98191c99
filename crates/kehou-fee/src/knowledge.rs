//! What was known when a bill was made.

use chrono::NaiveDate;
use kehou_attendance::Admission;
use kehou_policy::CheckId;
use kehou_registry::WorkingDays;
use kehou_units::{Fault, Month};

use crate::Tariff;

/// What a price is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Purpose {
    /// A bill, from locked attendance.
    Bill,
    /// A look ahead, before the month is locked: no bill.
    Preview,
    /// What the bill would be with all that became known since and every correction admitted.
    Correction,
}

/// The month is not locked, so it can't be billed. (F9, R06)
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotLocked {
    /// It locks later.
    #[error(
        "the attendance of {month} locks at the end of {locks_on}; on {on} it can be previewed, not billed"
    )]
    Yet {
        /// The month.
        month: Month,
        /// The day whose end locks it.
        locks_on: NaiveDate,
        /// The day of the attempt.
        on: NaiveDate,
    },
    /// The working-day calendar leaves the next month too few working days for it ever to lock.
    #[error(
        "the month after {month} has too few working days to lock it; mend the working-day calendar"
    )]
    Never {
        /// The month.
        month: Month,
    },
}

impl NotLocked {
    /// The check that refuses it.
    pub const CHECK: CheckId = CheckId::R06;

    /// The stable code of this error.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Yet { .. } => "MONTH_NOT_LOCKED",
            Self::Never { .. } => "MONTH_NEVER_LOCKS",
        }
    }

    /// The kind of failure.
    #[must_use]
    pub const fn fault(&self) -> Fault {
        Fault::RuleViolated
    }
}

/// What is known about a month's facts, and what the price is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Knowledge {
    known_on: NaiveDate,
    purpose: Purpose,
}

impl Knowledge {
    /// What was known at the month's lock, for bills made on `on` or any later day.
    ///
    /// INTERPRETATION: a bill is dated the day its month locks, whenever it is made, so that the same
    /// facts give the same bill on every later day; payee and notice are those of that day.
    ///
    /// # Errors
    ///
    /// [`NotLocked`] when the month is not locked by the end of `on`.
    ///
    /// # Clauses
    ///
    /// F9, R06.
    pub fn at_lock(
        tariff: &Tariff,
        working: &WorkingDays,
        on: NaiveDate,
    ) -> Result<Self, NotLocked> {
        let month = tariff.month();
        let locks_on = tariff.locks_on(working).ok_or(NotLocked::Never { month })?;
        if on < locks_on {
            return Err(NotLocked::Yet { month, locks_on, on });
        }
        Ok(Self { known_on: locks_on, purpose: Purpose::Bill })
    }

    /// What is known on a day, for a look ahead.
    #[must_use]
    pub const fn preview(on: NaiveDate) -> Self {
        Self { known_on: on, purpose: Purpose::Preview }
    }

    /// What is known on a day with every correction admitted, to compare with the bill.
    #[must_use]
    pub const fn corrected(on: NaiveDate) -> Self {
        Self { known_on: on, purpose: Purpose::Correction }
    }

    /// The day by whose end a fact must be known; also the day of the bill.
    #[must_use]
    pub const fn known_on(&self) -> NaiveDate {
        self.known_on
    }

    /// The last day of a month that is priced: a look ahead ends on the day it is made.
    pub(crate) fn last_day_of(&self, month: Month) -> NaiveDate {
        match self.purpose {
            Purpose::Preview => self.known_on.min(month.last_day()),
            Purpose::Bill | Purpose::Correction => month.last_day(),
        }
    }

    /// What the price is for.
    #[must_use]
    pub const fn purpose(&self) -> Purpose {
        self.purpose
    }

    /// What becomes of late corrections.
    #[must_use]
    pub const fn admission(&self) -> Admission {
        match self.purpose {
            Purpose::Bill | Purpose::Preview => Admission::LoweringOnly,
            Purpose::Correction => Admission::Everything,
        }
    }
}
