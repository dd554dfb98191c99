//! Opening a month again. (F9)

use kehou_registry::SchoolCode;
use kehou_store::{ChangeNo, ItemVersion, LockState, MonthLock, Tx, Work, Written};
use kehou_units::Month;

use super::month_state::{item_of, last_lock};
use crate::{
    App, AppError, Ask, Permission, Principal, Refusal, RefusalCode, ask::check_etag, boxed,
};

/// A month to be opened again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReopenMonth {
    /// The school.
    pub school: SchoolCode,
    /// The month.
    pub month: Month,
    /// The tag of the state that the caller read.
    pub etag: Option<ChangeNo>,
}

/// Opens the attendance of a month again, with a reason, until its statement is published. Sheets
/// that come in count as in time until another person locks the month. What was billed stays as it
/// is; closing the month again makes the next revision.
///
/// # Errors
///
/// Forbidden unless the principal heads the school; [`RefusalCode::ReasonMissing`],
/// [`RefusalCode::MonthNotOver`], [`RefusalCode::MonthPublished`], [`RefusalCode::MonthState`] when
/// it is open again already, [`RefusalCode::Stale`]; failures of the books.
///
/// # Clauses
///
/// F9.
#[boxed]
pub async fn reopen_month(
    app: &App,
    (who, ask): (&Principal, Ask),
    reopen: ReopenMonth,
) -> Result<Written, AppError> {
    let id = app.admit(who, Permission::ReopenMonth, &reopen.school).await?;
    let ask = ask.with_reason()?;
    let today = app.clock.now().day();
    if today <= reopen.month.last_day() {
        let refusal = Refusal::new(RefusalCode::MonthNotOver);
        return Err(refusal.with("month", reopen.month).with("today", today).into());
    }
    let entry = app.entry((who, ask), id, "attendance.reopen_month");
    app.store.write(entry, reopen).await
}

impl Work for ReopenMonth {
    type Refusal = AppError;

    async fn run(&self, tx: &Tx<'_>) -> Result<Vec<i64>, AppError> {
        let (book, month) = (tx.book(), self.month);
        let last = last_lock(&book, month).await?;
        let stands = last.as_ref().map(|(change, _)| change.change_no);
        check_etag(&book, self.etag, stands.unwrap_or_default())?;
        if book.publication(month).await?.is_some() {
            return Err(Refusal::new(RefusalCode::MonthPublished).with("month", month).into());
        }
        if last.is_some_and(|(_, lock)| lock.state == LockState::Reopened) {
            let refusal = Refusal::new(RefusalCode::MonthState);
            return Err(refusal.with("month", month).with("state", "reopened").into());
        }
        let lock = MonthLock { state: LockState::Reopened, families_told_on: None };
        tx.save(&[ItemVersion::of_school(item_of(month), lock)]).await?;
        Ok(Vec::new())
    }
}
