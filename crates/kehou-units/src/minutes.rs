//! Lengths of time in whole minutes.

use std::fmt;

use chrono::NaiveTime;

mod encapsulate {
    /// A length of time in whole minutes.
    #[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
    pub struct Minutes(u32);

    impl Minutes {
        /// Makes a length of time.
        #[must_use]
        pub const fn new(count: u32) -> Self {
            Self(count)
        }

        /// How many minutes.
        #[must_use]
        pub const fn count(self) -> u32 {
            self.0
        }
    }
}

pub use encapsulate::Minutes;

impl Minutes {
    /// The whole minutes from `start` to `end` of one day, rounded down; `None` when `end` is
    /// not after `start`.
    #[must_use]
    pub fn between(start: NaiveTime, end: NaiveTime) -> Option<Self> {
        let minutes = u32::try_from((end - start).num_minutes()).ok()?;
        (end > start).then_some(Self::new(minutes))
    }

    /// Takes `other` away, staying at zero when it is longer.
    #[must_use]
    pub const fn less(self, other: Self) -> Self {
        Self::new(self.count().saturating_sub(other.count()))
    }
}

impl fmt::Display for Minutes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.count().fmt(f)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slot_that_ends_before_it_starts_has_no_length() {
        let at = |h, m| NaiveTime::from_hms_opt(h, m, 0).unwrap();
        assert_eq!(Minutes::between(at(16, 40), at(17, 20)), Some(Minutes::new(40)));
        assert_eq!(Minutes::between(at(17, 20), at(16, 40)), None);
        assert_eq!(Minutes::between(at(17, 20), at(17, 20)), None);
    }
}
