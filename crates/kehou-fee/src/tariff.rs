//! The policy of one month, read once.

use chrono::NaiveDate;
use kehou_attendance::{LockRules, Mark, MarkSet};
use kehou_policy::{FeePlace, Key, NotInForce, Policy, PolicyId, Value};
use kehou_registry::{Grade, Level, PayeeKind, SlotKind, WorkingDays};
use kehou_units::{ClassHours, Fault, Fen, Minutes, Month};

/// The highest rate that is computed with: it keeps every sum of a month far inside `i64`. No
/// rate of a class hour comes near it.
const HIGHEST_RATE_FEN: i64 = 1_000_000;

/// By when a fee notice must have been published. [F15]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum NoticePrecedes {
    /// By the day of the bill, which is the act of charging.
    Bill,
    /// By the day of the service.
    Service,
}

/// What the policy says about fees on one day, for one kind of place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DayTariff {
    /// The county's rate per class hour. [F1]
    pub rate: Fen,
    /// How many class hours a pupil is charged a day at the most. [F7]
    pub cap: ClassHours,
    /// The marks that make a class hour. [F8]
    pub billable: MarkSet,
    shortest: [Minutes; 2],
    junior_from: u32,
    free_kinds: u8,
    payee_kinds: u8,
    charge_boarders: [bool; 2],
    charge_private: bool,
    notice_precedes: NoticePrecedes,
}

const fn level_index(level: Level) -> usize {
    match level {
        Level::Primary => 0,
        Level::Junior => 1,
    }
}

impl DayTariff {
    /// Whether a kind of slot is free by policy. [F10]
    #[must_use]
    pub const fn is_free_kind(&self, kind: SlotKind) -> bool {
        self.free_kinds & (1 << kind as u8) != 0
    }

    /// The shortest slot that may be a class hour for a grade. [F6]
    #[must_use]
    pub const fn shortest_slot(&self, grade: Grade) -> Minutes {
        self.shortest[level_index(grade.level(self.junior_from))]
    }

    /// Whether a kind of payee may be designated. [F17]
    #[must_use]
    pub const fn permits_payee(&self, kind: PayeeKind) -> bool {
        self.payee_kinds & (1 << kind as u8) != 0
    }

    /// Whether boarders of a grade are chargeable. [F18]
    #[must_use]
    pub const fn charges_boarders(&self, grade: Grade) -> bool {
        self.charge_boarders[level_index(grade.level(self.junior_from))]
    }

    /// Whether pupils of private schools are chargeable. [F18]
    #[must_use]
    pub const fn charges_private(&self) -> bool {
        self.charge_private
    }

    pub(crate) const fn notice_precedes(&self) -> NoticePrecedes {
        self.notice_precedes
    }
}

/// Why the policy can't price a month.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum TariffError {
    /// A parameter has no value on a day of the month: an error, never zero. [F4]
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
                day(policy, FeePlace::Rural, on)?,
                day(policy, FeePlace::Elsewhere, on)?,
            ])
        };
        let last = month.last_day();
        Ok(Self {
            policy_id: policy.id().clone(),
            month,
            days: month
                .days()
                .map(places)
                .collect::<Result<_, TariffError>>()?,
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

    /// When rolls and the month lock. [F9]
    #[must_use]
    pub const fn locks(&self) -> LockRules {
        self.locks
    }

    /// The day whose end locks the month; none when the next month has too few working days. [F9]
    #[must_use]
    pub fn locks_on(&self, working: &WorkingDays) -> Option<NaiveDate> {
        self.locks.month_locks_on(self.month, working)
    }

    /// How many working days finance has to decide about a list match. [F11]
    #[must_use]
    pub const fn waiver_decision_days(&self) -> u32 {
        self.waiver_decision_days
    }
}

fn day(policy: &Policy, place: FeePlace, on: NaiveDate) -> Result<DayTariff, TariffError> {
    let rate = rate_of(policy, place, on)?;
    if rate.as_fen() > HIGHEST_RATE_FEN {
        return Err(TariffError::RateTooHigh { rate, on });
    }
    let tolerance = policy.minutes(Key::ClassHourTolerance, on)?;
    let statuses = policy.codes(Key::BillableStatuses, on)?;
    let free = policy.codes(Key::FreeSlotKinds, on)?;
    let payees = policy.codes(Key::PayeeKinds, on)?;
    let boarders = policy.codes(Key::ChargeBoarders, on)?;
    let boards = |level: Level| boarders.iter().any(|code| code == level.code());
    let has = |codes: &[String], code| codes.iter().any(|known| known == code);
    Ok(DayTariff {
        rate,
        cap: ClassHours::new(policy.count(Key::DailyCap, on)?),
        billable: MarkSet::of(
            Mark::ALL
                .into_iter()
                .filter(|mark| has(statuses, mark.code())),
        ),
        shortest: [
            policy.minutes(Key::ClassHourPrimary, on)?.less(tolerance),
            policy.minutes(Key::ClassHourJunior, on)?.less(tolerance),
        ],
        junior_from: policy.count(Key::JuniorFromGrade, on)?,
        free_kinds: bits(SlotKind::ALL.map(|kind| (kind as u8, has(free, kind.code())))),
        payee_kinds: bits(PayeeKind::ALL.map(|kind| (kind as u8, has(payees, kind.code())))),
        charge_boarders: [boards(Level::Primary), boards(Level::Junior)],
        charge_private: policy.flag(Key::ChargePrivate, on)?,
        notice_precedes: match policy.code(Key::NoticePrecedes, on)? {
            "service" => NoticePrecedes::Service,
            _ => NoticePrecedes::Bill,
        },
    })
}

fn rate_of(policy: &Policy, place: FeePlace, on: NaiveDate) -> Result<Fen, TariffError> {
    let parameter = policy.rate(place, on)?;
    match parameter.value() {
        Value::Fen(rate) => Ok(*rate),
        _ => Err(NotInForce {
            key: parameter.key(),
            on,
        }
        .into()),
    }
}

fn bits<const N: usize>(set: [(u8, bool); N]) -> u8 {
    set.into_iter()
        .filter(|(_, held)| *held)
        .fold(0, |bits, (place, _)| bits | 1 << place)
}
