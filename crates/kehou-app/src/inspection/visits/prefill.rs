//! Answers that the system's own checks suggest. (I7, R27)

use chrono::NaiveDate;
use kehou_inspection::{CheckOutcome, Prefill, prefill as answers};
use kehou_registry::SchoolCode;
use kehou_store::Book;
use kehou_units::{Instant, Period};

use super::{
    joined::Joined,
    outcomes::{Look, outcomes},
};
use crate::{App, AppError, Permission, Principal, boxed};

/// What the checks say of the items of a checklist.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PrefillView {
    /// What they say of each item that names a check, in the order of the checklist.
    pub items: Vec<Prefill>,
    /// What each check saw, with the records behind it.
    pub outcomes: Vec<CheckOutcome>,
}

/// What the system's own checks say of the items of a campaign's checklist, from what is stored of the
/// school; where there is no data it says so.
///
/// # Errors
///
/// Forbidden unless the principal may read inspections of the school; an unknown campaign; failures of
/// the books.
///
/// # Clauses
///
/// I7; R27.
#[boxed]
pub async fn prefill(
    app: &App,
    who: &Principal,
    (school, campaign): (&SchoolCode, u32),
    known_at: Option<Instant>,
) -> Result<PrefillView, AppError> {
    let id = app.admit(who, Permission::ReadInspections, school).await?;
    let joined = Joined::read(app, campaign, known_at).await?;
    let book = app.book(id, known_at).await?;
    let look = look(app, (&joined, &book), known_at).await?;
    let outcomes = outcomes(&book, &look).await?;
    Ok(PrefillView { items: answers(&joined.checklist, &outcomes), outcomes })
}

/// What the checks look at for a campaign.
pub(super) async fn look(
    app: &App,
    (joined, book): (&Joined, &Book<'_>),
    known_at: Option<Instant>,
) -> Result<Look, AppError> {
    let on = day_of(app, known_at);
    let period = joined.period().unwrap_or_else(|| Period::since(on));
    let calendar = app.county_days(known_at).await?.calendar_of(book).await?;
    Ok(Look { period, on, terms: calendar.terms().clone() })
}

/// The day as of which something is asked.
pub(super) fn day_of(app: &App, known_at: Option<Instant>) -> NaiveDate {
    known_at.unwrap_or_else(|| app.clock.now()).day()
}
