//! Results as messages carry them.

use chrono::NaiveDate;
use kehou_inspection::{GradeLine, Group, GroupResult, Points, SchoolResult};

use crate::{
    fee::affiliation_out, inspection::written::number_out, pb::inspection as pb, scalar::date_out,
};

/// The result of a school with what the registry knows of it.
#[derive(Clone, Copy, Debug)]
pub struct SchoolResultLook<'a> {
    /// The name of the school on the day of the visit.
    pub name: &'a str,
    /// The day of the visit.
    pub visited_on: NaiveDate,
    /// The result.
    pub result: &'a SchoolResult,
}

fn points_out(points: Points) -> pb::Points {
    let small = |share: u64| i32::try_from(share).unwrap_or(i32::MAX);
    pb::Points {
        earned: number_out(points.earned),
        possible: number_out(points.possible),
        per_mille: points.per_mille().map(small),
    }
}

fn change_out(change: Option<i64>) -> Option<i32> {
    change.and_then(|it| i32::try_from(it).ok())
}

/// The result of a school.
#[must_use]
pub fn school_result_out(look: &SchoolResultLook<'_>) -> pb::SchoolResult {
    let SchoolResultLook { name, visited_on, result } = *look;
    pb::SchoolResult {
        school_code: result.school.to_string(),
        name: name.to_owned(),
        affiliation: affiliation_out(result.affiliation).into(),
        town: result.town.as_ref().map(ToString::to_string).unwrap_or_default(),
        visited_on: Some(date_out(visited_on)),
        visit: Some(points_out(result.visit)),
        self_check: result.self_check.map(points_out),
        change_per_mille: change_out(result.change()),
        grade: result.grade.to_string(),
        vetoes: number_out(result.vetoes),
        untrue: number_out(result.untrue),
        corrected: number_out(result.corrected),
        problems: number_out(result.problems),
    }
}

fn group_out(group: &Group) -> pb::ResultGroup {
    use pb::result_group::Group as Out;
    let group = match group {
        Group::County => Out::County(pb::CountyGroup {}),
        Group::Affiliation(affiliation) => Out::Affiliation(affiliation_out(*affiliation).into()),
        Group::Town(town) => Out::Town(town.to_string()),
    };
    pb::ResultGroup { group: Some(group) }
}

/// The result of a group, its grades in the order of the rubric.
#[must_use]
pub fn group_result_out(
    (group, result): (&Group, &GroupResult),
    grades: &[GradeLine],
) -> pb::GroupResult {
    let counted = grades.iter().filter_map(|grade| {
        let schools = number_out(*result.grades.get(&grade.key)?);
        let (grade, title) = (grade.key.to_string(), grade.zh.to_string());
        Some(pb::GradeCount { grade, title, schools })
    });
    pb::GroupResult {
        group: Some(group_out(group)),
        schools: number_out(result.schools),
        visit: Some(points_out(result.visit)),
        self_checked: number_out(result.self_checked),
        self_check: Some(points_out(result.self_check)),
        visit_of_self_checked: Some(points_out(result.visit_of_self_checked)),
        change_per_mille: change_out(result.change()),
        grades: counted.collect(),
        untrue: number_out(result.untrue),
        corrected: number_out(result.corrected),
        problems: number_out(result.problems),
    }
}
