//! Places in the lists of a day.

use std::fmt;

macro_rules! numbers {
    ($($(#[$doc:meta])* $name:ident)+) => {
        $(
            $(#[$doc])*
            #[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
            pub struct $name(u16);

            impl $name {
                /// The number of a place in the list, counted from 0. Lists of a day are shorter
                /// than 65,535; a larger place names nothing.
                #[must_use]
                pub fn at(index: usize) -> Self {
                    Self(u16::try_from(index).unwrap_or(u16::MAX))
                }

                /// The place in the list, counted from 0.
                #[must_use]
                pub const fn index(self) -> usize {
                    self.0 as usize
                }
            }

            impl fmt::Display for $name {
                fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                    self.0.fmt(f)
                }
            }
        )+
    };
}

numbers! {
    /// A band of the day, counted from 0 in the order of time.
    BandNo
    /// A group, counted from 0 in the order of names.
    GroupNo
    /// A room, counted from 0 in the order of names.
    RoomNo
    /// A building, counted from 0 in the order of names.
    BuildingNo
    /// An adult, counted from 0 in the order of names.
    AdultNo
}
