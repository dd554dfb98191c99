//! The policy of one month, read once.

use chrono::NaiveDate;
use kehou_attendance::{LockRules, MarkSet};
use kehou_policy::{FeePlace, Key, NotInForce, Policy, PolicyId};
use kehou_registry::WorkingDays;
use kehou_units::{Fault, Fen, Month};

use crate::{DayTariff, verdicts::Verdicts};

/// Why the policy can't price a month.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum TariffError {
    /// A parameter has no value on a day of the month: an error, never zero. (F4)
    #[error(transparent)]
    NotInForce(#[from] NotInForce),
    /// A rate is beyond anything that is computed with.
    #[error(
        "the rate of {rate} yuan a class hour on {on} is beyond the highest that is computed with, 10000.00"
    )]
    RateTooHigh {
        /// The rate.
        rate: Fen,
        /// The day.
        on: NaiveDate,
    },
}

impl TariffError {
    /// The stable code of this error.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::NotInForce(_) => "TARIFF_NOT_IN_FORCE",
            Self::RateTooHigh { .. } => "TARIFF_RATE_TOO_HIGH",
        }
    }

    /// The kind of failure.
    #[must_use]
    pub const fn fault(&self) -> Fault {
        Fault::RuleViolated
    }
}

/// The fee policy of one month: each day is priced by what is in force on it.
///
/// # Clauses
///
/// F1, F4.
#[derive(Clone, Debug)]
pub struct Tariff {
    policy_id: PolicyId,
    month: Month,
    days: Vec<[DayTariff; 2]>,
    verdicts: Vec<Verdicts>,
    locks: LockRules,
    waiver_decision_days: u32,
}

impl Tariff {
    /// Reads the policy for a month.
    ///
    /// # Errors
    ///
    /// - [`TariffError::NotInForce`] when a parameter has no value on some day of the month.
    /// - [`TariffError::RateTooHigh`] when a rate exceeds 10,000 yuan.
    pub fn resolve(policy: &Policy, month: Month) -> Result<Self, TariffError> {
        let places = |on| {
            Ok([
                DayTariff::read(policy, FeePlace::Rural, on)?,
                DayTariff::read(policy, FeePlace::Elsewhere, on)?,
            ])
        };
        let last = month.last_day();
        let days =
            month.days().map(places).collect::<Result<Vec<[DayTariff; 2]>, TariffError>>()?;
        let mut verdicts: Vec<Verdicts> = Vec::new();
        for [day, _] in &days {
            if verdicts.iter().all(|known| known.billable() != day.billable) {
                verdicts.push(Verdicts::new(day.billable));
            }
        }
        Ok(Self {
            policy_id: policy.id().clone(),
            month,
            days,
            verdicts,
            locks: LockRules {
                roll_time: policy.time(Key::RollLockTime, last)?,
                month_working_day: policy.count(Key::MonthLockWorkingDay, last)?,
            },
            waiver_decision_days: policy.count(Key::WaiverDecisionWorkingDays, last)?,
        })
    }

    /// The policy it was read from.
    #[must_use]
    pub const fn policy_id(&self) -> &PolicyId {
        &self.policy_id
    }

    /// The month.
    #[must_use]
    pub const fn month(&self) -> Month {
        self.month
    }

    /// What holds on a day of the month (0 is its first) for a kind of place.
    #[must_use]
    pub fn day(&self, index: usize, place: FeePlace) -> &DayTariff {
        let [rural, elsewhere] = &self.days[index];
        match place {
            FeePlace::Rural => rural,
            FeePlace::Elsewhere => elsewhere,
        }
    }

    /// What is decided about marks where `billable` holds; none when no day has this set.
    pub(crate) fn verdicts(&self, billable: MarkSet) -> Option<&Verdicts> {
        self.verdicts.iter().find(|known| known.billable() == billable)
    }

    /// When rolls and the month lock. (F9)
    #[must_use]
    pub const fn locks(&self) -> LockRules {
        self.locks
    }

    /// The day whose end locks the month; none when the next month has too few working days. (F9)
    #[must_use]
    pub fn locks_on(&self, working: &WorkingDays) -> Option<NaiveDate> {
        self.locks.month_locks_on(self.month, working)
    }

    /// How many working days finance has to decide about a list match. (F11)
    #[must_use]
    pub const fn waiver_decision_days(&self) -> u32 {
        self.waiver_decision_days
    }
}
