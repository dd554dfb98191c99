//! Who is linked to a school and so does not verify its corrections. (I6, I9)

use std::collections::BTreeSet;

use chrono::NaiveDate;
use kehou_inspection::PersonRef;
use kehou_registry::SchoolCode;

use crate::{
    App, AppError, Principal,
    inspection::{campaigns::linked_persons, findings::ground::person},
};

/// The persons who are linked to a school on a day, as far as the books and the caller's own grants tell:
/// inspectors with a workplace or family there, and who acts for the school, one of its classes or a child there.
///
/// # Errors
///
/// Failures of the books.
///
/// # Clauses
///
/// I6, I9.
pub(super) async fn linked_to(
    app: &App,
    who: &Principal,
    (school, on): (&SchoolCode, NaiveDate),
) -> Result<BTreeSet<PersonRef>, AppError> {
    let mut linked = linked_persons(app, (school, on)).await?;
    if who.grants.iter().any(|grant| grant.scope.lies_in(school)) {
        linked.insert(person(who)?);
    }
    Ok(linked)
}
