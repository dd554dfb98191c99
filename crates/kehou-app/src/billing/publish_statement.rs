//! Publishing a month's statement: from then on it stays, and later facts become corrections. (F9)

use kehou_registry::SchoolCode;
use kehou_store::{ChangeNo, Tx, Work, Written};
use kehou_units::Month;

use crate::{
    App, AppError, Ask, Permission, Principal, Refusal, RefusalCode,
    ask::check_etag,
    attendance::{MonthPhase, phase_of},
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
pub async fn publish_statement(
    app: &App,
    (who, ask): (&Principal, Ask),
    publish: PublishStatement,
) -> Result<Written, AppError> {
    let id = app.admit(who, Permission::PublishStatement, &publish.school).await?;
    let entry = app.entry((who, ask), id, "billing.publish_statement");
    app.store.write(entry, publish).await
}

impl Work for PublishStatement {
    type Refusal = AppError;

    async fn run(&self, tx: &Tx<'_>) -> Result<Vec<i64>, AppError> {
        let (book, month) = (tx.book(), self.month);
        let none = || Refusal::new(RefusalCode::NotBilled);
        let none = || none().with("month", month).with("school", &self.school);
        let statement = book.statement(month).await?.ok_or_else(none)?;
        check_etag(self.etag, statement.change_no)?;
        let revision = vec![i64::from(statement.row.revision)];
        if book.publication(month).await?.is_some() {
            return Ok(revision);
        }
        if phase_of(&book, month).await? == MonthPhase::Reopened {
            return Err(Refusal::new(RefusalCode::MonthReopened).with("month", month).into());
        }
        tx.publish(month, statement.row.revision, tx.at().day()).await?;
        Ok(revision)
    }
}
