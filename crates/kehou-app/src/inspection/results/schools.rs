//! Results of schools. (I14)

use std::collections::BTreeSet;

use chrono::NaiveDate;
use kehou_inspection::SchoolResult;
use kehou_registry::{DivisionCode, SchoolCode};
use kehou_store::SchoolId;
use kehou_units::Instant;

use super::county::CountyResults;
use crate::{App, AppError, Principal, boxed, inspection::findings::readable};

/// Which results are asked for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ListSchoolResults {
    /// The number of the campaign.
    pub campaign: u32,
    /// Only of schools that this town's office ran on the day of the visit.
    pub town: Option<DivisionCode>,
    /// As known at an instant.
    pub known_at: Option<Instant>,
    /// Only those whose code is greater.
    pub after: Option<SchoolCode>,
    /// At most so many.
    pub most: u32,
}

/// The result of a visited school, with what the registry knows of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SchoolResultView {
    /// The name of the school on the day of the visit.
    pub name: String,
    /// The day of the visit.
    pub visited_on: NaiveDate,
    /// The result.
    pub result: SchoolResult,
}

/// The results of the visited schools whose inspections a principal may read, by code.
///
/// # Errors
///
/// Forbidden when there can be none; an unknown campaign; failures of the books.
///
/// # Clauses
///
/// I14.
#[boxed]
pub async fn school_results(
    app: &App,
    who: &Principal,
    query: &ListSchoolResults,
) -> Result<Vec<SchoolResultView>, AppError> {
    let readable = ids(readable(app, who).await?);
    let county = CountyResults::reckon(app, query.campaign, query.known_at).await?;
    let most = usize::try_from(query.most).unwrap_or(usize::MAX);
    let found = county.schools.into_iter().filter(|school| {
        readable.contains(&school.id)
            && query.town.as_ref().is_none_or(|town| school.result.town.as_ref() == Some(town))
            && query.after.as_ref().is_none_or(|after| school.result.school > *after)
    });
    let view = |school: super::county::VisitedSchool| SchoolResultView {
        name: school.name,
        visited_on: school.visited_on,
        result: school.result,
    };
    Ok(found.take(most).map(view).collect())
}

/// Only the numbers of schools.
pub(super) fn ids(schools: Vec<(SchoolCode, SchoolId)>) -> BTreeSet<SchoolId> {
    schools.into_iter().map(|(_, id)| id).collect()
}
