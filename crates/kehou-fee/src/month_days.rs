//! The days of a month, one bit a day; bit 0 is the first.

use chrono::{Datelike, NaiveDate, Weekday};
use kehou_policy::FeePlace;
use kehou_registry::{Affiliation, WeekdaySet};

use crate::{SchoolFacts, Tariff};

/// What a school is on each day of the month.
pub(crate) struct SchoolDays {
    pub(crate) open: u32,
    pub(crate) private: u32,
    rural: u32,
}

impl SchoolDays {
    pub(crate) fn of(facts: &SchoolFacts<'_>, tariff: &Tariff) -> Self {
        let mut days = Self { open: 0, private: 0, rural: 0 };
        for (index, on) in tariff.month().days().enumerate() {
            if let Some(profile) = facts.school.profile(on) {
                let bit = 1u32 << index;
                days.open |= bit;
                days.private |= if profile.affiliation == Affiliation::Private { bit } else { 0 };
                days.rural |= if profile.fee_place == FeePlace::Rural { bit } else { 0 };
            }
        }
        days
    }

    pub(crate) const fn place(&self, day: usize) -> FeePlace {
        if self.rural & (1 << day) == 0 { FeePlace::Elsewhere } else { FeePlace::Rural }
    }

    pub(crate) const fn is_private(&self, day: usize) -> bool {
        self.private & (1 << day) != 0
    }
}

/// The days of a month as bits.
pub(crate) struct Days {
    first: NaiveDate,
    last: NaiveDate,
    /// The days that follow the timetable of each weekday, from Monday.
    weekdays: [u32; 7],
}

impl Days {
    pub(crate) fn of(facts: &SchoolFacts<'_>, tariff: &Tariff) -> Self {
        let month = tariff.month();
        let mut weekdays = [0; 7];
        for (index, on) in month.days().enumerate() {
            let follows =
                facts.calendar.school_day(on).timetable(on).unwrap_or_else(|| on.weekday());
            weekdays[follows.num_days_from_monday() as usize] |= 1 << index;
        }
        Self { first: month.first_day(), last: month.last_day(), weekdays }
    }

    /// The days from `first` to `last`, both included.
    pub(crate) fn within(&self, first: NaiveDate, last: Option<NaiveDate>) -> u32 {
        let last = last.map_or(self.last, |last| last.min(self.last));
        if first > last || last < self.first {
            return 0;
        }
        let begin = first.max(self.first).day0();
        (u32::MAX >> (31 - last.day0())) & (u32::MAX << begin)
    }

    /// The days that follow the timetable of one of some weekdays.
    pub(crate) fn on(&self, weekdays: WeekdaySet) -> u32 {
        if weekdays == WeekdaySet::ALL {
            return u32::MAX;
        }
        let held = Weekday::Mon.num_days_from_monday()..7;
        let days = held.zip(self.weekdays).map(|(day, bits)| {
            let weekday = u8::try_from(day).ok().and_then(|day| Weekday::try_from(day).ok());
            if weekday.is_some_and(|weekday| weekdays.holds(weekday)) { bits } else { 0 }
        });
        days.fold(0, |all, bits| all | bits)
    }

    pub(crate) fn where_true(&self, is: impl Fn(usize) -> bool) -> u32 {
        let days = 0..=self.last.day0() as usize;
        days.filter(|day| is(*day)).fold(0, |bits, day| bits | 1 << day)
    }
}
