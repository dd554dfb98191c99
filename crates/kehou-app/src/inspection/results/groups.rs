//! Results of county, affiliations and towns. (I14)

use kehou_inspection::{GradeLine, Group, GroupResult, SchoolResult};
use kehou_units::Instant;

use super::{county::CountyResults, schools::ids};
use crate::{App, AppError, Principal, boxed, inspection::findings::readable};

/// The results of groups, and the grades that they name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GroupView {
    /// The groups: the county, then affiliations, then towns.
    pub groups: Vec<(Group, GroupResult)>,
    /// The grades of the rubric, the best first.
    pub grades: Vec<GradeLine>,
}

/// The results of groups. A group is told to a principal who may read every visited school of it: a
/// part of it would be taken for the whole.
///
/// # Errors
///
/// Forbidden when the principal may read no inspections; an unknown campaign; failures of the books.
///
/// # Clauses
///
/// I14.
#[boxed]
pub async fn group_results(
    app: &App,
    who: &Principal,
    campaign: u32,
    known_at: Option<Instant>,
) -> Result<GroupView, AppError> {
    let readable = ids(readable(app, who).await?);
    let county = CountyResults::reckon(app, campaign, known_at).await?;
    let grades = county.checklist.grades().cloned().collect();
    let unread: Vec<&SchoolResult> = county
        .schools
        .iter()
        .filter(|school| !readable.contains(&school.id))
        .map(|school| &school.result)
        .collect();
    let is_read = |group: &Group| !unread.iter().any(|result| is_in(result, group));
    let groups = kehou_inspection::group_results(&county.results());
    let groups = groups.into_iter().filter(|(group, _)| is_read(group)).collect();
    Ok(GroupView { groups, grades })
}

fn is_in(result: &SchoolResult, group: &Group) -> bool {
    match group {
        Group::County => true,
        Group::Affiliation(affiliation) => result.affiliation == *affiliation,
        Group::Town(town) => result.town.as_ref() == Some(town),
    }
}
