//! Numbered slots of a day's service.

use std::fmt;

use kehou_units::Fault;

/// The number of a slot within a day's service, 1 to 8.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SlotNo(u8);

/// A number is no slot.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{number} is no slot number; slots of a day are numbered 1 to 8")]
pub struct SlotError {
    /// The number given.
    pub number: u32,
}

impl SlotError {
    /// The stable code of this error.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        "REGISTRY_SLOT"
    }

    /// The kind of failure.
    #[must_use]
    pub const fn fault(&self) -> Fault {
        Fault::Invalid
    }
}

impl SlotNo {
    /// How many slots a day can have.
    pub const COUNT: usize = 8;

    /// All slot numbers, in order.
    pub const ALL: [Self; Self::COUNT] =
        [Self(1), Self(2), Self(3), Self(4), Self(5), Self(6), Self(7), Self(8)];

    /// Makes a slot number.
    ///
    /// # Errors
    ///
    /// [`SlotError`] outside 1 to 8.
    pub const fn new(number: u8) -> Result<Self, SlotError> {
        match number {
            1..=8 => Ok(Self(number)),
            _ => Err(SlotError { number: number as u32 }),
        }
    }

    /// Its number, from 1.
    #[must_use]
    pub const fn number(self) -> u8 {
        self.0
    }

    /// Its place in a list of all slots, from 0.
    #[must_use]
    pub const fn index(self) -> usize {
        self.0 as usize - 1
    }
}

impl fmt::Display for SlotNo {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// A set of slot numbers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SlotSet(u8);

impl SlotSet {
    /// Every slot.
    pub const ALL: Self = Self(u8::MAX);

    /// The set as bits, slot 1 the lowest.
    #[must_use]
    pub const fn bits(self) -> u8 {
        self.0
    }

    /// The set of some bits, slot 1 the lowest.
    #[must_use]
    pub const fn from_bits(bits: u8) -> Self {
        Self(bits)
    }

    /// The set of some slots.
    #[must_use]
    pub fn of(slots: impl IntoIterator<Item = SlotNo>) -> Self {
        Self(slots.into_iter().fold(0, |set, slot| set | 1 << slot.index()))
    }

    /// Whether it holds `slot`.
    #[must_use]
    pub const fn holds(self, slot: SlotNo) -> bool {
        self.0 & (1 << slot.index()) != 0
    }

    /// Whether it holds none.
    #[must_use]
    pub const fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// The slots that both hold.
    #[must_use]
    pub const fn intersection(self, other: Self) -> Self {
        Self(self.0 & other.0)
    }

    /// Its slots, in order.
    pub fn iter(self) -> impl Iterator<Item = SlotNo> {
        let mut rest = self.0;
        std::iter::from_fn(move || {
            let next = SlotNo::ALL.get(rest.trailing_zeros() as usize)?;
            rest &= rest - 1;
            Some(*next)
        })
    }
}
