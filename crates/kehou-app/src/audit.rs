//! The log of changes: who did what, when and why, without the facts. (F12)

use kehou_registry::SchoolCode;
use kehou_store::{Book, Change, ChangeNo};
use kehou_units::Instant;

use crate::{App, AppError, Permission, Principal, boxed};

/// How many changes are read at a time while some are passed over.
const READ_AT_ONCE: u32 = 1_000;
/// What is done about waivers; its reasons may tell who is waived.
const ABOUT_WAIVERS: [&str; 2] = ["registry.put_waivers", "registry.decide_waiver"];

/// Which changes are asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ListChanges {
    /// The school; none for the county's own books.
    pub school: Option<SchoolCode>,
    /// Only those after this number.
    pub after: ChangeNo,
    /// Only those of this person or machine.
    pub actor: Option<String>,
    /// Only those from this instant on.
    pub since: Option<Instant>,
    /// Only those before this instant.
    pub until: Option<Instant>,
    /// At most so many.
    pub most: u32,
}

/// The changes of a school or of the county's own books, in the order they were made. Why somebody wrote
/// or decided waivers is left out unless the principal may read waivers there.
///
/// # Errors
///
/// Forbidden outside the programme office and auditors; failures of the books.
///
/// # Clauses
///
/// F12.
#[boxed]
pub async fn changes(
    app: &App,
    who: &Principal,
    query: &ListChanges,
) -> Result<Vec<Change>, AppError> {
    let (id, sees_waivers) = match &query.school {
        None => (App::admit_county(who, Permission::ReadChanges)?, true),
        Some(code) => {
            let id = app.admit(who, Permission::ReadChanges, code).await?;
            (id, app.admit(who, Permission::ReadWaivers, code).await.is_ok())
        }
    };
    let mut found = read(&app.book(id, None).await?, query).await?;
    if !sees_waivers {
        let about_waivers = |change: &&mut Change| ABOUT_WAIVERS.contains(&change.action.as_str());
        found.iter_mut().filter(about_waivers).for_each(|change| change.reason.clear());
    }
    Ok(found)
}

async fn read(book: &Book<'_>, query: &ListChanges) -> Result<Vec<Change>, AppError> {
    let most = usize::try_from(query.most).unwrap_or(usize::MAX);
    let (mut found, mut after) = (Vec::new(), query.after);
    loop {
        let changes = book.changes(after, READ_AT_ONCE).await?;
        let Some(last) = changes.last() else { return Ok(found) };
        after = last.change_no;
        for change in changes {
            // Instants never decrease from change to change.
            if query.until.is_some_and(|until| change.recorded_at >= until) {
                return Ok(found);
            }
            let by_actor = query.actor.as_ref().is_none_or(|actor| change.actor == *actor);
            if by_actor && query.since.is_none_or(|since| change.recorded_at >= since) {
                found.push(change);
            }
            if found.len() >= most {
                return Ok(found);
            }
        }
    }
}
