//! Sharing out a pool without losing a fen.

use crate::{Fault, Fen};

/// A pool can't be shared out.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ApportionError {
    /// There is money but no weight to share it by.
    #[error("{total} yuan can't be shared out: all weights are zero")]
    NoWeight {
        /// The pool.
        total: Fen,
    },
}

impl ApportionError {
    /// The stable code of this error.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::NoWeight { .. } => "APPORTION_NO_WEIGHT",
        }
    }

    /// The kind of failure.
    #[must_use]
    pub const fn fault(&self) -> Fault {
        Fault::Invalid
    }
}

/// Shares a pool out in proportion to weights by the largest remainder.
///
/// The shares add up to the pool exactly; each differs from its exact proportion by less than one
/// fen; of equal remainders the earlier weight is served first.
///
/// # Errors
///
/// [`ApportionError::NoWeight`] when the pool is not zero and all weights are.
///
/// # Clauses
///
/// F16.
pub fn apportion(total: Fen, weights: &[u64]) -> Result<Vec<Fen>, ApportionError> {
    let sum: u128 = weights.iter().map(|weight| u128::from(*weight)).sum();
    if sum == 0 {
        let empty = total == Fen::ZERO;
        return if empty {
            Ok(vec![total; weights.len()])
        } else {
            Err(ApportionError::NoWeight { total })
        };
    }
    let pool = u128::from(total.as_fen().unsigned_abs());
    let exact = |weight: u64| (pool * u128::from(weight) / sum, pool * u128::from(weight) % sum);
    let mut shares: Vec<u128> = weights.iter().map(|weight| exact(*weight).0).collect();
    let left = pool - shares.iter().sum::<u128>();
    let mut order: Vec<usize> = (0..weights.len()).collect();
    order.sort_by_key(|at| (std::cmp::Reverse(exact(weights[*at]).1), *at));
    for at in order.into_iter().take(usize::try_from(left).unwrap_or(usize::MAX)) {
        shares[at] += 1;
    }
    // No share exceeds the pool, and the pool is an amount in fen.
    let fen = |share: u128| i64::try_from(share).ok().and_then(Fen::new).unwrap_or(total);
    Ok(shares.into_iter().map(fen).collect())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn one_yuan_among_three() {
        let shares = apportion(Fen::new(100).unwrap(), &[1, 1, 1]).unwrap();
        assert_eq!(shares.iter().map(|fen| fen.as_fen()).collect::<Vec<_>>(), [34, 33, 33]);
    }

    #[test]
    fn money_without_weights_is_refused() {
        assert!(apportion(Fen::new(1).unwrap(), &[0, 0]).is_err());
        assert_eq!(apportion(Fen::ZERO, &[0]).unwrap(), [Fen::ZERO]);
    }

    proptest! {
        /// No fen is lost or made, and no share is off by a fen or more. (F16)
        #[test]
        fn shares_add_up(pool in 0i64..=i64::MAX, weights in prop::collection::vec(any::<u32>(), 1..20)) {
            let weights: Vec<u64> = weights.into_iter().map(u64::from).collect();
            let sum: u128 = weights.iter().map(|w| u128::from(*w)).sum();
            prop_assume!(sum > 0);
            let shares = apportion(Fen::new(pool).unwrap(), &weights).unwrap();
            prop_assert_eq!(shares.iter().map(|f| i128::from(f.as_fen())).sum::<i128>(), i128::from(pool));
            for (share, weight) in shares.iter().zip(&weights) {
                let exact = i128::from(pool) * i128::from(*weight);
                let scaled = i128::from(share.as_fen()) * i128::try_from(sum).unwrap();
                prop_assert!((scaled - exact).unsigned_abs() < sum);
            }
        }
    }
}
