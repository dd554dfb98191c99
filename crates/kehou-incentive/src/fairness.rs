//! How evenly the load is shared, for everybody's eyes: no names, no small cells.

mod small_cells;

use kehou_units::Ratio;

pub use self::small_cells::{ShownCount, ShownCounts, show_counts};
use crate::{
    facts::StaffFacts,
    kind::{DutyKind, StaffGroup},
    pack::ScorePack,
    quantity::Load,
    workload::load_of,
};

/// How many asked to be relieved, excused or given hours off, and how many did not get it; without
/// a reason of any of them. (S4)
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Requests {
    /// Requests that were met.
    pub met: u64,
    /// Requests that were not.
    pub unfilled: u64,
}

/// Late duty of a group.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct GroupDuty {
    /// The group.
    pub group: StaffGroup,
    /// How many persons it has.
    pub persons: ShownCount,
    /// Verified minutes of late care of all of them; only beside a count that is shown.
    pub late_minutes: Option<u64>,
}

/// How the load is spread; only where enough persons are counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Spread {
    /// The load of all of them.
    pub sum: Load,
    /// The middle load; of an even number the lower of the two middle ones.
    pub median: Load,
    /// The largest load.
    pub most: Load,
}

/// How evenly the load of a school or county is shared.
///
/// It holds sums and shares only: a reader learns nothing about a person, and nothing about fewer
/// persons than the pack's smallest cell. Reports of several scopes side by side are another matter:
/// whoever publishes a county's and each of its schools' lets subtract one from the other.
///
/// # Clauses
///
/// S5, S7; F12 for small cells.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FairnessReport {
    /// How many persons are counted.
    pub persons: ShownCount,
    /// How their load is spread; none for too few persons.
    pub spread: Option<Spread>,
    /// The Gini coefficient of their load, exactly: 0 when all do the same. None for too few
    /// persons, and when nobody did anything.
    pub gini: Option<Ratio>,
    /// The largest load over the middle one; none for too few persons or a middle load of zero.
    pub most_to_median: Option<Ratio>,
    /// Late duty by group, in the order of groups.
    pub groups: Vec<GroupDuty>,
    /// Minutes of late care of all groups; none where a count would come out by subtraction.
    pub late_minutes: Option<u64>,
    /// Requests met and not met.
    pub requests: ShownCounts,
}

impl FairnessReport {
    /// Reports on some staff: of a school, or of the county.
    #[must_use]
    pub fn of(pack: &ScorePack, staff: &[StaffFacts], requests: Requests) -> Self {
        let floor = pack.settings().small_cell;
        let mut loads: Vec<Load> = staff.iter().map(|facts| load_of(pack, facts)).collect();
        loads.sort_unstable();
        let enough = staff.len() as u64 >= floor;
        let spread = spread(&loads).filter(|_| enough);
        let (groups, persons, late_minutes) = groups(staff, floor);
        Self {
            persons,
            spread,
            gini: gini(&loads).filter(|_| enough),
            most_to_median: spread.and_then(|it| Ratio::new(it.most.units(), it.median.units())),
            groups,
            late_minutes,
            requests: show_counts(&[requests.met, requests.unfilled], floor),
        }
    }
}

fn spread(sorted: &[Load]) -> Option<Spread> {
    let median = *sorted.get(sorted.len().checked_sub(1)? / 2)?;
    let sum = sorted.iter().fold(Load::default(), |sum, load| sum.plus(*load));
    Some(Spread { sum, median, most: *sorted.last()? })
}

/// The Gini coefficient of loads, as a ratio of whole numbers: of loads in ascending order
/// `(2·Σ i·xᵢ − (n+1)·Σ xᵢ) / (n·Σ xᵢ)` with `i` from 1; none when all are zero.
#[must_use]
pub fn gini(loads: &[Load]) -> Option<Ratio> {
    let mut sorted = loads.to_vec();
    sorted.sort_unstable();
    let n = sorted.len() as u128;
    let (mut sum, mut ranked) = (0_u128, 0_u128);
    for (at, load) in sorted.iter().enumerate() {
        sum += u128::from(load.units());
        ranked += (at as u128 + 1) * u128::from(load.units());
    }
    let (part, whole) = (2 * ranked - (n + 1) * sum, n * sum);
    // Reduced, so that a county's fits.
    let common = common_divisor(part, whole).max(1);
    let small = |it: u128| u64::try_from(it / common).ok();
    Ratio::new(small(part)?, small(whole)?)
}

