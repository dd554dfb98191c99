//! What the public learns of a campaign: groups, never a single school.

mod hiding;

use std::collections::BTreeMap;

use super::{
    GoodPractice, Group, GroupResult, Points, PublishedPractice, SchoolResult, group_results,
};
use crate::written::Line;

/// How the visits of a group stand to the self-checks of the same schools.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SelfCompared {
    /// How many of the schools had a self-check.
    pub self_checked: u32,
    /// The points of those self-checks together.
    pub self_check: Points,
    /// The points of the visits to the same schools.
    pub visit: Points,
    /// By how many per mille the visits differ.
    pub change: Option<i64>,
    /// Untrue items.
    pub untrue: u32,
    /// Items corrected by the schools themselves.
    pub corrected: u32,
}

/// What the public learns of a group.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PublicRow {
    /// How many schools were visited.
    pub schools: u32,
    /// Their points together.
    pub visit: Points,
    /// How many schools have which grade.
    pub grades: BTreeMap<Line, u32>,
    /// Problems found.
    pub problems: u32,
    /// The comparison with the self-checks; none when it would tell of a single school.
    pub compared: Option<SelfCompared>,
}

/// What the public learns: groups and published practices; no school is named.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PublicSummary {
    /// Groups, without those from which a single school's result could be told, by itself or by
    /// taking others away; their schools count in the county.
    pub groups: BTreeMap<Group, PublicRow>,
    /// Good practice, without names.
    pub practices: Vec<PublishedPractice>,
}

/// Makes the public summary.
///
/// INTERPRETATION: a row of a single school would be the school's own result; results of single
/// schools reach the public by announcement only. So a group of one is left out, and as many further
/// rows as it takes that none is the difference of others, the smallest first (as F12 has it for
/// persons).
///
/// # Clauses
///
/// I14, I16; F12.
#[must_use]
pub fn public_summary(schools: &[SchoolResult], practices: &[GoodPractice]) -> PublicSummary {
    let shown = hiding::shown(schools);
    let mut groups = BTreeMap::new();
    for (group, result) in group_results(schools) {
        if let Some(comparison) = shown.get(&group) {
            groups.insert(group, row(result, *comparison));
        }
    }
    let practices = practices.iter().filter_map(GoodPractice::published).collect();
    PublicSummary { groups, practices }
}

fn row(result: GroupResult, comparison: hiding::Comparison) -> PublicRow {
    let compared = SelfCompared {
        self_checked: result.self_checked,
        self_check: result.self_check,
        visit: result.visit_of_self_checked,
        change: result.change(),
        untrue: result.untrue,
        corrected: result.corrected,
    };
    let is_shown = comparison == hiding::Comparison::Shown && result.self_checked > 0;
    PublicRow {
        schools: result.schools,
        visit: result.visit,
        grades: result.grades,
        problems: result.problems,
        compared: is_shown.then_some(compared),
    }
}
