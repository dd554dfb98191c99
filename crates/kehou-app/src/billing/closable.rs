//! Which schools' months a principal closes.

use kehou_registry::SchoolCode;
use kehou_store::SchoolEntry;

use super::CloseMonth;
use crate::{App, AppError, Permission, Principal, boxed};

/// The schools that a closing is about: the named ones, else all that the principal may close.
///
/// # Errors
///
/// Forbidden unless the principal may close each of the named schools, or some school when none is
/// named; failures of the books.
#[boxed]
pub async fn schools_to_close(
    app: &App,
    who: &Principal,
    close: &CloseMonth,
) -> Result<Vec<SchoolCode>, AppError> {
    let schools = schools_of(app, who, close).await?;
    Ok(schools.into_iter().map(|school| school.code).collect())
}

pub(super) async fn schools_of(
    app: &App,
    who: &Principal,
    close: &CloseMonth,
) -> Result<Vec<SchoolEntry>, AppError> {
    let mut schools = Vec::new();
    if let Some(codes) = &close.schools {
        for code in codes {
            let id = app.admit(who, Permission::CloseMonth, code).await?;
            schools.push(SchoolEntry { id, code: code.clone() });
        }
        return Ok(schools);
    }
    let extent = who.schools(Permission::CloseMonth);
    if extent.is_nothing() {
        return Err(crate::Forbidden { permission: Permission::CloseMonth }.into());
    }
    for entry in app.store.schools().await? {
        if extent.is_county() || app.admit(who, Permission::CloseMonth, &entry.code).await.is_ok() {
            schools.push(entry);
        }
    }
    Ok(schools)
}
