//! How many places each scope has.

use crate::pack::{Places, QuotaRounding};

/// How many places each scope has, of which so many persons are ranked; never more than persons.
pub(super) fn places(rule: Places, sizes: &[usize]) -> Vec<u32> {
    let persons = |size: &usize| u32::try_from(*size).unwrap_or(u32::MAX);
    match rule {
        Places::Everybody => sizes.iter().map(persons).collect(),
        Places::Share { hundredths, rounding } => {
            sizes.iter().map(|size| share(*size, hundredths, rounding)).collect()
        }
        Places::Number(number) => largest_remainder(number, sizes),
    }
}

fn share(size: usize, hundredths: u32, rounding: QuotaRounding) -> u32 {
    let exact = size as u64 * u64::from(hundredths);
    let whole = match rounding {
        QuotaRounding::Down => exact / 10_000,
        QuotaRounding::HalfUp => (exact + 5_000) / 10_000,
        QuotaRounding::Up => exact.div_ceil(10_000),
    };
    u32::try_from(whole).unwrap_or(u32::MAX)
}

/// Shares places out by largest remainder on persons ranked; of equal remainders the larger scope
/// is served first, then the earlier. No scope has more places than persons.
fn largest_remainder(number: u32, sizes: &[usize]) -> Vec<u32> {
    let all: u64 = sizes.iter().map(|size| *size as u64).sum();
    let number = u64::from(number).min(all);
    let exact = |size: usize| {
        let product = size as u64 * number;
        (product.checked_div(all).unwrap_or(0), product.checked_rem(all).unwrap_or(0))
    };
    let mut shares: Vec<u64> = sizes.iter().map(|size| exact(*size).0).collect();
    let left = number - shares.iter().sum::<u64>();
    let mut order: Vec<usize> = (0..sizes.len()).collect();
    order.sort_by_key(|at| (std::cmp::Reverse((exact(sizes[*at]).1, sizes[*at])), *at));
    for at in order.into_iter().take(usize::try_from(left).unwrap_or(0)) {
        shares[at] += 1;
    }
    shares.into_iter().map(|share| u32::try_from(share).unwrap_or(u32::MAX)).collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn shares_are_rounded_as_declared() {
        let of = |rounding| places(Places::Share { hundredths: 1_500, rounding }, &[9, 10, 7]);
        assert_eq!(of(QuotaRounding::Down), [1, 1, 1]);
        assert_eq!(of(QuotaRounding::HalfUp), [1, 2, 1]);
        assert_eq!(of(QuotaRounding::Up), [2, 2, 2]);
        assert_eq!(places(Places::Number(4), &[10, 10, 5]), [2, 1, 1]);
        assert_eq!(places(Places::Number(99), &[3, 0]), [3, 0]);
        assert_eq!(places(Places::Number(3), &[]), [0; 0]);
    }

    proptest! {
        /// No place is lost or made, and none is without a person.
        #[test]
        fn places_add_up(number in 0u32..500, sizes in prop::collection::vec(0usize..60, 0..20)) {
            let all: usize = sizes.iter().sum();
            let shared = places(Places::Number(number), &sizes);
            prop_assert_eq!(shared.iter().sum::<u32>() as usize, all.min(number as usize));
            prop_assert!(shared.iter().zip(&sizes).all(|(share, size)| *share as usize <= *size));
        }
    }
}