const fn common_divisor(mut a: u128, mut b: u128) -> u128 {
    while b > 0 {
        (a, b) = (b, a % b);
    }
    a
}

fn groups(staff: &[StaffFacts], floor: u64) -> (Vec<GroupDuty>, ShownCount, Option<u64>) {
    let late = DutyKind::LateCare.index();
    let mut persons = [0_u64; StaffGroup::COUNT];
    let mut minutes = [0_u64; StaffGroup::COUNT];
    for facts in staff {
        let at = facts.parts().group.index();
        persons[at] += 1;
        minutes[at] += u64::from(facts.parts().duty[late].count());
    }
    let shown = show_counts(&persons, floor);
    let each = StaffGroup::ALL.into_iter().zip(shown.counts).zip(minutes);
    let groups = each.map(|((group, persons), minutes)| {
        let is_shown = matches!(persons, ShownCount::Exact(_));
        GroupDuty { group, persons, late_minutes: is_shown.then_some(minutes) }
    });
    // Where the sum of persons is shown, what is hidden is several groups and enough persons.
    let is_shown = matches!(shown.sum, ShownCount::Exact(_));
    (groups.collect(), shown.sum, is_shown.then(|| minutes.iter().sum()))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::testing;

    fn loads(units: &[u64]) -> Vec<Load> {
        units.iter().map(|it| Load::from_units(*it)).collect()
    }

    #[test]
    fn the_gini_coefficient_is_exact() {
        assert_eq!(gini(&loads(&[5, 5, 5])), Ratio::new(0, 1));
        assert_eq!(gini(&loads(&[0, 0, 0, 7])), Ratio::new(3, 4));
        assert_eq!(gini(&loads(&[1, 2, 3, 4])), Ratio::new(1, 4));
        assert_eq!(gini(&loads(&[0, 0])), None);
        assert_eq!(gini(&[]), None);
    }

    #[test]
    fn a_report_names_nobody_and_hides_small_groups() {
        let pack = ScorePack::shipped().unwrap();
        let staff = testing::county(45, 3);
        let requests = Requests { met: 20, unfilled: 3 };
        let report = FairnessReport::of(&pack, &staff, requests);
        // Two of management are hidden, and the five of support with them, lest they be subtracted.
        let shown: Vec<String> = report.groups.iter().map(|it| it.persons.to_string()).collect();
        assert_eq!(shown, ["<5", "13", "25", "≥5"]);
        assert_eq!(report.persons, ShownCount::Exact(45));
        assert_eq!(report.groups[0].late_minutes, None);
        assert_eq!(report.groups[3].late_minutes, None);
        assert!(report.groups[1].late_minutes.is_some() && report.late_minutes.is_some());
        assert!(report.gini.unwrap() < Ratio::new(1, 1).unwrap());
        assert!(report.most_to_median.unwrap() >= Ratio::new(1, 1).unwrap());
        let requests: Vec<String> =
            report.requests.counts.iter().map(ToString::to_string).collect();
        assert_eq!(
            (requests.join(" "), report.requests.sum.to_string()),
            ("≥5 <5".into(), "23".into())
        );
    }

    #[test]
    fn a_report_on_too_few_persons_says_nothing() {
        let pack = ScorePack::shipped().unwrap();
        let report = FairnessReport::of(&pack, &testing::county(4, 3), Requests::default());
        assert_eq!((report.spread, report.gini, report.most_to_median), (None, None, None));
        assert_eq!(report.late_minutes, None);
        assert!(report.groups.iter().all(|it| it.late_minutes.is_none()));
        assert_eq!(report.persons, ShownCount::Below(5));
    }

    proptest! {
        /// The formula agrees with the mean difference of all pairs.
        #[test]
        fn gini_is_half_the_relative_mean_difference(units in prop::collection::vec(0u64..1_000, 1..20)) {
            let n = units.len() as u64;
            let sum: u64 = units.iter().sum();
            prop_assume!(sum > 0);
            let pairs: u64 = units.iter().flat_map(|a| units.iter().map(|b| a.abs_diff(*b))).sum();
            prop_assert_eq!(gini(&loads(&units)), Ratio::new(pairs, 2 * n * sum));
        }
    }
}
