//! What could have been assigned to a person: open slots and duties under their limits. (S5)

use chrono::{Datelike, NaiveDate, NaiveTime};
use kehou_registry::{SlotNo, SlotSet, WeekdaySet};
use kehou_units::{ClassHours, Dated, Minutes, Period};

use super::MinutesByDuty;
use crate::kind::{ActivitySet, DutyKind};

/// A slot of service of a day in which somebody of the person's kind could be assigned.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct OpenSlot {
    /// Its number.
    pub slot: SlotNo,
    /// When it begins.
    pub starts: NaiveTime,
    /// When it ends.
    pub ends: NaiveTime,
}

/// A stretch of duty of a day to which somebody of the person's kind could be assigned.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct OpenDuty {
    /// Which duty.
    pub kind: DutyKind,
    /// When it begins.
    pub starts: NaiveTime,
    /// When it ends.
    pub ends: NaiveTime,
}

/// A day of service with what was open on it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OpenDay {
    /// The day.
    pub on: NaiveDate,
    /// Its slots.
    pub slots: Vec<OpenSlot>,
    /// Its duties.
    pub duties: Vec<OpenDuty>,
}

/// What a person can be assigned to. It says what, never why: neither rosters nor cards know the
/// reason. (S4)
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Limits {
    /// On which weekdays.
    pub weekdays: WeekdaySet,
    /// To which slots.
    pub slots: SlotSet,
    /// Not before.
    pub earliest: Option<NaiveTime>,
    /// Not after: a ban on the last band ends here.
    pub latest: Option<NaiveTime>,
    /// When the person is away.
    pub away: Vec<Period>,
}

impl Default for Limits {
    /// No limits.
    fn default() -> Self {
        Self {
            weekdays: WeekdaySet::ALL,
            slots: SlotSet::ALL,
            earliest: None,
            latest: None,
            away: Vec::new(),
        }
    }
}

impl Limits {
    /// Whether the person can be assigned on a day at all.
    #[must_use]
    pub fn allow_day(&self, on: NaiveDate) -> bool {
        self.weekdays.holds(on.weekday()) && !self.away.iter().any(|away| away.holds(on))
    }

    /// Whether the person can be assigned to a whole stretch of an allowed day.
    #[must_use]
    pub fn allow_time(&self, starts: NaiveTime, ends: NaiveTime) -> bool {
        self.earliest.is_none_or(|earliest| starts >= earliest)
            && self.latest.is_none_or(|latest| ends <= latest)
    }

    /// The part of a stretch to which the person can be assigned.
    #[must_use]
    pub fn part_of(&self, starts: NaiveTime, ends: NaiveTime) -> Minutes {
        let starts = self.earliest.map_or(starts, |earliest| starts.max(earliest));
        let ends = self.latest.map_or(ends, |latest| ends.min(latest));
        Minutes::between(starts, ends).unwrap_or_default()
    }
}

/// What could have been assigned to a person in a term.
///
/// # Clauses
///
/// S5.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Opportunity {
    /// Days on which anything was open to the person.
    pub days: u32,
    /// Class hours.
    pub class_hours: ClassHours,
    /// Minutes of each duty.
    pub duty: MinutesByDuty,
    /// Kinds of activities that were offered in what was open.
    pub activities: ActivitySet,
}

impl Opportunity {
    /// Counts what was open to a person under their limits: slots that they allow as a whole, and
    /// the part of each duty that they allow. A day without limits in force has none.
    #[must_use]
    pub fn of(days: &[OpenDay], limits: &Dated<Limits>, activities: ActivitySet) -> Self {
        let none = Limits::default();
        let mut open = Self { activities, ..Self::default() };
        for day in days {
            let limits = limits.in_force(day.on).unwrap_or(&none);
            if !limits.allow_day(day.on) {
                continue;
            }
            let slots = day.slots.iter().filter(|open| {
                limits.slots.holds(open.slot) && limits.allow_time(open.starts, open.ends)
            });
            let slots = u32::try_from(slots.count()).unwrap_or(u32::MAX);
            open.class_hours = open.class_hours.plus(ClassHours::new(slots));
            let mut minutes = 0_u32;
            for duty in &day.duties {
                let part = limits.part_of(duty.starts, duty.ends).count();
                minutes = minutes.saturating_add(part);
                let sum = &mut open.duty[duty.kind.index()];
                *sum = Minutes::new(sum.count().saturating_add(part));
            }
            open.days += u32::from(slots > 0 || minutes > 0);
        }
        open
    }
}
