//! Requests for flexible hours: what stands against them, and who decided.

use chrono::{NaiveDate, NaiveTime};
use kehou_registry::WorkingDays;
use kehou_units::{Dated, Minutes};

use super::{Balance, FlexPolicy};
use crate::written::StaffRef;

/// A wish to come later or go earlier.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FlexRequest {
    /// Whose.
    pub staff: StaffRef,
    /// On which day.
    pub on: NaiveDate,
    /// From when.
    pub starts: NaiveTime,
    /// Until when.
    pub ends: NaiveTime,
    /// When it was asked.
    pub asked_on: NaiveDate,
}

/// A lesson of core teaching that the person gives on the day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CoreLesson {
    /// When it begins.
    pub starts: NaiveTime,
    /// When it ends.
    pub ends: NaiveTime,
    /// Who gives it instead, if that is arranged.
    pub cover: Option<StaffRef>,
}

/// What a request is judged by.
#[derive(Clone, Copy, Debug)]
pub struct FlexSituation<'a> {
    /// The policies.
    pub policies: &'a Dated<FlexPolicy>,
    /// The person's balance on the morning of the day.
    pub balance: &'a Balance,
    /// What is granted from the balance already and not yet taken, for other days or hours.
    pub promised: Minutes,
    /// What is granted for the same day already.
    pub granted_that_day: Minutes,
    /// The person's lessons of the day.
    pub lessons: &'a [CoreLesson],
    /// The working-day calendar.
    pub working: &'a WorkingDays,
}

/// What stands against a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum FlexGround {
    /// No policy is in force on the day.
    NoPolicy,
    /// It ends before it begins.
    NoTime,
    /// It is no multiple of the unit.
    NoMultiple {
        /// The unit.
        unit: Minutes,
    },
    /// It is more than a day's most, with what is granted already.
    DayMost {
        /// The most.
        most: Minutes,
    },
    /// It was asked too late.
    TooLate {
        /// How many working days before the day it must be asked.
        working_days: u32,
    },
    /// The balance does not hold it.
    Balance {
        /// What it holds beside what is promised.
        available: Minutes,
    },
    /// Core teaching would stand uncovered.
    Uncovered {
        /// When the lesson begins.
        starts: NaiveTime,
        /// When it ends.
        ends: NaiveTime,
    },
}

impl FlexGround {
    /// The stable code.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::NoPolicy => "FLEX_NO_POLICY",
            Self::NoTime => "FLEX_NO_TIME",
            Self::NoMultiple { .. } => "FLEX_NO_MULTIPLE",
            Self::DayMost { .. } => "FLEX_DAY_MOST",
            Self::TooLate { .. } => "FLEX_TOO_LATE",
            Self::Balance { .. } => "FLEX_BALANCE",
            Self::Uncovered { .. } => "FLEX_UNCOVERED",
        }
    }

    /// The arguments of its text, by name.
    #[must_use]
    pub fn args(self) -> Vec<(&'static str, String)> {
        match self {
            Self::NoPolicy | Self::NoTime => Vec::new(),
            Self::NoMultiple { unit } => vec![("unit", unit.to_string())],
            Self::DayMost { most } => vec![("most", most.to_string())],
            Self::TooLate { working_days } => vec![("working_days", working_days.to_string())],
            Self::Balance { available } => vec![("available", available.to_string())],
            Self::Uncovered { starts, ends } => vec![
                ("starts", starts.format("%H:%M").to_string()),
                ("ends", ends.format("%H:%M").to_string()),
            ],
        }
    }
}

impl FlexRequest {
    /// How long it is; none when it ends before it begins.
    #[must_use]
    pub fn minutes(&self) -> Option<Minutes> {
        Minutes::between(self.starts, self.ends)
    }

    /// Everything that stands against it, in a fixed order; nothing means that it may be granted.
    ///
    /// # Clauses
    ///
    /// S2 [嘉教体字〔2023〕4号 三(四)]: core teaching stays covered.
    #[must_use]
    pub fn against(&self, situation: &FlexSituation<'_>) -> Vec<FlexGround> {
        let Some(policy) = situation.policies.in_force(self.on) else {
            return vec![FlexGround::NoPolicy];
        };
        let Some(minutes) = self.minutes() else {
            return vec![FlexGround::NoTime];
        };
        let mut grounds = Vec::new();
        if minutes.count() % policy.unit.count() != 0 {
            grounds.push(FlexGround::NoMultiple { unit: policy.unit });
        }
        let that_day = situation.granted_that_day.count().saturating_add(minutes.count());
        if that_day > policy.day_most.count() {
            grounds.push(FlexGround::DayMost { most: policy.day_most });
        }
        let working_days = policy.notice_working_days;
        let first = situation.working.after(self.asked_on, working_days);
        let is_late = self.asked_on > self.on || first.is_none_or(|first| first > self.on);
        if is_late {
            grounds.push(FlexGround::TooLate { working_days });
        }
        let available = situation.balance.available().less(situation.promised);
        if minutes > available {
            grounds.push(FlexGround::Balance { available });
        }
        let uncovered = situation.lessons.iter().filter(|lesson| {
            let meets = lesson.starts < self.ends && self.starts < lesson.ends;
            // Nobody covers for themselves.
            meets && lesson.cover.as_ref().is_none_or(|cover| *cover == self.staff)
        });
        grounds.extend(uncovered.map(|lesson| {
            let (starts, ends) = (lesson.starts, lesson.ends);
            FlexGround::Uncovered { starts, ends }
        }));
        grounds
    }
}
