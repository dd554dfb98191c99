//! Class hours (课时).

use std::fmt;

mod encapsulate {
    /// A whole number of class hours (课时): scheduled chargeable slots, never minutes. (F6)
    #[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
    pub struct ClassHours(u32);

    impl ClassHours {
        /// None.
        pub const ZERO: Self = Self(0);
        /// One.
        pub const ONE: Self = Self(1);

        /// Makes a number of class hours.
        #[must_use]
        pub const fn new(count: u32) -> Self {
            Self(count)
        }

        /// How many.
        #[must_use]
        pub const fn count(self) -> u32 {
            self.0
        }
    }
}

pub use encapsulate::ClassHours;

impl ClassHours {
    /// Adds two numbers of class hours, staying at `u32::MAX` when the sum would exceed it.
    #[must_use]
    pub const fn plus(self, other: Self) -> Self {
        Self::new(self.count().saturating_add(other.count()))
    }
}

impl fmt::Display for ClassHours {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.count().fmt(f)
    }
}
