//! Locking a month. (F9)

use std::sync::Arc;

use chrono::NaiveDate;
use kehou_fee::Tariff;
use kehou_registry::SchoolCode;
use kehou_store::{
    Book, Change, ChangeNo, ItemVersion, LockState, MonthLock, StoredRoll, Tx, Work, Written,
};
use kehou_units::Month;

use super::{
    month_state::{item_of, last_lock},
    raised::raised_since,
};
use crate::{
    App, AppError, Ask, Permission, Principal, Refusal, RefusalCode, ask::check_etag, boxed,
    policy::division_of, registry::CountyDays,
};

/// A month to be locked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LockMonth {
    /// The school.
    pub school: SchoolCode,
    /// The month, which must be over.
    pub month: Month,
    /// The day by which families were told of charges that rise; needed when some do. (F9)
    pub families_told_on: Option<NaiveDate>,
    /// The tag of the state that the caller read.
    pub etag: Option<ChangeNo>,
}

/// Locks a month of a school. After it was opened again another person must lock it, and name the
/// day families were told when marks raise a charge: the two persons and the notice of F9.
///
/// # Errors
///
/// Forbidden outside the school; [`RefusalCode::MonthNotOver`], [`RefusalCode::MonthState`] when it
/// is locked, [`RefusalCode::SecondPerson`], [`RefusalCode::FamiliesNotTold`],
/// [`RefusalCode::Stale`]; failures of the books.
///
/// # Clauses
///
/// F9.
#[boxed]
pub async fn lock_month(
    app: &App,
    (who, ask): (&Principal, Ask),
    lock: LockMonth,
) -> Result<Written, AppError> {
    let id = app.admit(who, Permission::LockMonth, &lock.school).await?;
    let today = app.clock.now().day();
    if today <= lock.month.last_day() {
        let refusal = Refusal::new(RefusalCode::MonthNotOver);
        return Err(refusal.with("month", lock.month).with("today", today).into());
    }
    let standing = app.standing(division_of(&lock.school)).await?;
    let tariff = standing.tariff(lock.month)?;
    let entry = app.entry((who, ask), id, "attendance.lock_month");
    let county = app.county_days(None).await?;
    let locking = Locking { lock, who: who.subject.clone(), tariff, county };
    app.store.write(entry, locking).await
}

struct Locking {
    lock: LockMonth,
    who: String,
    tariff: Arc<Tariff>,
    county: CountyDays,
}

impl Work for Locking {
    type Refusal = AppError;

    async fn run(&self, tx: &Tx<'_>) -> Result<Vec<i64>, AppError> {
        let (book, month) = (tx.book(), self.lock.month);
        let last = last_lock(&book, month).await?;
        let stands = last.as_ref().map(|(change, _)| change.change_no);
        check_etag(&book, self.lock.etag, stands.unwrap_or_default())?;
        match last {
            Some((_, MonthLock { state: LockState::Locked, .. })) => {
                let refusal = Refusal::new(RefusalCode::MonthState);
                return Err(refusal.with("month", month).with("state", "locked").into());
            }
            Some((reopening, _)) => {
                if reopening.actor == self.who {
                    let refusal = Refusal::new(RefusalCode::SecondPerson);
                    return Err(refusal.with("first", reopening.actor).with("month", month).into());
                }
                let rolls = book.rolls(month.first_day(), month.last_day()).await?;
                let calendar = self.county.calendar_of(&book).await?;
                let raised =
                    raised_since(reopening.change_no, (&rolls, month), (&self.tariff, &calendar))?;
                self.check_raised(&book, &reopening, (raised, &rolls, tx.at().day())).await?;
            }
            None => {}
        }
        let families_told_on = self.lock.families_told_on;
        let lock = MonthLock { state: LockState::Locked, families_told_on };
        tx.save(&[ItemVersion::of_school(item_of(month), lock)]).await?;
        Ok(Vec::new())
    }
}

impl Locking {
    /// Checks what F9 asks for when marks raise a charge: families were told by
    /// today, and whoever locks entered no sheet since.
    async fn check_raised(
        &self,
        book: &Book<'_>,
        reopening: &Change,
        (raised, rolls, today): (usize, &[StoredRoll], NaiveDate),
    ) -> Result<(), AppError> {
        if raised == 0 {
            return Ok(());
        }
        let first = self.lock.month.first_day();
        if !self.lock.families_told_on.is_some_and(|told| (first..=today).contains(&told)) {
            let refusal = Refusal::new(RefusalCode::FamiliesNotTold).with("raised", raised);
            return Err(refusal.with("first", first).with("today", today).into());
        }
        let since = book.changes(reopening.change_no, u32::MAX).await?;
        let own = since.iter().filter(|change| change.actor == self.who);
        let entered = |change: &Change| rolls.iter().any(|roll| roll.change_no == change.change_no);
        if own.into_iter().any(entered) {
            let refusal = Refusal::new(RefusalCode::SecondPerson);
            return Err(refusal.with("first", &self.who).with("month", self.lock.month).into());
        }
        Ok(())
    }
}
