//! What guardians and offices hand in about a pupil: applications and waivers.

use chrono::{NaiveDate, Weekday};

/// A guardian's application for the service. [F14]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Application {
    /// The day it was made.
    pub(crate) applied: NaiveDate,
    /// The day it was withdrawn, if it was.
    pub(crate) withdrawn: Option<NaiveDate>,
    /// The slots; none means every slot.
    pub(crate) slots: &'static [u8],
    /// The weekdays; none means every weekday.
    pub(crate) weekdays: &'static [Weekday],
}

impl Application {
    /// An application for everything, from a day on.
    pub(crate) const fn since(applied: NaiveDate) -> Self {
        Self { applied, withdrawn: None, slots: &[], weekdays: &[] }
    }

    /// The same, withdrawn on a day.
    pub(crate) const fn until(self, withdrawn: NaiveDate) -> Self {
        Self { withdrawn: Some(withdrawn), ..self }
    }

    /// The same, for some weekdays.
    pub(crate) const fn on(self, weekdays: &'static [Weekday]) -> Self {
        Self { weekdays, ..self }
    }

    /// Whether it is in effect: after the day it was made, through the day it was withdrawn.
    pub(crate) fn in_effect(&self, on: NaiveDate) -> bool {
        self.applied < on && self.withdrawn.is_none_or(|last| on <= last)
    }

    /// Whether it covers a slot of a day that follows a weekday's timetable.
    pub(crate) fn covers(&self, on: NaiveDate, follows: Weekday, slot: u8) -> bool {
        self.in_effect(on)
            && (self.slots.is_empty() || self.slots.contains(&slot))
            && (self.weekdays.is_empty() || self.weekdays.contains(&follows))
    }
}

/// A waiver on a list or by application. [F11]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Waiver {
    /// The category's name in the county's code table.
    pub(crate) category: &'static str,
    /// How it came about.
    pub(crate) track: Track,
}

/// How a waiver came about. [F11]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Track {
    /// By application, approved on a day.
    Applied(NaiveDate),
    /// By a match with the list of a day.
    Listed(NaiveDate, Decision),
}

/// What finance decided about a match. [F11]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Decision {
    /// Nothing yet.
    Pending,
    /// Confirmed on a day.
    Confirmed(NaiveDate),
    /// Rejected on a day for a reason.
    Rejected(NaiveDate, &'static str),
}
