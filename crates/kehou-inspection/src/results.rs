//! Results of a campaign: per school, town, affiliation and county, in whole numbers.

mod page;
mod practice;
mod school;
mod summary;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;

use kehou_registry::{Affiliation, DivisionCode, SchoolCode};
use kehou_units::Ratio;

pub use self::{
    page::{SummaryHead, summary_page},
    practice::{
        GoodPractice, PracticeAct, PracticeDeed, PracticeRefusal, PracticeStage, PracticeStageKind,
        PublishedPractice,
    },
    school::{ResultError, SchoolPlace, school_result},
    summary::{PublicRow, PublicSummary, SelfCompared, public_summary},
};
use crate::written::Line;

/// Points earned of those possible.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Points {
    /// Earned.
    pub earned: u32,
    /// Possible.
    pub possible: u32,
}

impl Points {
    /// The share in per mille, rounded half up; none when nothing was possible.
    #[must_use]
    pub fn per_mille(self) -> Option<u64> {
        Ratio::new(u64::from(self.earned), u64::from(self.possible)).map(Ratio::per_mille)
    }
}

/// The result of one visited school.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SchoolResult {
    /// The school.
    pub school: SchoolCode,
    /// Who runs it.
    pub affiliation: Affiliation,
    /// Its town; none for county-direct schools.
    pub town: Option<DivisionCode>,
    /// What the inspectors gave.
    pub visit: Points,
    /// What its self-check came to; none without one.
    pub self_check: Option<Points>,
    /// The key of its grade.
    pub grade: Line,
    /// How many vetoes were confirmed.
    pub vetoes: u32,
    /// Items that it had said to be met and that were not.
    pub untrue: u32,
    /// Items that it reported and corrected by itself.
    pub corrected: u32,
    /// Problems found.
    pub problems: u32,
}

impl SchoolResult {
    /// By how many per mille the visit differs from the self-check: negative when the school had
    /// thought better of itself; none when either is missing. Both are rounded before.
    #[must_use]
    pub fn change(&self) -> Option<i64> {
        change(self.self_check?, self.visit)
    }
}

fn change(before: Points, after: Points) -> Option<i64> {
    let signed = |points: Points| i64::try_from(points.per_mille()?).ok();
    Some(signed(after)? - signed(before)?)
}

/// The schools that a row of results covers.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Group {
    /// All schools of the county.
    County,
    /// Those of one affiliation.
    Affiliation(Affiliation),
    /// Those run by one town.
    Town(DivisionCode),
}

/// What the schools of a group came to together.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct GroupResult {
    /// How many schools were visited.
    pub schools: u32,
    /// Their points together.
    pub visit: Points,
    /// How many of them had a self-check.
    pub self_checked: u32,
    /// The points of those self-checks together.
    pub self_check: Points,
    /// The points of the visits to the schools that had one, to compare with.
    pub visit_of_self_checked: Points,
    /// How many schools have which grade.
    pub grades: BTreeMap<Line, u32>,
    /// Untrue items.
    pub untrue: u32,
    /// Items corrected by the schools themselves.
    pub corrected: u32,
    /// Problems found.
    pub problems: u32,
}

impl GroupResult {
    /// By how many per mille the visits differ from the self-checks of the same schools.
    #[must_use]
    pub fn change(&self) -> Option<i64> {
        change(self.self_check, self.visit_of_self_checked)
    }

    fn count(&mut self, one: &SchoolResult) {
        self.schools += 1;
        self.visit.count(one.visit);
        if let Some(self_check) = one.self_check {
            self.self_checked += 1;
            self.self_check.count(self_check);
            self.visit_of_self_checked.count(one.visit);
        }
        *self.grades.entry(one.grade.clone()).or_default() += 1;
        self.untrue += one.untrue;
        self.corrected += one.corrected;
        self.problems += one.problems;
    }
}

impl Points {
    fn count(&mut self, more: Self) {
        self.earned += more.earned;
        self.possible += more.possible;
    }
}

/// The results of every group with a visited school: county, affiliations, towns.
///
/// # Clauses
///
/// I14 [嘉教体字〔2023〕4号 三(五)].
#[must_use]
pub fn group_results(schools: &[SchoolResult]) -> BTreeMap<Group, GroupResult> {
    let mut results: BTreeMap<Group, GroupResult> = BTreeMap::new();
    for one in schools {
        let town = one.town.clone().map(Group::Town);
        let groups = [Group::County, Group::Affiliation(one.affiliation)].into_iter().chain(town);
        for group in groups {
            results.entry(group).or_default().count(one);
        }
    }
    results
}

/// One row of the yearly assessment of school conduct (办学行为年度考核).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AssessmentRow {
    /// The school.
    pub school: SchoolCode,
    /// Its points.
    pub points: Points,
    /// The share of the possible points in per mille.
    pub per_mille: Option<u64>,
    /// Its grade.
    pub grade: Line,
    /// The change against the self-check in per mille.
    pub change: Option<i64>,
    /// How many vetoes were confirmed.
    pub vetoes: u32,
    /// Untrue items.
    pub untrue: u32,
    /// Problems found.
    pub problems: u32,
}

/// The rows of the yearly assessment, by school code.
///
/// # Clauses
///
/// I14.
#[must_use]
pub fn assessment_rows(schools: &[SchoolResult]) -> Vec<AssessmentRow> {
    let row = |one: &SchoolResult| AssessmentRow {
        school: one.school.clone(),
        points: one.visit,
        per_mille: one.visit.per_mille(),
        grade: one.grade.clone(),
        change: one.change(),
        vetoes: one.vetoes,
        untrue: one.untrue,
        problems: one.problems,
    };
    let mut rows: Vec<AssessmentRow> = schools.iter().map(row).collect();
    rows.sort_by(|a, b| a.school.cmp(&b.school));
    rows
}
