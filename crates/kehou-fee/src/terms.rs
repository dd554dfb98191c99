//! What a slot of a class is on a day, before any pupil is looked at.

use chrono::NaiveDate;
use kehou_registry::{Charging, DayKind, Grade, PlannedSlot, ServicePlan, SlotNo};
use kehou_units::Fen;

use crate::{DayTariff, tally::HIGHEST_RATE_FEN};

/// What a slot is for the pupils of a class on one day.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[repr(u8)]
pub enum Disposition {
    /// The plan knows no such slot for the grade on that day. (F6)
    #[default]
    NotScheduled = 0,
    /// It is a chargeable class hour. (F6)
    Chargeable,
    /// It runs free. (F6, F10)
    Free,
    /// The class has no teaching that day. (F10)
    NoTeaching,
    /// The school cancelled it. (F8)
    Cancelled,
    /// The plan charges a kind that is free. (F10, R04)
    FreeKind,
    /// The plan charges a slot that is too short. (F6, R33)
    TooShort,
    /// The school's price exceeds the county's rate. (F19, R01)
    AbovePrice,
}

impl Disposition {
    /// All dispositions.
    pub const ALL: [Self; 8] = [
        Self::NotScheduled,
        Self::Chargeable,
        Self::Free,
        Self::NoTeaching,
        Self::Cancelled,
        Self::FreeKind,
        Self::TooShort,
        Self::AbovePrice,
    ];
}

/// What keeps a school from charging at all, on the day of the bill.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[repr(u8)]
pub enum Hold {
    /// Nothing.
    #[default]
    None = 0,
    /// No designated payee is in force. (F17, R08)
    Payee,
    /// No complete fee notice covers the charge. (F15, R10)
    Notice,
}

impl Hold {
    /// All holds.
    pub const ALL: [Self; 3] = [Self::None, Self::Payee, Self::Notice];
}

/// The terms of a slot for the pupils of a class on one day.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct SlotTerms {
    /// What the slot is.
    pub disposition: Disposition,
    /// What keeps the school from charging.
    pub hold: Hold,
    /// The price of a class hour; the amount at stake where the charge is refused.
    pub rate: Fen,
}

/// Finds the terms of a slot of a grade on a day; `hold` says whether a rate may be charged.
///
/// # Clauses
///
/// F1, F6, F8, F10, F19.
pub(crate) fn slot_terms(
    day: &DayTariff,
    plan: &ServicePlan,
    asked: &AskedSlot,
    hold: impl FnOnce(Fen) -> Hold,
) -> SlotTerms {
    let Some(weekday) = asked.kind.timetable(asked.on) else {
        return not_taught(day, plan, asked);
    };
    let Some(planned) = plan.planned(asked.slot, asked.grade, asked.on, weekday) else {
        return SlotTerms::default();
    };
    let (disposition, rate) = dispose(day, planned, asked);
    let hold = if disposition == Disposition::Chargeable { hold(rate) } else { Hold::None };
    SlotTerms { disposition, hold, rate }
}

/// A slot that is looked up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct AskedSlot {
    pub(crate) on: NaiveDate,
    pub(crate) kind: DayKind,
    pub(crate) slot: SlotNo,
    pub(crate) grade: Grade,
}

/// Without teaching nothing is chargeable; what is at stake is what the slot costs on other days.
fn not_taught(day: &DayTariff, plan: &ServicePlan, asked: &AskedSlot) -> SlotTerms {
    let of_other_days = plan.slots().iter().find(|planned| {
        planned.slot == asked.slot
            && planned.grades.holds(asked.grade)
            && planned.period.holds(asked.on)
    });
    let Some(planned) = of_other_days else {
        return SlotTerms::default();
    };
    let disposition = match planned.charging {
        Charging::Free => Disposition::Free,
        Charging::CountyRate | Charging::Priced(_) => Disposition::NoTeaching,
    };
    SlotTerms { disposition, hold: Hold::None, rate: price_of(day, planned) }
}

fn price_of(day: &DayTariff, planned: &PlannedSlot) -> Fen {
    match planned.charging {
        Charging::Free => Fen::ZERO,
        Charging::CountyRate => day.rate,
        // What is at stake is bounded, so that no sum of a month leaves its range.
        Charging::Priced(price) => {
            Fen::new(HIGHEST_RATE_FEN).map_or(price, |highest| price.min(highest))
        }
    }
}

fn dispose(day: &DayTariff, planned: &PlannedSlot, asked: &AskedSlot) -> (Disposition, Fen) {
    let rate = price_of(day, planned);
    let disposition = if planned.cancelled.contains(&asked.on) {
        Disposition::Cancelled
    } else if planned.charging == Charging::Free {
        Disposition::Free
    } else if day.is_free_kind(planned.kind) {
        Disposition::FreeKind
    } else if planned.length() < day.shortest_slot(asked.grade) {
        Disposition::TooShort
    } else if rate > day.rate {
        Disposition::AbovePrice
    } else {
        Disposition::Chargeable
    };
    (disposition, rate)
}
