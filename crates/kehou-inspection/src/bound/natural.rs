//! Whole numbers of any size: as much of them as the bounds need.

use std::cmp::Ordering;

/// A whole number, least significant limb first, without leading zero limbs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Natural(Vec<u64>);

impl Natural {
    pub(super) const ZERO: Self = Self(Vec::new());

    pub(super) fn one() -> Self {
        Self(vec![1])
    }

    pub(super) fn add(&mut self, other: &Self) {
        if self.0.len() < other.0.len() {
            self.0.resize(other.0.len(), 0);
        }
        let mut carry = false;
        for (at, limb) in self.0.iter_mut().enumerate() {
            let (sum, first) = limb.overflowing_add(other.0.get(at).copied().unwrap_or(0));
            let (sum, second) = sum.overflowing_add(u64::from(carry));
            *limb = sum;
            carry = first || second;
        }
        if carry {
            self.0.push(1);
        }
    }

    pub(super) fn times(&mut self, factor: u64) {
        let mut carry = 0u64;
        for limb in &mut self.0 {
            let product = u128::from(*limb) * u128::from(factor) + u128::from(carry);
            (carry, *limb) = halves(product);
        }
        if carry > 0 {
            self.0.push(carry);
        }
        self.trim();
    }

    /// Divides by a divisor that is known to leave no remainder.
    pub(super) fn divide_exactly(&mut self, divisor: u64) {
        let mut rest = 0u64;
        for limb in self.0.iter_mut().rev() {
            let dividend = (u128::from(rest) << 64) | u128::from(*limb);
            *limb = halves(dividend / u128::from(divisor)).1;
            rest = halves(dividend % u128::from(divisor)).1;
        }
        debug_assert_eq!(rest, 0, "the division leaves nothing");
        self.trim();
    }

    fn trim(&mut self) {
        while self.0.last() == Some(&0) {
            self.0.pop();
        }
    }
}

/// The high and the low half.
#[expect(clippy::cast_possible_truncation, reason = "each half is what is kept")]
const fn halves(wide: u128) -> (u64, u64) {
    ((wide >> 64) as u64, wide as u64)
}

impl Ord for Natural {
    fn cmp(&self, other: &Self) -> Ordering {
        let by_size = self.0.len().cmp(&other.0.len());
        by_size.then_with(|| self.0.iter().rev().cmp(other.0.iter().rev()))
    }
}

impl PartialOrd for Natural {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

/// How many ways there are to choose `chosen` of `all`; zero when there are not so many.
pub(super) fn choose(all: u32, chosen: u32) -> Natural {
    if chosen > all {
        return Natural::ZERO;
    }
    let mut ways = Natural::one();
    for at in 1..=u64::from(chosen.min(all - chosen)) {
        ways.times(u64::from(all) + 1 - at);
        ways.divide_exactly(at);
    }
    ways
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn natural(value: u128) -> Natural {
        let (high, low) = halves(value);
        let mut natural = Natural(vec![low, high]);
        natural.trim();
        natural
    }

    #[test]
    fn ways_are_counted_beyond_128_bits() {
        assert_eq!(choose(130, 65), {
            let mut ways = choose(129, 64);
            ways.add(&choose(129, 65));
            ways
        });
        assert_eq!(choose(5, 2), natural(10));
        assert_eq!(choose(5, 6), Natural::ZERO);
        let digits = "95067625827960698145584333020095113100";
        assert_eq!(choose(130, 65), natural(digits.parse().unwrap()));
    }

    proptest! {
        #[test]
        fn reckoning_agrees_with_128_bits(a in 0..u128::MAX >> 1, b in 0..u128::MAX >> 1, f in 1u64..) {
            let mut sum = natural(a);
            sum.add(&natural(b));
            prop_assert_eq!(&sum, &natural(a + b));
            prop_assert_eq!(natural(a).cmp(&natural(b)), a.cmp(&b));
            let mut product = natural(a);
            product.times(f);
            product.divide_exactly(f);
            prop_assert_eq!(product, natural(a));
        }
    }
}
