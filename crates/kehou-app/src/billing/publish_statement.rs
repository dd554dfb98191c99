//! Publishing a month's statement: from then on it stays, and later facts become corrections. (F9)

use chrono::{Datelike, NaiveDate};
use kehou_registry::SchoolCode;
use kehou_store::{ChangeNo, StoreError, Tx, Work, Written};
use kehou_units::Month;

use crate::{
    App, AppError, Ask, Permission, Principal, Refusal, RefusalCode,
    ask::check_etag,
    attendance::{MonthPhase, phase_of},
    boxed,
};

/// A statement to be published.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PublishStatement {
    /// The school.
    pub school: SchoolCode,
    /// The month.
    pub month: Month,
    /// The change of the statement that the caller read.
    pub etag: Option<ChangeNo>,
}

/// A statement that is published.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Published {
    /// The school.
    pub school: SchoolCode,
    /// The revision that was published.
    pub revision: u32,
    /// The day of publication.
    pub published_on: NaiveDate,
    /// What was recorded.
    pub written: Written,
}

impl Published {
    fn of(school: SchoolCode, written: Written) -> Result<Self, AppError> {
        let bad = || StoreError::bad_row("change", "the answer to a publication");
        let [revision, day] = written.numbers[..] else { return Err(bad().into()) };
        let revision = u32::try_from(revision).map_err(|_| bad())?;
        let day = i32::try_from(day).ok().and_then(NaiveDate::from_num_days_from_ce_opt);
        Ok(Self { school, revision, published_on: day.ok_or_else(bad)?, written })
    }
}

/// Publishes the newest statement of every school's month, one transaction each; schools whose month
/// is not closed, or is opened again, are left out. Broken off, calling again goes on.
///
/// # Errors
///
/// Forbidden outside the county's finance office; failures of the books.
///
/// # Clauses
///
/// F9.
#[boxed]
pub async fn publish_statements(
    app: &App,
    (who, ask): (&Principal, Ask),
    month: Month,
) -> Result<Vec<Published>, AppError> {
    App::admit_county(who, Permission::PublishStatement)?;
    let mut published = Vec::new();
    for entry in app.store.schools().await? {
        let publish = PublishStatement { school: entry.code, month, etag: None };
        match publish_statement(app, (who, ask.clone()), publish).await {
            Ok(done) => published.push(done),
            Err(AppError::Refused(refusal)) if is_not_closed(&refusal) => {}
            Err(error) => return Err(error),
        }
    }
    Ok(published)
}

fn is_not_closed(refusal: &Refusal) -> bool {
    matches!(refusal.code(), RefusalCode::NotBilled | RefusalCode::MonthReopened)
}

/// Publishes the newest statement of a school's month. Publishing it again changes nothing.
///
/// # Errors
///
/// Forbidden outside the county's finance office; [`RefusalCode::NotBilled`],
/// [`RefusalCode::MonthReopened`], [`RefusalCode::Stale`]; failures of the books.
///
/// # Clauses
///
/// F9.
#[boxed]
pub async fn publish_statement(
    app: &App,
    (who, ask): (&Principal, Ask),
    publish: PublishStatement,
) -> Result<Published, AppError> {
    let id = app.admit(who, Permission::PublishStatement, &publish.school).await?;
    let entry = app.entry((who, ask), id, "billing.publish_statement");
    let school = publish.school.clone();
    Published::of(school, app.store.write(entry, publish).await?)
}

impl Work for PublishStatement {
    type Refusal = AppError;

    async fn run(&self, tx: &Tx<'_>) -> Result<Vec<i64>, AppError> {
        let (book, month) = (tx.book(), self.month);
        let none = || Refusal::new(RefusalCode::NotBilled);
        let none = || none().with("month", month).with("school", &self.school);
        let statement = book.statement(month).await?.ok_or_else(none)?;
        check_etag(&book, self.etag, statement.change_no)?;
        let answer = |revision: u32, on: NaiveDate| {
            vec![i64::from(revision), i64::from(on.num_days_from_ce())]
        };
        if let Some(stands) = book.publication(month).await? {
            return Ok(answer(stands.revision, stands.published_on));
        }
        if phase_of(&book, month).await? == MonthPhase::Reopened {
            return Err(Refusal::new(RefusalCode::MonthReopened).with("month", month).into());
        }
        let (revision, on) = (statement.row.revision, tx.at().day());
        tx.publish(month, revision, on).await?;
        Ok(answer(revision, on))
    }
}
