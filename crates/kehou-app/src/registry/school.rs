//! Reading one school. (C2)

use kehou_registry::{Closure, School, SchoolCode, SchoolProfile};
use kehou_store::{Book, ChangeNo, Owner, StoreError};
use kehou_units::{Instant, Period};

use crate::{App, AppError, Permission, Principal, Refusal, RefusalCode, boxed};

/// A school with its history.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SchoolView {
    /// The school.
    pub school: School,
    /// The last change of its profiles or its closure.
    pub etag: ChangeNo,
}

/// A school with its history, as it stands or stood.
///
/// # Errors
///
/// Forbidden unless the principal may read the school; [`RefusalCode::SchoolUnknown`] when nothing was
/// known of it; failures of the books.
///
/// # Clauses
///
/// C2.
#[boxed]
pub async fn school(
    app: &App,
    who: &Principal,
    code: &SchoolCode,
    known_at: Option<Instant>,
) -> Result<SchoolView, AppError> {
    let id = app.admit(who, Permission::ReadSchools, code).await?;
    let book = app.book(id, known_at).await?;
    let school = book.school(code.clone()).await?;
    if school.profiles.is_empty() {
        return Err(Refusal::new(RefusalCode::SchoolUnknown).with("school", code).into());
    }
    Ok(SchoolView { school, etag: school_tag(&book).await? })
}

/// The tag of a school: the last change of its profiles or its closure.
pub(super) async fn school_tag(book: &Book<'_>) -> Result<ChangeNo, StoreError> {
    let profiles = book.stamp::<(Period, SchoolProfile)>(Owner::School).await?;
    Ok(profiles.max(book.stamp::<Closure>(Owner::School).await?))
}
