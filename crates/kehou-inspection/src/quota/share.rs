//! Spreading a quota over strata by the largest remainder.

use std::cmp::Reverse;

/// How many schools one stratum gives, and how that came about.
///
/// `drawn` = `by_town` + `whole` + one if `by_remainder` + `raised` − `given_up`.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct StratumShare<S> {
    /// The stratum.
    pub stratum: S,
    /// Schools there are to draw from.
    pub eligible: u32,
    /// What the town's own floor gives, when every town has one; zero otherwise. (I4)
    pub by_town: u32,
    /// The whole part of the exact proportion.
    pub whole: u32,
    /// The remainder of the exact proportion, to be divided by `divisor`.
    pub remainder: u64,
    /// What the remainder is divided by: the eligible schools of all strata.
    pub divisor: u64,
    /// Whether a place that was left went here for its remainder.
    pub by_remainder: bool,
    /// One when the proportion gave nothing and the stratum was raised to one.
    pub raised: u32,
    /// How many places it gave up for strata that were raised.
    pub given_up: u32,
    /// How many schools are drawn.
    pub drawn: u32,
}

/// Spreads `quota` over strata in proportion to their eligible schools, at least one each.
///
/// Largest remainder; of equal remainders the stratum with more eligible schools is served first,
/// then the earlier one. A stratum that would get nothing is raised to one at the cost of the one
/// that has most; of those that have most, the one with the fewest eligible schools gives, then
/// the earlier one. Strata without eligible schools are left out. No stratum gets more than its
/// eligible schools: with `quota` ≤ all eligible schools, an exact proportion never exceeds them,
/// and a remainder is only left where it is below them.
///
/// Answers none when `quota` exceeds the eligible schools, or is not zero and below the number of
/// strata that have any: then strata are drawn first.
///
/// # Clauses
///
/// I4.
#[must_use]
pub fn share_out<S: Clone>(strata: &[(S, u32)], quota: u32) -> Option<Vec<StratumShare<S>>> {
    let strata: Vec<&(S, u32)> = strata.iter().filter(|(_, eligible)| *eligible > 0).collect();
    let all: u64 = strata.iter().map(|(_, eligible)| u64::from(*eligible)).sum();
    if u64::from(quota) > all || (1..u64::try_from(strata.len()).ok()?).contains(&u64::from(quota))
    {
        return None;
    }
    let mut shares: Vec<StratumShare<S>> = strata
        .into_iter()
        .map(|(stratum, eligible)| proportion(stratum.clone(), *eligible, quota, all))
        .collect();
    serve_remainders(&mut shares, quota);
    while raise_one(&mut shares) {}
    Some(shares)
}

/// The exact proportion of `eligible` in `all` of the quota, remainders not yet served.
pub(super) fn proportion<S>(stratum: S, eligible: u32, quota: u32, all: u64) -> StratumShare<S> {
    let exact = u64::from(quota) * u64::from(eligible);
    // Below `eligible` or equal to it, for the quota is at most all of them.
    let whole = u32::try_from(exact / all.max(1)).unwrap_or(eligible);
    StratumShare {
        stratum,
        eligible,
        by_town: 0,
        whole,
        remainder: exact % all.max(1),
        divisor: all,
        by_remainder: false,
        raised: 0,
        given_up: 0,
        drawn: whole,
    }
}

/// Hands what the whole parts leave of `quota` to the largest remainders.
pub(super) fn serve_remainders<S>(shares: &mut [StratumShare<S>], quota: u32) {
    let given: u32 = shares.iter().map(|share| share.whole).sum();
    let mut order: Vec<usize> = (0..shares.len()).collect();
    order.sort_by_key(|at| (Reverse(shares[*at].remainder), Reverse(shares[*at].eligible), *at));
    // Fewer places are left than strata have a remainder.
    for at in order.into_iter().take(usize::try_from(quota - given).unwrap_or(0)) {
        shares[at].by_remainder = true;
        shares[at].drawn += 1;
    }
}

/// Raises the first stratum that has nothing; whether there was one.
fn raise_one<S>(shares: &mut [StratumShare<S>]) -> bool {
    let Some(empty) = shares.iter().position(|share| share.drawn == 0) else { return false };
    let order = |at: &usize| (Reverse(shares[*at].drawn), shares[*at].eligible, *at);
    // As many places as strata and one of them empty: some stratum has two or more.
    let Some(most) = (0..shares.len()).min_by_key(order).filter(|at| shares[*at].drawn > 1) else {
        return false;
    };
    shares[most].given_up += 1;
    shares[most].drawn -= 1;
    shares[empty].raised += 1;
    shares[empty].drawn += 1;
    true
}
