//! The days of a month, one bit a day; bit 0 is the first.

use chrono::{Datelike, NaiveDate, Weekday};
use kehou_policy::FeePlace;
use kehou_registry::{Affiliation, Calendar, ClassRef, DayKind, Placement, WeekdaySet};
use kehou_units::Dated;

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
    /// What the school as a whole follows.
    school: Timetables,
    /// What classes follow whose calendar differs from the school's.
    classes: Vec<(ClassRef, Timetables)>,
}

/// The days that follow the timetable of each weekday, from Monday.
type Timetables = [u32; 7];

impl Days {
    pub(crate) fn of(facts: &SchoolFacts<'_>, tariff: &Tariff) -> Self {
        let month = tariff.month();
        let (first, last) = (month.first_day(), month.last_day());
        let school = timetables((first, last), |on| facts.calendar.school_day(on));
        Self { first, last, school, classes: Vec::new() }
    }

    /// Tells apart the classes that follow other timetables than the school, such as a grade with
    /// a make-up day of its own.
    pub(crate) fn tell_apart(&mut self, classes: &[ClassRef], calendar: &Calendar) {
        if calendar.is_one_for_all() {
            return;
        }
        let of_class = |class: &ClassRef| {
            (*class, timetables((self.first, self.last), |on| calendar.day(*class, on)))
        };
        let own = classes.iter().map(of_class).filter(|(_, own)| *own != self.school);
        self.classes = own.collect();
    }

    /// The days from `first` to `last`, both included.
    pub(crate) fn within(&self, first: NaiveDate, last: Option<NaiveDate>) -> u32 {
        if first <= self.first && last.is_none_or(|last| self.last <= last) {
            return u32::MAX >> (31 - self.last.day0());
        }
        let last = last.map_or(self.last, |last| last.min(self.last));
        if first > last || last < self.first {
            return 0;
        }
        let begin = first.max(self.first).day0();
        (u32::MAX >> (31 - last.day0())) & (u32::MAX << begin)
    }

    /// The days that follow the timetable of one of some weekdays, for a pupil who was placed so.
    pub(crate) fn on(&self, weekdays: WeekdaySet, placements: &Dated<Placement>) -> u32 {
        if weekdays == WeekdaySet::ALL {
            return u32::MAX;
        }
        if self.classes.is_empty() {
            return following(&self.school, weekdays);
        }
        let placed = placements.iter().map(|(period, placement)| {
            let own = self.classes.iter().find(|(class, _)| *class == placement.class);
            let followed = own.map_or(&self.school, |(_, own)| own);
            self.within(period.first(), period.last()) & following(followed, weekdays)
        });
        placed.fold(0, |all, bits| all | bits)
    }

    pub(crate) fn where_true(&self, is: impl Fn(usize) -> bool) -> u32 {
        let days = 0..=self.last.day0() as usize;
        days.filter(|day| is(*day)).fold(0, |bits, day| bits | 1 << day)
    }
}

/// Lays days out by the weekday whose timetable they follow, or their own without teaching.
fn timetables(
    (first, last): (NaiveDate, NaiveDate),
    kind: impl Fn(NaiveDate) -> DayKind,
) -> Timetables {
    let mut weekdays = [0; 7];
    for (index, on) in first.iter_days().take_while(|on| *on <= last).enumerate() {
        let follows = kind(on).timetable(on).unwrap_or_else(|| on.weekday());
        weekdays[follows.num_days_from_monday() as usize] |= 1 << index;
    }
    weekdays
}

fn following(timetables: &Timetables, weekdays: WeekdaySet) -> u32 {
    let days = (0u8..).zip(timetables).map(|(number, bits)| {
        let held = Weekday::try_from(number).is_ok_and(|weekday| weekdays.holds(weekday));
        if held { *bits } else { 0 }
    });
    days.fold(0, |all, bits| all | bits)
}
