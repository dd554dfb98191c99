//! What the policy says about fees on one day.

use chrono::NaiveDate;
use kehou_attendance::{Mark, MarkSet};
use kehou_policy::{FeePlace, Key, NotInForce, Policy, Value};
use kehou_registry::{Grade, Level, PayeeKind, SlotKind};
use kehou_units::{ClassHours, Fen, Minutes};

use crate::{TariffError, tally::HIGHEST_RATE_FEN};

/// By when a fee notice must have been published. (F15)
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
    /// The county's rate per class hour. (F1)
    pub rate: Fen,
    /// How many class hours a pupil is charged a day at the most. (F7)
    pub cap: ClassHours,
    /// The marks that make a class hour. (F8)
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
    /// Whether a kind of slot is free by policy. (F10)
    #[must_use]
    pub const fn is_free_kind(&self, kind: SlotKind) -> bool {
        self.free_kinds & (1 << kind as u8) != 0
    }

    /// The shortest slot that may be a class hour for a grade. (F6)
    #[must_use]
    pub const fn shortest_slot(&self, grade: Grade) -> Minutes {
        self.shortest[level_index(grade.level(self.junior_from))]
    }

    /// Whether a kind of payee may be designated. (F17)
    #[must_use]
    pub const fn permits_payee(&self, kind: PayeeKind) -> bool {
        self.payee_kinds & (1 << kind as u8) != 0
    }

    /// Whether boarders of a grade are chargeable. (F18)
    #[must_use]
    pub const fn charges_boarders(&self, grade: Grade) -> bool {
        self.charge_boarders[level_index(grade.level(self.junior_from))]
    }

    /// Whether pupils of private schools are chargeable. (F18)
    #[must_use]
    pub const fn charges_private(&self) -> bool {
        self.charge_private
    }

    /// Reads what is in force on a day.
    pub(crate) fn read(
        policy: &Policy,
        place: FeePlace,
        on: NaiveDate,
    ) -> Result<Self, TariffError> {
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
        Ok(Self {
            rate,
            cap: ClassHours::new(policy.count(Key::DailyCap, on)?),
            billable: MarkSet::of(Mark::ALL.into_iter().filter(|mark| has(statuses, mark.code()))),
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

    pub(crate) const fn notice_precedes(&self) -> NoticePrecedes {
        self.notice_precedes
    }
}

fn rate_of(policy: &Policy, place: FeePlace, on: NaiveDate) -> Result<Fen, TariffError> {
    let parameter = policy.rate(place, on)?;
    match parameter.value() {
        Value::Fen(rate) => Ok(*rate),
        _ => Err(NotInForce { key: parameter.key(), on }.into()),
    }
}

fn bits<const N: usize>(set: [(u8, bool); N]) -> u8 {
    set.into_iter().filter(|(_, held)| *held).fold(0, |bits, (place, _)| bits | 1 << place)
}
