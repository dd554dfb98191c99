//! The history of facts: who said what, when and why. (C5, F12)

mod kind;

use kehou_registry::{
    Application, CalendarEntry, Closure, FeeNotice, Guardian, Payee, Placement, PlannedSlot,
    PupilNo, SchoolCode, SchoolProfile, Term, Waiver,
};
use kehou_store::{Book, ChangeNo, Fact, Owner, Person, StoreError, Stored, Version, WorkingDay};
use kehou_units::{Instant, Period};

pub use self::kind::{FactKind, FactValue};
use crate::{App, AppError, Forbidden, Principal, boxed};

/// Whose facts are meant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FactOwner {
    /// The county's own.
    County,
    /// A school's own.
    School(SchoolCode),
    /// A pupil's.
    Pupil(SchoolCode, PupilNo),
}

/// Which versions are asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ListVersions {
    /// The kind.
    pub kind: FactKind,
    /// Whose facts; the kind must be of facts that such an owner has.
    pub owner: FactOwner,
    /// As known at an instant.
    pub known_at: Option<Instant>,
    /// Only those after this change's version of this item.
    pub after: Option<(ChangeNo, u32)>,
    /// At most so many.
    pub most: u32,
}

/// Every version of one kind of fact of an owner, by change and item: what it said, who wrote it, when
/// and why.
///
/// # Errors
///
/// Forbidden unless the principal may read such facts there: waivers are for finance, the aid officer
/// and the guardian (F12), names, numbers and guardians for those who may read contacts (C5); also for
/// an owner who has no such facts. Failures of the books.
///
/// # Clauses
///
/// C5, F12.
#[boxed]
pub async fn versions(
    app: &App,
    who: &Principal,
    query: &ListVersions,
) -> Result<Vec<Version<FactValue>>, AppError> {
    let permission = query.kind.permission(&query.owner);
    let Some(permission) = permission else {
        return Err(Forbidden { permission: crate::Permission::ReadSchools }.into());
    };
    let (id, owner) = match &query.owner {
        FactOwner::County => (App::admit_county(who, permission)?, Owner::School),
        FactOwner::School(code) => (app.admit(who, permission, code).await?, Owner::School),
        FactOwner::Pupil(code, pupil) => {
            (app.admit_pupil((who, permission), code, *pupil).await?, Owner::Pupil(*pupil))
        }
    };
    let book = app.book(id, query.known_at).await?;
    let mut versions = read(&book, query.kind, owner).await?;
    versions.retain(|it| query.after.is_none_or(|after| place_of(it) > after));
    versions.sort_by_key(place_of);
    versions.truncate(usize::try_from(query.most).unwrap_or(usize::MAX));
    Ok(versions)
}

const fn place_of(version: &Version<FactValue>) -> (ChangeNo, u32) {
    (version.item.change_no, version.item.item)
}

async fn read(
    book: &Book<'_>,
    kind: FactKind,
    owner: Owner,
) -> Result<Vec<Version<FactValue>>, StoreError> {
    match kind {
        FactKind::SchoolProfile => of::<(Period, SchoolProfile)>(book, owner).await,
        FactKind::SchoolClosure => of::<Closure>(book, owner).await,
        FactKind::Term => of::<Term>(book, owner).await,
        FactKind::CalendarEntry => of::<CalendarEntry>(book, owner).await,
        FactKind::PlannedSlot => of::<PlannedSlot>(book, owner).await,
        FactKind::FeeNotice => of::<FeeNotice>(book, owner).await,
        FactKind::Payee => of::<Payee>(book, owner).await,
        FactKind::WorkingDay => of::<WorkingDay>(book, owner).await,
        FactKind::Person => of::<Person>(book, owner).await,
        FactKind::Guardian => of::<Guardian>(book, owner).await,
        FactKind::Placement => of::<(Period, Placement)>(book, owner).await,
        FactKind::Application => of::<Application>(book, owner).await,
        FactKind::Waiver => of::<Waiver>(book, owner).await,
    }
}

async fn of<F: Fact + Into<FactValue>>(
    book: &Book<'_>,
    owner: Owner,
) -> Result<Vec<Version<FactValue>>, StoreError> {
    let versions = book.versions::<F>(owner).await?.into_iter().map(|version| {
        let Version { item: Stored { pupil, item, change_no, value }, removed, change } = version;
        Version { item: Stored { pupil, item, change_no, value: value.into() }, removed, change }
    });
    Ok(versions.collect())
}
