//! Locks of rolls (考勤锁定).

use chrono::{NaiveDate, NaiveDateTime, NaiveTime};
use kehou_registry::{Calendar, WorkingDays};
use kehou_units::Month;

/// When rolls and months lock.
///
/// # Clauses
///
/// F9.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LockRules {
    /// The time of the next teaching day at which a roll locks.
    pub roll_time: NaiveTime,
    /// Which working day of the next month locks the month, from 1.
    pub month_working_day: u32,
}

/// Whether a sheet came in time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Lateness {
    /// Before its roll locked.
    InTime,
    /// After.
    Late,
}

impl LockRules {
    /// When the rolls of a day lock: at the set time of the school's next teaching day; none when
    /// no teaching day follows within a year.
    #[must_use]
    pub fn roll_locks_at(&self, service: NaiveDate, calendar: &Calendar) -> Option<NaiveDateTime> {
        calendar.next_teaching_day(service).map(|day| day.and_time(self.roll_time))
    }

    /// The day whose end locks a month; none when the next month has too few working days.
    #[must_use]
    pub fn month_locks_on(&self, month: Month, working: &WorkingDays) -> Option<NaiveDate> {
        working.nth_of(month.next().ok()?, self.month_working_day)
    }

    /// Whether a sheet entered at `recorded_at` came before its lock.
    #[must_use]
    pub fn lateness(
        recorded_at: Option<NaiveDateTime>,
        locks_at: Option<NaiveDateTime>,
    ) -> Lateness {
        match (recorded_at, locks_at) {
            (Some(recorded), Some(lock)) if recorded > lock => Lateness::Late,
            _ => Lateness::InTime,
        }
    }
}
