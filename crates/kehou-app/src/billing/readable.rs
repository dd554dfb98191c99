//! Of which schools a principal may read something.

use kehou_registry::SchoolCode;
use kehou_store::SchoolEntry;

use crate::{App, AppError, Forbidden, Permission, Principal};

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
    if extent.is_nothing() {
        return Err(Forbidden { permission }.into());
    }
    let mut schools = Vec::new();
    for entry in app.store.schools().await? {
        match app.admit(who, permission, &entry.code).await {
            Ok(_) => schools.push(entry),
            Err(AppError::Forbidden(_)) => {}
            Err(error) => return Err(error),
        }
    }
    schools.sort_unstable_by(|a, b| a.code.cmp(&b.code));
    Ok(schools)
}
