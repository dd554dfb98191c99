//! The public working-day calendar, which is the county's. (C9)

use kehou_registry::WorkingDays;
use kehou_store::{ChangeNo, SchoolId, Tx, Work, WorkingDay, Written};
use kehou_units::Instant;

use super::replace::{replace, tag};
use crate::{App, AppError, Ask, Permission, Principal, ask::check_etag, boxed};

/// The public working-day calendar, with its tag. Everybody may read it.
///
/// # Errors
///
/// Forbidden to those who were granted nothing; failures of the books.
///
/// # Clauses
///
/// C9.
#[boxed]
pub async fn working_days(
    app: &App,
    who: &Principal,
    known_at: Option<Instant>,
) -> Result<(WorkingDays, ChangeNo), AppError> {
    let county = App::admit_county(who, Permission::ReadWorkingDays)?;
    let book = app.book(county, known_at).await?;
    Ok((book.working_days().await?, tag::<WorkingDay>(&book, None).await?))
}

/// Makes the public working-day calendar be what is given; what is so already stays as it is.
///
/// # Errors
///
/// Forbidden outside the county's programme office; [`Stale`](crate::RefusalCode::Stale); failures of
/// the books.
///
/// # Clauses
///
/// C9.
#[boxed]
pub async fn put_working_days(
    app: &App,
    (who, ask): (&Principal, Ask),
    (working, etag): (&WorkingDays, Option<ChangeNo>),
) -> Result<Written, AppError> {
    App::admit_county(who, Permission::WriteSchools)?;
    let holidays = working.holidays().iter().copied().map(WorkingDay::Holiday);
    let make_up = working.make_up().iter().copied().map(WorkingDay::MakeUp);
    let days = holidays.chain(make_up).collect();
    let entry = app.entry((who, ask), SchoolId::COUNTY, "registry.put_working_days");
    app.store.write(entry, PublicCalendar { days, etag }).await
}

struct PublicCalendar {
    days: Vec<WorkingDay>,
    etag: Option<ChangeNo>,
}

impl Work for PublicCalendar {
    type Refusal = AppError;

    async fn run(&self, tx: &Tx<'_>) -> Result<Vec<i64>, AppError> {
        check_etag(&tx.book(), self.etag, tag::<WorkingDay>(&tx.book(), None).await?)?;
        replace(tx, None, &self.days).await?;
        Ok(Vec::new())
    }
}
