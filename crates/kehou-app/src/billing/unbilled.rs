//! Refusing to speak of months that were not closed as if nothing had happened in them. (F5)

use std::collections::HashSet;

use kehou_registry::SchoolCode;
use kehou_store::{Among, Revisions, SchoolEntry, SchoolId, StatementQuery};
use kehou_units::{Instant, Month};

use crate::{App, AppError, Refusal, RefusalCode, boxed};

/// How many schools a refusal names.
const NAMED: usize = 5;

/// Refuses when one of some schools has no statement of a month, or had none at an instant. Schools
/// that were not named are passed over when they were not open on any day of the month.
///
/// # Errors
///
/// [`RefusalCode::NotBilled`] for one school, [`RefusalCode::NotAllBilled`] for several; failures of the
/// books.
#[boxed]
pub async fn refuse_unbilled(
    app: &App,
    (schools, are_named): (&[SchoolEntry], bool),
    (month, known_at): (Month, Option<Instant>),
) -> Result<(), AppError> {
    let query = StatementQuery {
        month: Some(month),
        among: Among::These(schools.iter().map(|entry| entry.id).collect()),
        revisions: Revisions::Standing,
        held_by: &[],
        known_at,
    };
    let read = app.store.statements_among(&query, (None, u32::MAX)).await?;
    let billed: HashSet<SchoolId> = read.into_iter().map(|listed| listed.id).collect();
    let mut without: Vec<&SchoolCode> = Vec::new();
    for entry in schools.iter().filter(|entry| !billed.contains(&entry.id)) {
        if are_named || was_open(app, entry, (month, known_at)).await? {
            without.push(&entry.code);
        }
    }
    let refusal = match without[..] {
        [] => return Ok(()),
        [school] => Refusal::new(RefusalCode::NotBilled).with("school", school),
        _ => {
            let few: Vec<&str> = without.iter().take(NAMED).map(|code| code.as_str()).collect();
            let more = if without.len() > NAMED { ", …" } else { "" };
            let refusal = Refusal::new(RefusalCode::NotAllBilled).with("count", without.len());
            refusal.with("schools", few.join(", ") + more)
        }
    };
    Err(refusal.with("month", month).into())
}

/// Whether a school was open on a day of a month.
async fn was_open(
    app: &App,
    entry: &SchoolEntry,
    (month, known_at): (Month, Option<Instant>),
) -> Result<bool, AppError> {
    let school = app.book(entry.id, known_at).await?.school(entry.code.clone()).await?;
    Ok(month.days().any(|on| school.profile(on).is_some()))
}
