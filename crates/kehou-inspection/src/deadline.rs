//! Deadlines in working days, and how near they are.

use chrono::{Days, NaiveDate, NaiveTime};
use kehou_registry::WorkingDays;
use kehou_units::Instant;

/// A deadline: its last day. It ends at 24:00 of the county's clocks on that day.
///
/// # Clauses
///
/// I9, C9.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Deadline(NaiveDate);

/// How near a deadline is (黄灯, 红灯).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Light {
    /// More than the days of warning are left.
    Green,
    /// It ends within the next working days of warning.
    Yellow,
    /// It ends today.
    Today,
    /// It has passed.
    Red,
}

impl Deadline {
    /// The deadline that ends with a day.
    #[must_use]
    pub const fn on(last_day: NaiveDate) -> Self {
        Self(last_day)
    }

    /// The deadline so many working days after a day, which itself does not count; none when the
    /// calendar of the world ends first.
    #[must_use]
    pub fn after(from: NaiveDate, working_days: u32, working: &WorkingDays) -> Option<Self> {
        working.after(from, working_days).map(Self)
    }

    /// Its last day.
    #[must_use]
    pub const fn day(self) -> NaiveDate {
        self.0
    }

    /// The first instant after it: the midnight that ends its last day.
    #[must_use]
    pub fn ends_at(self) -> Instant {
        let next = self.0.checked_add_days(Days::new(1)).unwrap_or(NaiveDate::MAX);
        Instant::of_county(next.and_time(NaiveTime::MIN))
    }

    /// Whether it has passed at an instant: not at 23:59:59 of its day, but at 24:00.
    #[must_use]
    pub fn has_passed(self, at: Instant) -> bool {
        at >= self.ends_at()
    }

    /// How near it is on a day: yellow begins `warning` working days before its last day.
    #[must_use]
    pub fn light(self, on: NaiveDate, warning: u32, working: &WorkingDays) -> Light {
        if on > self.0 {
            return Light::Red;
        }
        if on == self.0 {
            return Light::Today;
        }
        // Working days strictly after `on`, up to the last day: one is left on the day before.
        let left = on.iter_days().skip(1).take_while(|day| *day <= self.0);
        let left = left.filter(|day| working.holds(*day)).take(warning as usize + 1).count();
        if left <= warning as usize { Light::Yellow } else { Light::Green }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(m: u32, d: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(2023, m, d).unwrap()
    }

    #[test]
    fn it_ends_at_midnight_of_its_last_day() {
        let deadline = Deadline::on(day(4, 7));
        let last = Instant::of_county(day(4, 7).and_hms_opt(23, 59, 59).unwrap());
        let midnight = Instant::of_county(day(4, 8).and_hms_opt(0, 0, 0).unwrap());
        assert!(!deadline.has_passed(last));
        assert!(deadline.has_passed(midnight));
        assert_eq!(deadline.ends_at(), midnight);
    }

    #[test]
    fn holidays_and_week_ends_do_not_count() {
        let working = WorkingDays::new([day(4, 5)].into(), [].into());
        assert_eq!(Deadline::after(day(4, 3), 2, &working), Some(Deadline::on(day(4, 6))));
        assert_eq!(Deadline::after(day(4, 7), 1, &working), Some(Deadline::on(day(4, 10))));
    }

    #[test]
    fn it_is_yellow_one_working_day_before_and_red_after() {
        let working = WorkingDays::default();
        let deadline = Deadline::on(day(4, 10)); // a Monday
        let lights = [6, 7, 8, 9, 10, 11].map(|d| deadline.light(day(4, d), 1, &working));
        use Light::*;
        assert_eq!(lights, [Green, Yellow, Yellow, Yellow, Today, Red]);
    }
}
