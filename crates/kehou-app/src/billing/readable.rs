//! Of which schools a principal may read something, told with few queries however many there are.

use kehou_registry::SchoolCode;
use kehou_store::{Among, SchoolEntry};

use crate::{
    App, AppError, Forbidden, Permission, Principal, Scope, Share,
    registry::{Profiles, town_of},
};

/// The named school, else all that a principal may read as a whole, by code.
///
/// # Errors
///
/// Forbidden when that is not the named one, or when there can be none; failures of the books.
pub(super) async fn schools_read(
    app: &App,
    (who, permission): (&Principal, Permission),
    named: Option<&SchoolCode>,
) -> Result<Vec<SchoolEntry>, AppError> {
    if let Some(code) = named {
        let id = app.admit(who, permission, code).await?;
        return Ok(vec![SchoolEntry { id, code: code.clone() }]);
    }
    let extent = who.schools(permission);
    // Who may read of their class or children alone would else get a list that looks complete.
    if !extent.may_hold_a_school() {
        return Err(Forbidden { permission }.into());
    }
    let mut schools = app.store.schools().await?;
    if !extent.is_county() {
        let is_of_town = who.grants.iter().any(|grant| matches!(grant.scope, Scope::Town(_)));
        let profiles: Profiles =
            if is_of_town { app.store.across(None).await? } else { Profiles::new() };
        let today = app.clock.now().day();
        schools.retain(|entry| {
            let town = town_of(&profiles, entry.id, today);
            extent.of_school(&entry.code, town.as_ref()) == Share::Whole
        });
    }
    schools.sort_unstable_by(|a, b| a.code.cmp(&b.code));
    Ok(schools)
}

/// The same as the store reads many schools at once.
///
/// # Errors
///
/// As [`schools_read`].
pub(super) async fn among(
    app: &App,
    (who, permission): (&Principal, Permission),
    named: Option<&SchoolCode>,
) -> Result<Among, AppError> {
    if named.is_none() && who.schools(permission).is_county() {
        return Ok(Among::All);
    }
    let schools = schools_read(app, (who, permission), named).await?;
    Ok(Among::These(schools.into_iter().map(|entry| entry.id).collect()))
}

/// The same, when nobody is refused who may read none of them.
///
/// # Errors
///
/// Failures of the books.
pub(super) async fn among_or_none(
    app: &App,
    permitted: (&Principal, Permission),
    named: Option<&SchoolCode>,
) -> Result<Among, AppError> {
    match among(app, permitted, named).await {
        Err(AppError::Forbidden(_)) => Ok(Among::These(Vec::new())),
        read => read,
    }
}
