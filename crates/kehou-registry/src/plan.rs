//! Service plans (课后服务计划): which slots run when, for whom, at what price.

use std::collections::BTreeSet;

use chrono::{NaiveDate, NaiveTime, Weekday};
use kehou_units::{Fault, Fen, Minutes, Period};

use crate::{Grade, GradeSet, SlotNo, WeekdaySet};

/// What kind of service a slot is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum SlotKind {
    /// The daytime service after the last lesson.
    Regular,
    /// Before the first lesson (早到).
    Early,
    /// At noon (午间).
    Noon,
    /// Evening self-study (晚自习).
    Evening,
    /// Late care after the standard end (校内临时托管, 弹性离校).
    LateCare,
}

impl SlotKind {
    /// All kinds.
    pub const ALL: [Self; 5] =
        [Self::Regular, Self::Early, Self::Noon, Self::Evening, Self::LateCare];

    /// The code used in policy files and on the wire.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Regular => "regular",
            Self::Early => "early",
            Self::Noon => "noon",
            Self::Evening => "evening",
            Self::LateCare => "late_care",
        }
    }
}

/// How a slot is charged.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Charging {
    /// Not at all.
    Free,
    /// At the county's rate.
    CountyRate,
    /// At the school's own price per class hour, which may not exceed the county's rate. (F19)
    Priced(Fen),
}

/// One slot of a plan: the same time on some weekdays of a period, for some grades.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlannedSlot {
    /// Its number within the day.
    pub slot: SlotNo,
    /// Its kind.
    pub kind: SlotKind,
    /// The days between which it runs; a seasonal timetable is two periods.
    pub period: Period,
    /// The weekdays on which it runs.
    pub weekdays: WeekdaySet,
    /// The grades it is for.
    pub grades: GradeSet,
    /// When it starts.
    pub starts: NaiveTime,
    /// When it ends, after it starts.
    pub ends: NaiveTime,
    /// How it is charged.
    pub charging: Charging,
    /// The dates on which the school cancelled it.
    pub cancelled: BTreeSet<NaiveDate>,
}

impl PlannedSlot {
    /// Its length.
    #[must_use]
    pub fn length(&self) -> Minutes {
        Minutes::between(self.starts, self.ends).unwrap_or_default()
    }

    /// Whether it is planned for a grade on a day that follows the timetable of `weekday`.
    #[must_use]
    pub fn runs(&self, grade: Grade, on: NaiveDate, weekday: Weekday) -> bool {
        self.grades.holds(grade) && self.period.holds(on) && self.weekdays.holds(weekday)
    }

    fn collides(&self, other: &Self) -> bool {
        self.slot == other.slot
            && self.grades.overlaps(other.grades)
            && self.weekdays.overlaps(other.weekdays)
            && self.period.overlaps(&other.period)
    }
}

/// The service plan of one school.
///
/// # Clauses
///
/// F6 (class hours are scheduled slots), P2, C8 (seasonal timetables).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ServicePlan {
    slots: Vec<PlannedSlot>,
}

/// A service plan contradicts itself.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PlanError {
    /// Two entries plan the same slot for the same grade and day.
    #[error(
        "entries {first} and {second} of the plan both plan slot {slot} for the same grades and days; end one before the other begins"
    )]
    Collision {
        /// The slot.
        slot: SlotNo,
        /// The place of the first entry, from 1.
        first: usize,
        /// The place of the second entry, from 1.
        second: usize,
    },
    /// A slot ends before it starts.
    #[error("entry {entry} of the plan ends at {ends}, not after it starts at {starts}")]
    EndsBeforeStart {
        /// The place of the entry, from 1.
        entry: usize,
        /// When it starts.
        starts: NaiveTime,
        /// When it ends.
        ends: NaiveTime,
    },
}

impl PlanError {
    /// The stable code of this error.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Collision { .. } => "PLAN_COLLISION",
            Self::EndsBeforeStart { .. } => "PLAN_ENDS_BEFORE_START",
        }
    }

    /// The kind of failure.
    #[must_use]
    pub const fn fault(&self) -> Fault {
        Fault::Invalid
    }
}

impl ServicePlan {
    /// Makes a plan.
    ///
    /// # Errors
    ///
    /// - [`PlanError::EndsBeforeStart`] when an entry has no length.
    /// - [`PlanError::Collision`] when two entries plan the same slot, grade and day.
    pub fn new(slots: Vec<PlannedSlot>) -> Result<Self, PlanError> {
        for (at, slot) in slots.iter().enumerate() {
            if slot.ends <= slot.starts {
                let (starts, ends) = (slot.starts, slot.ends);
                return Err(PlanError::EndsBeforeStart { entry: at + 1, starts, ends });
            }
            if let Some(before) = slots[..at].iter().position(|other| other.collides(slot)) {
                return Err(PlanError::Collision {
                    slot: slot.slot,
                    first: before + 1,
                    second: at + 1,
                });
            }
        }
        Ok(Self { slots })
    }

    /// Its entries.
    #[must_use]
    pub fn slots(&self) -> &[PlannedSlot] {
        &self.slots
    }

    /// What is planned for a slot of a grade on a day that follows the timetable of `weekday`.
    #[must_use]
    pub fn planned(
        &self,
        slot: SlotNo,
        grade: Grade,
        on: NaiveDate,
        weekday: Weekday,
    ) -> Option<&PlannedSlot> {
        self.slots.iter().find(|planned| planned.slot == slot && planned.runs(grade, on, weekday))
    }
}
