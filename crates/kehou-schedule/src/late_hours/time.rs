//! Minutes of a day, and stretches of them.

use std::fmt;

use chrono::{NaiveTime, Timelike};
use kehou_units::{Fault, Minutes};

/// A minute of the day, counted from midnight: 0 to 1440, where 1440 is the day's end.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Minute(u16);

/// A number is no minute of a day.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{count} is no minute of a day; minutes run from 0 to 1440")]
pub struct MinuteError {
    /// The number given.
    pub count: u32,
}

impl MinuteError {
    /// The stable code of this error.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        "SCHEDULE_MINUTE"
    }

    /// The kind of failure.
    #[must_use]
    pub const fn fault(&self) -> Fault {
        Fault::Invalid
    }

    /// The arguments of its text, by name.
    #[must_use]
    pub fn args(&self) -> Vec<(&'static str, String)> {
        vec![("count", self.count.to_string())]
    }
}

impl Minute {
    /// The end of the day.
    pub const LAST: Self = Self(1_440);

    /// Makes a minute of the day.
    ///
    /// # Errors
    ///
    /// [`MinuteError`] above 1440.
    pub fn new(count: u32) -> Result<Self, MinuteError> {
        match u16::try_from(count) {
            Ok(minute) if minute <= Self::LAST.0 => Ok(Self(minute)),
            _ => Err(MinuteError { count }),
        }
    }

    /// The minute in which a time lies; seconds are dropped.
    #[must_use]
    pub fn of(time: NaiveTime) -> Self {
        Self(u16::try_from(time.num_seconds_from_midnight() / 60).unwrap_or(Self::LAST.0))
    }

    /// How many minutes after midnight it begins.
    #[must_use]
    pub const fn count(self) -> u32 {
        self.0 as u32
    }

    /// The minute that lies so much later, the day's end at the latest.
    #[must_use]
    pub fn plus(self, minutes: Minutes) -> Self {
        let later = u32::from(self.0).saturating_add(minutes.count());
        Self(u16::try_from(later).unwrap_or(u16::MAX).min(Self::LAST.0))
    }

    /// How long it is from `earlier` to this minute; nothing when `earlier` is later.
    #[must_use]
    pub const fn since(self, earlier: Self) -> Minutes {
        Minutes::new(self.0.saturating_sub(earlier.0) as u32)
    }
}

impl fmt::Display for Minute {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:02}:{:02}", self.0 / 60, self.0 % 60)
    }
}

/// A stretch of a day from a minute to a later one; the end is not part of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    /// Its first minute.
    pub from: Minute,
    /// The first minute after it.
    pub until: Minute,
}

impl Span {
    /// Whether it has no minute.
    #[must_use]
    pub fn is_empty(self) -> bool {
        self.until <= self.from
    }

    /// How long it is.
    #[must_use]
    pub const fn length(self) -> Minutes {
        self.until.since(self.from)
    }

    /// Whether all minutes of `other` are minutes of it.
    #[must_use]
    pub fn covers(self, other: Self) -> bool {
        self.from <= other.from && other.until <= self.until
    }

    /// Whether a minute is one of it.
    #[must_use]
    pub fn holds(self, minute: Minute) -> bool {
        self.from <= minute && minute < self.until
    }

    /// Whether both have a minute in common.
    #[must_use]
    pub fn overlaps(self, other: Self) -> bool {
        self.from < other.until && other.from < self.until
    }

    /// How much of it lies from `minute` on.
    #[must_use]
    pub fn length_from(self, minute: Minute) -> Minutes {
        self.until.since(self.from.max(minute))
    }
}
