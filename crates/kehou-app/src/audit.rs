//! The log of changes: who did what, when and why, without the facts. (F12, O8, I10)

use kehou_registry::SchoolCode;
use kehou_store::{Book, Change, ChangeNo};
use kehou_units::Instant;

use crate::{App, AppError, Permission, Principal, boxed};

/// How many changes are read at a time while some are passed over.
const READ_AT_ONCE: u32 = 1_000;
/// What is written of a change only for those who may read what it is about.
///
/// # Clauses
///
/// F12, O8, I10.
#[rustfmt::skip]
const VEILED: [(&str, Permission, Veil); 7] = {
    use Permission::{KeepCases, ReadFiles, ReadWaivers};
    [
        ("registry.put_waivers",     ReadWaivers, Veil::Reason),
        ("registry.decide_waiver",   ReadWaivers, Veil::Reason),
        ("inspection.receive_case",  KeepCases,   Veil::Reason),
        ("inspection.advance_case",  KeepCases,   Veil::Reason),
        ("inspection.propose_entry", ReadFiles,   Veil::Reason),
        ("inspection.advance_entry", ReadFiles,   Veil::Reason),
        // Whoever states their own view is the one whose file it is.
        ("inspection.answer_entry",  ReadFiles,   Veil::ReasonAndActor),
    ]
};

/// What is not told of a change.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Veil {
    /// Why, and under which id of the caller's: both may tell whom the change is about.
    Reason,
    /// By whom too: the actor is the one whom it is about.
    ReasonAndActor,
}

impl Veil {
    fn cover(self, change: &mut Change) {
        change.reason.clear();
        change.request_id.clear();
        if self == Self::ReasonAndActor {
            change.actor.clear();
        }
    }
}

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
/// or decided waivers, acted on a case or an entry, and under which request id, is left out unless the
/// principal may read those; so is who stated their own view of an entry, for the entry is about them.
///
/// # Errors
///
/// Forbidden outside the programme office and auditors; failures of the books.
///
/// # Clauses
///
/// F12, O8, I10.
#[boxed]
pub async fn changes(
    app: &App,
    who: &Principal,
    query: &ListChanges,
) -> Result<Vec<Change>, AppError> {
    let permission = Permission::ReadChanges;
    let id = match &query.school {
        None => App::admit_county(who, permission)?,
        Some(code) => app.admit(who, permission, code).await?,
    };
    let mut veils = Vec::new();
    for (action, permission, veil) in VEILED {
        let is_seen = match &query.school {
            None => App::admit_county(who, permission).is_ok(),
            Some(code) => app.admit(who, permission, code).await.is_ok(),
        };
        if !is_seen {
            veils.push((action, veil));
        }
    }
    read(&app.book(id, None).await?, query, &veils).await
}

/// The veils come before the filter: else asking for a person's changes would tell what is veiled.
async fn read(
    book: &Book<'_>,
    query: &ListChanges,
    veils: &[(&str, Veil)],
) -> Result<Vec<Change>, AppError> {
    let most = usize::try_from(query.most).unwrap_or(usize::MAX);
    let (mut found, mut after) = (Vec::new(), query.after);
    loop {
        let changes = book.changes(after, READ_AT_ONCE).await?;
        let Some(last) = changes.last() else { return Ok(found) };
        after = last.change_no;
        for mut change in changes {
            if let Some((_, veil)) = veils.iter().find(|(action, _)| *action == change.action) {
                veil.cover(&mut change);
            }
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
