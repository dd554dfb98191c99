//! Instants, and what the clocks of the county show then.

use std::fmt;

use chrono::{DateTime, Duration, NaiveDate, NaiveDateTime};

/// How far the clocks of the county are ahead of UTC; there is no summer time.
const COUNTY_OFFSET: Duration = Duration::hours(8);

/// An instant in whole microseconds since 1970-01-01T00:00:00Z.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Instant(i64);

impl Instant {
    /// The instant so many microseconds after 1970-01-01T00:00:00Z; before it when negative.
    #[must_use]
    pub const fn from_micros(micros: i64) -> Self {
        Self(micros)
    }

    /// Its microseconds since 1970-01-01T00:00:00Z.
    #[must_use]
    pub const fn as_micros(self) -> i64 {
        self.0
    }

    /// The instant at which the clocks of the county show a time.
    #[must_use]
    pub fn of_county(time: NaiveDateTime) -> Self {
        Self((time - COUNTY_OFFSET).and_utc().timestamp_micros())
    }

    /// What the clocks of the county show; the first instant of the calendar for what it can't hold.
    #[must_use]
    pub fn in_county(self) -> NaiveDateTime {
        DateTime::from_timestamp_micros(self.0)
            .and_then(|utc| utc.naive_utc().checked_add_signed(COUNTY_OFFSET))
            .unwrap_or(NaiveDateTime::MIN)
    }

    /// The day of the county.
    #[must_use]
    pub fn day(self) -> NaiveDate {
        self.in_county().date()
    }
}

impl fmt::Display for Instant {
    /// Writes county time, such as `2023-03-15T18:00:00+08:00`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}+08:00", self.in_county().format("%Y-%m-%dT%H:%M:%S"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_county_is_eight_hours_ahead() {
        let late = Instant::from_micros(1_678_896_000_000_000); // 2023-03-15T16:00:00Z
        assert_eq!(late.to_string(), "2023-03-16T00:00:00+08:00");
        assert_eq!(Instant::of_county(late.in_county()), late);
    }
}
