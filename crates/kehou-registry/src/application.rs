//! Applications of guardians (自愿申请).

use chrono::NaiveDate;

use crate::{SlotNo, SlotSet, WeekdaySet};

/// A guardian's dated application for the service, and its withdrawal.
///
/// # Clauses
///
/// F14; C10: made on paper, it counts from the date written on it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Application {
    /// The day it was made.
    pub applied_on: NaiveDate,
    /// The day it was withdrawn, if it was.
    pub withdrawn_on: Option<NaiveDate>,
    /// The slots it asks for.
    pub slots: SlotSet,
    /// The weekdays it asks for.
    pub weekdays: WeekdaySet,
}

impl Application {
    /// Whether it is in effect on a day: joining and leaving both take effect on the next service
    /// day, so the day it was made does not count and the day it was withdrawn still does. (F14)
    #[must_use]
    pub fn in_effect(&self, on: NaiveDate) -> bool {
        self.applied_on < on && self.withdrawn_on.is_none_or(|last| on <= last)
    }

    /// Whether it covers a slot of a day; a make-up day counts as the weekday it `follows`.
    #[must_use]
    pub fn covers(&self, on: NaiveDate, follows: chrono::Weekday, slot: SlotNo) -> bool {
        self.in_effect(on) && self.weekdays.holds(follows) && self.slots.holds(slot)
    }
}

#[cfg(test)]
mod tests {
    use chrono::{Datelike, Weekday};

    use super::*;

    #[test]
    fn joining_and_leaving_take_effect_on_the_next_day() {
        let day = |d| NaiveDate::from_ymd_opt(2023, 3, d).unwrap();
        let application = Application {
            applied_on: day(6),
            withdrawn_on: Some(day(9)),
            slots: SlotSet::ALL,
            weekdays: WeekdaySet::MONDAY_TO_FRIDAY,
        };
        let covered: Vec<u32> = (1..20).filter(|d| application.in_effect(day(*d))).collect();
        assert_eq!(covered, [7, 8, 9]);
    }

    #[test]
    fn it_covers_its_slots_on_its_weekdays_while_in_effect() {
        let day = |d| NaiveDate::from_ymd_opt(2023, 3, d).unwrap();
        let application = Application {
            applied_on: day(1),
            withdrawn_on: None,
            slots: SlotSet::of([SlotNo::ALL[0]]),
            weekdays: WeekdaySet::of([Weekday::Mon]),
        };
        let [first, second] = [SlotNo::ALL[0], SlotNo::ALL[1]];
        assert!(application.covers(day(6), day(6).weekday(), first), "a Monday");
        assert!(!application.covers(day(6), day(6).weekday(), second));
        assert!(!application.covers(day(7), day(7).weekday(), first), "a Tuesday");
        assert!(application.covers(day(18), Weekday::Mon, first), "a Saturday that follows Monday");
        assert!(!application.covers(day(1), Weekday::Mon, first), "not in effect yet");
    }
}
