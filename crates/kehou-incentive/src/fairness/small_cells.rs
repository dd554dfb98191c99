//! Counts of persons that may be shown. (F12)

use std::fmt;

/// A count as others see it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ShownCount {
    /// The count itself.
    Exact(u64),
    /// Below the floor, so it is not shown.
    Below(u64),
    /// Not below the floor, and not shown because a smaller one could be found by subtraction.
    AtLeast(u64),
}

impl fmt::Display for ShownCount {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Exact(count) => f.pad(&count.to_string()),
            Self::Below(floor) => f.pad(&format!("<{floor}")),
            Self::AtLeast(floor) => f.pad(&format!("≥{floor}")),
        }
    }
}

/// Counts and their sum, ready to be shown together.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct ShownCounts {
    /// The counts, in the order given.
    pub counts: Vec<ShownCount>,
    /// Their sum.
    pub sum: ShownCount,
}

/// Prepares counts that are shown beside their sum: none below `floor` is shown, zero included, and
/// none that a reader could find by subtraction. Where one could, the smallest shown count becomes
/// "at least the floor", until none can; if even that does not help, the sum is not shown. It is the
/// rule by which `kehou-fee` publishes counts of pupils, about staff.
///
/// # Clauses
///
/// F12.
#[must_use]
pub fn show_counts(counts: &[u64], floor: u64) -> ShownCounts {
    let exact = |count: u64| {
        if count < floor { ShownCount::Below(floor) } else { ShownCount::Exact(count) }
    };
    let mut shown: Vec<ShownCount> = counts.iter().map(|count| exact(*count)).collect();
    let sum: u64 = counts.iter().sum();
    while gives_away(counts, &shown, floor) {
        let places = (0..counts.len()).filter(|at| matches!(shown[*at], ShownCount::Exact(_)));
        let Some(smallest) = places.min_by_key(|at| counts[*at]) else {
            let sum =
                if sum < floor { ShownCount::Below(floor) } else { ShownCount::AtLeast(floor) };
            return ShownCounts { counts: shown, sum };
        };
        shown[smallest] = ShownCount::AtLeast(floor);
    }
    ShownCounts { counts: shown, sum: exact(sum) }
}

/// Whether the sum and what is shown give a small count away: what is hidden has only one way to add
/// up, or is small as a whole.
fn gives_away(counts: &[u64], shown: &[ShownCount], floor: u64) -> bool {
    let (mut small, mut large, mut rest) = (0_u64, 0_u64, 0_u64);
    for (count, shown) in counts.iter().zip(shown) {
        match shown {
            ShownCount::Exact(_) => continue,
            ShownCount::Below(_) => small += 1,
            ShownCount::AtLeast(_) => large += 1,
        }
        rest += count;
    }
    match (small, large) {
        (0, _) => false,
        (_, 0) => rest < floor || rest == small * (floor - 1),
        _ => rest == large * floor,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// All ways in which the counts shown can be, given their sum.
    fn ways(shown: &[ShownCount], sum: u64, floor: u64) -> Vec<Vec<u64>> {
        let Some((first, rest)) = shown.split_first() else {
            return if sum == 0 { vec![Vec::new()] } else { Vec::new() };
        };
        let range = match first {
            ShownCount::Exact(count) => *count..=*count,
            ShownCount::Below(_) => 0..=floor - 1,
            ShownCount::AtLeast(_) => floor..=sum.max(floor),
        };
        let mut all = Vec::new();
        for count in range.filter(|count| *count <= sum) {
            for mut way in ways(rest, sum - count, floor) {
                way.insert(0, count);
                all.push(way);
            }
        }
        all
    }

    proptest! {
        /// Whoever subtracts finds at least two possibilities for every small count. (F12)
        #[test]
        fn nothing_small_can_be_derived(counts in prop::collection::vec(0u64..12, 1..5)) {
            let shown = show_counts(&counts, 5);
            let ShownCount::Exact(sum) = shown.sum else { return Ok(()) };
            let ways = ways(&shown.counts, sum, 5);
            prop_assert!(ways.contains(&counts));
            for (at, one) in shown.counts.iter().enumerate() {
                if matches!(one, ShownCount::Below(_)) {
                    let first = ways[0][at];
                    prop_assert!(ways.iter().any(|way| way[at] != first));
                }
            }
        }
    }
}
