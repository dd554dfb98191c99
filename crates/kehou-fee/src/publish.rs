//! Counts that may be published.

use std::fmt;

/// A count as the public sees it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum PublishedCount {
    /// The count itself.
    Exact(u64),
    /// Below the floor, so it is not printed.
    Below(u64),
    /// Not below the floor, and not printed because a smaller one could be found by subtraction.
    AtLeast(u64),
}

impl fmt::Display for PublishedCount {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Exact(count) => f.pad(&count.to_string()),
            Self::Below(floor) => f.pad(&format!("<{floor}")),
            Self::AtLeast(floor) => f.pad(&format!("≥{floor}")),
        }
    }
}

/// Counts and their sum, ready to be published together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PublishedCounts {
    /// The counts, in the order given.
    pub counts: Vec<PublishedCount>,
    /// Their sum.
    pub sum: PublishedCount,
}

/// Prepares counts that are published beside their sum: none below `floor` is printed, and none
/// that a reader could find by subtracting the printed ones from the sum.
///
/// Where subtraction would give a small count away, the smallest printed count is replaced by "at
/// least the floor", until it no longer does; if even that does not help, the sum is not printed.
/// A zero is a small count too: it says that nobody is in the group.
///
/// # Clauses
///
/// F12.
#[must_use]
pub fn publish_counts(counts: &[u64], floor: u64) -> PublishedCounts {
    let exact = |count: &u64| {
        if *count < floor { PublishedCount::Below(floor) } else { PublishedCount::Exact(*count) }
    };
    let mut shown: Vec<PublishedCount> = counts.iter().map(exact).collect();
    let sum: u64 = counts.iter().sum();
    while gives_away(counts, &shown, floor) {
        let printed = (0..counts.len()).filter(|at| matches!(shown[*at], PublishedCount::Exact(_)));
        let Some(smallest) = printed.min_by_key(|at| counts[*at]) else {
            let sum = if sum < floor {
                PublishedCount::Below(floor)
            } else {
                PublishedCount::AtLeast(floor)
            };
            return PublishedCounts { counts: shown, sum };
        };
        shown[smallest] = PublishedCount::AtLeast(floor);
    }
    PublishedCounts { counts: shown, sum: exact(&sum) }
}

/// Whether the sum and what is printed give a small count away: what is hidden has only one way
/// to add up, or is small as a whole.
fn gives_away(counts: &[u64], shown: &[PublishedCount], floor: u64) -> bool {
    let (mut small, mut large, mut rest) = (0u64, 0u64, 0u64);
    for (count, shown) in counts.iter().zip(shown) {
        match shown {
            PublishedCount::Exact(_) => continue,
            PublishedCount::Below(_) => small += 1,
            PublishedCount::AtLeast(_) => large += 1,
        }
        rest += count;
    }
    match (small, large) {
        (0, _) => false,
        // A single one is below the floor too.
        (_, 0) => rest < floor || rest == small * (floor - 1),
        // Each large one is at least the floor; nothing beyond that leaves the small ones at zero.
        _ => rest == large * floor,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn shown(counts: &[u64]) -> String {
        let published = publish_counts(counts, 5);
        let counts: Vec<String> = published.counts.iter().map(ToString::to_string).collect();
        format!("{} = {}", counts.join(" + "), published.sum)
    }

    #[test]
    fn small_counts_and_what_gives_them_away_are_hidden() {
        assert_eq!(shown(&[12, 7, 30]), "12 + 7 + 30 = 49");
        assert_eq!(shown(&[12, 3, 30]), "≥5 + <5 + 30 = 45");
        assert_eq!(shown(&[12, 0, 30]), "≥5 + <5 + 30 = 42");
        assert_eq!(shown(&[1, 2, 30, 9]), "<5 + <5 + 30 + ≥5 = 42", "3 in all is small too");
        assert_eq!(shown(&[4, 3, 30]), "<5 + <5 + 30 = 37");
        assert_eq!(shown(&[4, 4, 30]), "<5 + <5 + ≥5 = 38", "8 is 4 and 4 only");
        assert_eq!(shown(&[0, 5]), "<5 + ≥5 = ≥5", "5 is 0 and 5 only");
        assert_eq!(shown(&[3]), "<5 = <5");
    }

    /// All ways in which hidden counts of the shown kinds can add up to `rest`, small ones only.
    fn small_possibilities(shown: &[PublishedCount], rest: u64, floor: u64) -> Vec<Vec<u64>> {
        let Some((first, others)) = shown.split_first() else {
            return if rest == 0 { vec![Vec::new()] } else { Vec::new() };
        };
        let (low, high) = match first {
            PublishedCount::Exact(_) => return small_possibilities(others, rest, floor),
            PublishedCount::Below(_) => (0, floor - 1),
            PublishedCount::AtLeast(_) => (floor, rest),
        };
        let is_small = matches!(first, PublishedCount::Below(_));
        let each = (low..=high.min(rest)).flat_map(|count| {
            let rests = small_possibilities(others, rest - count, floor);
            rests.into_iter().map(move |mut all| {
                if is_small {
                    all.insert(0, count);
                }
                all
            })
        });
        each.collect()
    }

    proptest! {
        /// Whoever subtracts finds at least two possibilities for every small count. (F12)
        #[test]
        fn nothing_small_can_be_derived(counts in prop::collection::vec(0u64..12, 1..5)) {
            let published = publish_counts(&counts, 5);
            let PublishedCount::Exact(sum) = published.sum else { return Ok(()) };
            let printed: u64 = published.counts.iter().map(|shown| match shown {
                PublishedCount::Exact(count) => *count,
                _ => 0,
            }).sum();
            let ways = small_possibilities(&published.counts, sum - printed, 5);
            prop_assert!(!ways.is_empty(), "what is shown is true");
            let smalls = published.counts.iter().filter(|s| matches!(s, PublishedCount::Below(_))).count();
            for place in 0..smalls {
                prop_assert!(ways.iter().any(|way| way[place] != ways[0][place]));
            }
        }
    }
}
