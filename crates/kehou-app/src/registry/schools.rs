//! Listing schools. (C2)

use std::collections::BTreeMap;

use chrono::NaiveDate;
use kehou_registry::{Affiliation, Closure, DivisionCode, School, SchoolCode, SchoolProfile};
use kehou_store::{Holding, SchoolId, StoreError};
use kehou_units::{Dated, Instant, Period};

use super::school::SchoolView;
use crate::{App, AppError, Forbidden, Permission, Principal, Share, boxed};

/// Which schools are asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ListSchools {
    /// Only those open on this day, with their profile of that day.
    pub on: Option<NaiveDate>,
    /// Only those of this town, on that day or ever.
    pub town: Option<DivisionCode>,
    /// Only those of this affiliation, on that day or ever.
    pub affiliation: Option<Affiliation>,
    /// As known at an instant.
    pub known_at: Option<Instant>,
    /// Only those whose code is greater.
    pub after: Option<SchoolCode>,
    /// At most so many.
    pub most: u32,
}

/// The profiles of every school.
pub(crate) type Profiles = BTreeMap<SchoolId, Holding<(Period, SchoolProfile)>>;

/// The schools that a principal may read, by code. Whether a town's office may is decided by the town
/// that runs a school today.
///
/// # Errors
///
/// Forbidden when the principal may read none; failures of the books.
///
/// # Clauses
///
/// C1, C2.
#[boxed]
pub async fn schools(
    app: &App,
    who: &Principal,
    query: &ListSchools,
) -> Result<Vec<SchoolView>, AppError> {
    let permission = Permission::ReadSchools;
    let extent = who.schools(permission);
    if extent.is_nothing() {
        return Err(Forbidden { permission }.into());
    }
    let mut entries = app.store.schools().await?;
    entries.sort_unstable_by(|a, b| a.code.cmp(&b.code));
    let mut profiles: Profiles = app.store.across(query.known_at).await?;
    let mut closures = app.store.across::<Closure>(query.known_at).await?;
    let current: Option<Profiles> = match query.known_at {
        Some(_) => Some(app.store.across(None).await?),
        None => None,
    };
    let today = app.clock.now().day();
    let mut views = Vec::new();
    for entry in entries {
        let is_after = query.after.as_ref().is_none_or(|after| entry.code > *after);
        if !is_after || views.len() >= usize::try_from(query.most).unwrap_or(usize::MAX) {
            continue;
        }
        let town = town_of(current.as_ref().unwrap_or(&profiles), entry.id, today);
        if extent.of_school(&entry.code, town.as_ref()) != Share::Whole {
            continue;
        }
        let profiles = profiles.remove(&entry.id).unwrap_or_default();
        let closure = closures.remove(&entry.id).unwrap_or_default();
        let etag = profiles.stamp.max(closure.stamp);
        let school = assemble(entry.code, profiles, closure)?;
        views.extend(shown(school, query).map(|school| SchoolView { school, etag }));
    }
    Ok(views)
}

/// Every school of the county as it stands, or stood, in order of codes.
///
/// # Errors
///
/// Failures of the books.
pub(crate) async fn every_school(
    app: &App,
    known_at: Option<Instant>,
) -> Result<Vec<School>, AppError> {
    let mut entries = app.store.schools().await?;
    entries.sort_unstable_by(|a, b| a.code.cmp(&b.code));
    let mut profiles: Profiles = app.store.across(known_at).await?;
    let mut closures = app.store.across::<Closure>(known_at).await?;
    let mut schools = Vec::with_capacity(entries.len());
    for entry in entries {
        let profiles = profiles.remove(&entry.id).unwrap_or_default();
        if !profiles.items.is_empty() {
            let closure = closures.remove(&entry.id).unwrap_or_default();
            schools.push(assemble(entry.code, profiles, closure)?);
        }
    }
    Ok(schools)
}

/// The town whose office runs a school on a day.
pub(crate) fn town_of(profiles: &Profiles, id: SchoolId, on: NaiveDate) -> Option<DivisionCode> {
    let mut known = profiles.get(&id)?.items.iter();
    known.find(|stored| stored.value.0.holds(on)).and_then(|stored| stored.value.1.town.clone())
}

fn assemble(
    code: SchoolCode,
    profiles: Holding<(Period, SchoolProfile)>,
    closure: Holding<Closure>,
) -> Result<School, StoreError> {
    let profiles = profiles.items.into_iter().map(|stored| stored.value).collect();
    let profiles = Dated::new(profiles).map_err(|e| StoreError::bad_row("school_profile", e))?;
    let closure = closure.items.into_iter().next_back().map(|stored| stored.value);
    Ok(School { code, profiles, closure })
}

/// The school as it is asked for, if it is.
fn shown(mut school: School, query: &ListSchools) -> Option<School> {
    let fits = |profile: &SchoolProfile| {
        let of_town = query.town.as_ref().is_none_or(|town| profile.town.as_ref() == Some(town));
        of_town && query.affiliation.is_none_or(|affiliation| profile.affiliation == affiliation)
    };
    let Some(on) = query.on else {
        let is_asked = school.profiles.iter().any(|(_, profile)| fits(profile));
        return is_asked.then_some(school);
    };
    school.profile(on).filter(|profile| fits(profile))?;
    let (days, profile) = school.profiles.entry(on)?;
    school.profiles = Dated::single(days, profile.clone());
    Some(school)
}
