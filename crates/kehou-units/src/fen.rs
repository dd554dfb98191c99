//! Money in whole fen.

use std::fmt;

use rust_decimal::{Decimal, prelude::ToPrimitive};

use crate::{ClassHours, Fault};

mod encapsulate {
    /// An amount of money that is never negative, in whole fen (分; 100 fen = 1 yuan). (F16)
    ///
    /// Range 0 ..= `i64::MAX`. Shown as yuan with two decimals.
    #[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
    pub struct Fen(i64);

    impl Fen {
        /// No money.
        pub const ZERO: Self = Self(0);

        /// Makes an amount from fen; `None` when `fen` is negative.
        #[must_use]
        pub const fn new(fen: i64) -> Option<Self> {
            if fen < 0 { None } else { Some(Self(fen)) }
        }

        /// The amount in fen.
        #[must_use]
        pub const fn as_fen(self) -> i64 {
            self.0
        }
    }

    /// A difference of two amounts, in whole fen: negative means money back. (F16)
    #[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
    pub struct SignedFen(i64);

    impl SignedFen {
        /// No difference.
        pub const ZERO: Self = Self(0);

        /// Makes a difference from fen.
        #[must_use]
        pub const fn new(fen: i64) -> Self {
            Self(fen)
        }

        /// The difference in fen.
        #[must_use]
        pub const fn as_fen(self) -> i64 {
            self.0
        }
    }
}

pub use encapsulate::{Fen, SignedFen};

/// Why a quantity could not be made or computed.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum UnitError {
    /// A non-negative amount was given a negative number of fen.
    #[error("an amount can't be negative: {fen} fen")]
    Negative {
        /// The number given.
        fen: i64,
    },
    /// A text is no amount in yuan with at most two decimals.
    #[error("`{text}` is no amount in yuan; write it like \"2.00\", with at most two decimals")]
    NotYuan {
        /// The text given.
        text: String,
    },
    /// A result lies outside the range of whole fen.
    #[error("an amount is too large to be counted in fen")]
    Overflow,
}

impl UnitError {
    /// The stable code of this error.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Negative { .. } => "UNIT_NEGATIVE",
            Self::NotYuan { .. } => "UNIT_NOT_YUAN",
            Self::Overflow => "UNIT_OVERFLOW",
        }
    }

    /// The kind of failure.
    #[must_use]
    pub const fn fault(&self) -> Fault {
        Fault::Invalid
    }
}

impl Fen {
    /// Makes an amount from fen.
    ///
    /// # Errors
    ///
    /// [`UnitError::Negative`] when `fen` is below zero.
    pub const fn from_fen(fen: i64) -> Result<Self, UnitError> {
        match Self::new(fen) {
            Some(amount) => Ok(amount),
            None => Err(UnitError::Negative { fen }),
        }
    }

    /// Reads yuan with at most two decimals, such as `2`, `2.5` or `2.00`; nothing is rounded.
    ///
    /// # Errors
    ///
    /// [`UnitError::NotYuan`] when the text is no plain decimal number, has more than two
    /// decimals that are not zero, or is negative.
    pub fn from_yuan_text(text: &str) -> Result<Self, UnitError> {
        let refuse = || UnitError::NotYuan { text: text.to_owned() };
        let plain = !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit() || b == b'.');
        if !plain {
            return Err(refuse());
        }
        let yuan = Decimal::from_str_exact(text).map_err(|_| refuse())?;
        let fen = yuan.checked_mul(Decimal::ONE_HUNDRED).ok_or(UnitError::Overflow)?;
        if !fen.fract().is_zero() {
            return Err(refuse());
        }
        fen.to_i64().and_then(Self::new).ok_or(UnitError::Overflow)
    }

    /// Adds two amounts.
    ///
    /// # Errors
    ///
    /// [`UnitError::Overflow`] when the sum exceeds `i64::MAX` fen.
    pub const fn plus(self, other: Self) -> Result<Self, UnitError> {
        match self.as_fen().checked_add(other.as_fen()) {
            Some(fen) => Self::from_fen(fen),
            None => Err(UnitError::Overflow),
        }
    }

    /// Takes `other` away.
    ///
    /// # Errors
    ///
    /// [`UnitError::Negative`] when `other` is larger; use [`Fen::minus_signed`] for differences.
    pub const fn minus(self, other: Self) -> Result<Self, UnitError> {
        Self::from_fen(self.as_fen() - other.as_fen())
    }

    /// The difference `self - other`; it can't overflow, since both are non-negative.
    #[must_use]
    pub const fn minus_signed(self, other: Self) -> SignedFen {
        SignedFen::new(self.as_fen() - other.as_fen())
    }

    /// The price of some class hours at `self` per class hour; exact, since both are whole.
    ///
    /// # Errors
    ///
    /// [`UnitError::Overflow`] when the product exceeds `i64::MAX` fen.
    pub const fn times(self, hours: ClassHours) -> Result<Self, UnitError> {
        match self.as_fen().checked_mul(hours.count() as i64) {
            Some(fen) => Self::from_fen(fen),
            None => Err(UnitError::Overflow),
        }
    }

    /// Adds up amounts.
    ///
    /// # Errors
    ///
    /// [`UnitError::Overflow`] when the sum exceeds `i64::MAX` fen.
    pub fn sum(amounts: impl IntoIterator<Item = Self>) -> Result<Self, UnitError> {
        amounts.into_iter().try_fold(Self::ZERO, Self::plus)
    }
}

impl SignedFen {
    /// Adds two differences.
    ///
    /// # Errors
    ///
    /// [`UnitError::Overflow`] when the sum leaves the range of `i64`.
    pub const fn plus(self, other: Self) -> Result<Self, UnitError> {
        match self.as_fen().checked_add(other.as_fen()) {
            Some(fen) => Ok(Self::new(fen)),
            None => Err(UnitError::Overflow),
        }
    }
}

impl fmt::Display for Fen {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let fen = self.as_fen();
        f.pad(&format!("{}.{:02}", fen / 100, fen % 100))
    }
}

impl fmt::Display for SignedFen {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = if self.as_fen() < 0 { "-" } else { "" };
        let fen = self.as_fen().unsigned_abs();
        f.pad(&format!("{sign}{}.{:02}", fen / 100, fen % 100))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn yuan_text_is_read_exactly() {
        for (text, fen) in [("2", 200), ("2.5", 250), ("2.00", 200), ("0", 0), ("12.340", 1234)] {
            assert_eq!(Fen::from_yuan_text(text).unwrap().as_fen(), fen, "{text}");
        }
    }

    #[test]
    fn anything_that_is_no_whole_fen_is_refused() {
        for text in ["", "2.005", "-1", "+1", "1e3", "2,00", "two", " 2", "99999999999999999999"] {
            assert!(Fen::from_yuan_text(text).is_err(), "{text}");
        }
    }

    #[test]
    fn arithmetic_is_checked() {
        let most = Fen::new(i64::MAX).unwrap();
        assert_eq!(most.plus(Fen::new(1).unwrap()), Err(UnitError::Overflow));
        assert_eq!(most.times(ClassHours::new(2)), Err(UnitError::Overflow));
        assert_eq!(Fen::ZERO.minus(Fen::new(5).unwrap()), Err(UnitError::Negative { fen: -5 }));
        assert_eq!(Fen::ZERO.minus_signed(Fen::new(5).unwrap()).to_string(), "-0.05");
    }

    #[test]
    fn shown_as_yuan() {
        assert_eq!(Fen::new(8_805).unwrap().to_string(), "88.05");
        assert_eq!(format!("{:>8}", Fen::new(5).unwrap()), "    0.05");
    }
}
