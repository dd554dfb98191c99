//! The public working-day calendar (工作日).

use std::collections::BTreeSet;

use chrono::{Datelike, NaiveDate, Weekday};
use kehou_units::Month;

/// Which days count as working days: Monday to Friday, less public holidays, plus public make-up
/// days. Teaching days are another matter: they decide service and fees only.
///
/// # Clauses
///
/// C9.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct WorkingDays {
    holidays: BTreeSet<NaiveDate>,
    make_up: BTreeSet<NaiveDate>,
}

impl WorkingDays {
    /// The calendar with these public holidays and make-up days; a day in both is a holiday.
    #[must_use]
    pub const fn new(holidays: BTreeSet<NaiveDate>, make_up: BTreeSet<NaiveDate>) -> Self {
        Self { holidays, make_up }
    }

    /// The public holidays.
    #[must_use]
    pub const fn holidays(&self) -> &BTreeSet<NaiveDate> {
        &self.holidays
    }

    /// The Saturdays and Sundays that are worked.
    #[must_use]
    pub const fn make_up(&self) -> &BTreeSet<NaiveDate> {
        &self.make_up
    }

    /// Whether a day is a working day.
    #[must_use]
    pub fn holds(&self, on: NaiveDate) -> bool {
        let weekend = matches!(on.weekday(), Weekday::Sat | Weekday::Sun);
        !self.holidays.contains(&on) && (!weekend || self.make_up.contains(&on))
    }

    /// The working day that is the `nth` after `from`, which itself does not count; `from` when
    /// `nth` is zero; none when the calendar of the world ends first.
    #[must_use]
    pub fn after(&self, from: NaiveDate, nth: u32) -> Option<NaiveDate> {
        let mut day = from;
        for _ in 0..nth {
            day = day.iter_days().skip(1).find(|day| self.holds(*day))?;
        }
        Some(day)
    }

    /// The `nth` working day of a month, counted from 1; none when it has fewer.
    #[must_use]
    pub fn nth_of(&self, month: Month, nth: u32) -> Option<NaiveDate> {
        let place = usize::try_from(nth.checked_sub(1)?).ok()?;
        month.days().filter(|day| self.holds(*day)).nth(place)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(m: u32, d: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(2023, m, d).unwrap()
    }

    #[test]
    fn holidays_and_make_up_days_move_deadlines() {
        let calendar = WorkingDays::new([day(4, 5)].into(), [day(4, 23)].into());
        let april = Month::new(2023, 4).unwrap();
        assert_eq!(calendar.nth_of(april, 3), Some(day(4, 6)), "3, 4, then the holiday, then 6");
        assert_eq!(calendar.after(day(4, 21), 1), Some(day(4, 23)), "a Sunday made up");
        assert_eq!(calendar.nth_of(april, 0), None);
        assert_eq!(calendar.nth_of(april, 29), None);
    }
}
