//! Reading what a school plans and publishes. (C8, P2, F15, F17)

use chrono::NaiveDate;
use kehou_registry::{
    Calendar, CalendarEntry, FeeNotice, Payee, PlannedSlot, SchoolCode, ServicePlan, Term, Terms,
};
use kehou_store::{Book, ChangeNo, Fact, Owner, StoreError};
use kehou_units::Instant;

use super::replace::tag;
use crate::{App, AppError, Permission, Principal, Refusal, RefusalCode, boxed};

/// A list with the last change of any of its items, 0 when there never was one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Listed<T> {
    /// The list.
    pub list: T,
    /// Its tag.
    pub etag: ChangeNo,
}

/// What a school plans and publishes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SchoolBook {
    /// Its own calendar.
    pub calendar: Listed<Calendar>,
    /// Its service plan.
    pub plan: Listed<ServicePlan>,
    /// Its fee notices, by day of publication.
    pub notices: Listed<Vec<FeeNotice>>,
    /// Its payees, by first day.
    pub payees: Listed<Vec<Payee>>,
}

/// What a school plans and publishes, all as it stood at one instant; `on` leaves what holds on a day,
/// and the notices that were published by then and cover it. Without a school it is the county's own
/// book, which has a calendar only and may be read by everybody.
///
/// # Errors
///
/// Forbidden unless the principal may read the school; [`RefusalCode::SchoolUnknown`] while nothing of it
/// shows; failures of the books.
///
/// # Clauses
///
/// C8, P2, F6, F15, F17.
#[boxed]
pub async fn school_book(
    app: &App,
    who: &Principal,
    (school, on): (Option<&SchoolCode>, Option<NaiveDate>),
    known_at: Option<Instant>,
) -> Result<SchoolBook, AppError> {
    let id = match school {
        Some(code) => app.admit(who, Permission::ReadSchools, code).await?,
        None => App::admit_county(who, Permission::ReadWorkingDays)?,
    };
    let book = app.book(id, known_at).await?;
    if let Some(code) = school
        && book.bound() == ChangeNo::new(0)
    {
        return Err(Refusal::new(RefusalCode::SchoolUnknown).with("school", code).into());
    }
    let mut notices = listed::<FeeNotice>(&book).await?;
    notices.list.sort_by_key(|notice| notice.published_on);
    let mut payees = listed::<Payee>(&book).await?;
    payees.list.sort_by_key(|payee| payee.period);
    let (mut terms, mut entries) = (listed::<Term>(&book).await?, listed(&book).await?);
    let mut slots = listed::<PlannedSlot>(&book).await?;
    if let Some(on) = on {
        notices.list.retain(|notice| notice.published_on <= on && notice.covers.holds(on));
        payees.list.retain(|payee| payee.in_force(on));
        terms.list.retain(|term| term.period.holds(on));
        entries.list.retain(|entry: &CalendarEntry| entry.period.holds(on));
        slots.list.retain(|slot| slot.period.holds(on));
    }
    let etag = terms.etag.max(entries.etag);
    let calendar = Calendar::new(Terms::new(terms.list), entries.list);
    let calendar = calendar.map_err(|e| StoreError::bad_row(CalendarEntry::TABLE, e))?;
    let plan = ServicePlan::new(slots.list);
    let plan = plan.map_err(|e| StoreError::bad_row(PlannedSlot::TABLE, e))?;
    let (calendar, plan) =
        (Listed { list: calendar, etag }, Listed { list: plan, etag: slots.etag });
    Ok(SchoolBook { calendar, plan, notices, payees })
}

async fn listed<F: Fact>(book: &Book<'_>) -> Result<Listed<Vec<F>>, StoreError> {
    let items = book.of::<F>(Owner::School).await?;
    let list = items.into_iter().map(|stored| stored.value).collect();
    Ok(Listed { list, etag: tag::<F>(book, None).await? })
}
