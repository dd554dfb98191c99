//! Shares compared in integers.

use std::{cmp::Ordering, fmt};

/// A share of a whole, compared exactly: 1/2 equals 2/4.
#[derive(Clone, Copy, Debug)]
pub struct Ratio {
    part: u64,
    whole: u64,
}

impl Ratio {
    /// Makes a ratio; `None` when `whole` is zero.
    #[must_use]
    pub const fn new(part: u64, whole: u64) -> Option<Self> {
        if whole == 0 { None } else { Some(Self { part, whole }) }
    }

    /// Tenths of a per cent, rounded half up: 1/3 gives 333.
    #[must_use]
    pub const fn per_mille(self) -> u64 {
        let doubled = self.part as u128 * 2_000 + self.whole as u128;
        let rounded = doubled / (self.whole as u128 * 2);
        if rounded > u64::MAX as u128 { u64::MAX } else { truncate(rounded) }
    }
}

#[expect(clippy::cast_possible_truncation, reason = "the caller has compared with u64::MAX")]
const fn truncate(small: u128) -> u64 {
    small as u64
}

impl Ord for Ratio {
    fn cmp(&self, other: &Self) -> Ordering {
        let left = u128::from(self.part) * u128::from(other.whole);
        left.cmp(&(u128::from(other.part) * u128::from(self.whole)))
    }
}

impl PartialOrd for Ratio {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq for Ratio {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}

impl Eq for Ratio {}

impl fmt::Display for Ratio {
    /// Writes a percentage with one decimal, rounded half up.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let per_mille = self.per_mille();
        f.pad(&format!("{}.{}%", per_mille / 10, per_mille % 10))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shares_are_compared_in_integers() {
        let half = Ratio::new(1, 2).unwrap();
        assert_eq!(half, Ratio::new(2, 4).unwrap());
        assert!(Ratio::new(u64::MAX - 1, u64::MAX).unwrap() < Ratio::new(1, 1).unwrap());
        assert_eq!(Ratio::new(0, 0), None);
    }

    #[test]
    fn percentages_round_half_up() {
        assert_eq!(Ratio::new(1, 3).unwrap().to_string(), "33.3%");
        assert_eq!(Ratio::new(2, 3).unwrap().to_string(), "66.7%");
        assert_eq!(Ratio::new(1, 2_000).unwrap().to_string(), "0.1%");
    }
}
