//! Where a month of a school stands. (F9)

use chrono::NaiveDate;
use kehou_registry::SchoolCode;
use kehou_store::{Book, Change, ChangeNo, LockState, MonthLock, Owner, SchoolId, Version};
use kehou_units::{Instant, Month};

use crate::{App, AppError, Permission, Principal, boxed, policy::division_of};

/// Where the attendance of a month stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum MonthPhase {
    /// Rolls come in.
    Open,
    /// Locked, by the school or by the day.
    Locked,
    /// Opened again by the school.
    Reopened,
}

impl MonthPhase {
    /// The stable code.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Locked => "locked",
            Self::Reopened => "reopened",
        }
    }
}

/// The state of a school's month.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MonthState {
    /// The month.
    pub month: Month,
    /// Where its attendance stands.
    pub phase: MonthPhase,
    /// The day by whose end it locks by itself; none when the working days are too few.
    pub locks_on: Option<NaiveDate>,
    /// The last lock or reopening by the school.
    pub last: Option<(Change, MonthLock)>,
    /// The revision of its statement, when it was billed.
    pub billed: Option<u32>,
    /// The day its statement was published.
    pub published_on: Option<NaiveDate>,
}

impl MonthState {
    /// The tag of the state: the change of the last lock or reopening.
    #[must_use]
    pub fn etag(&self) -> ChangeNo {
        self.last.as_ref().map(|(change, _)| change.change_no).unwrap_or_default()
    }
}

/// The state of a school's month, as it stands or stood.
///
/// # Errors
///
/// Forbidden unless the principal may read the school's rolls; failures of the books.
#[boxed]
pub async fn month_state(
    app: &App,
    who: &Principal,
    (school, month): (&SchoolCode, Month),
    known_at: Option<Instant>,
) -> Result<MonthState, AppError> {
    let id = app.admit(who, Permission::ReadRolls, school).await?;
    let working = app.book(SchoolId::COUNTY, known_at).await?.working_days().await?;
    let locks_on = match app.standing(division_of(school)).await {
        Ok(standing) => standing.tariff(month)?.locks_on(&working),
        Err(AppError::Refused(_)) => None,
        Err(error) => return Err(error),
    };
    let book = app.book(id, known_at).await?;
    let last = last_lock(&book, month).await?;
    let today = known_at.unwrap_or_else(|| app.clock.now()).day();
    let by_day = locks_on.is_some_and(|locks| today > locks);
    let phase = match &last {
        Some((_, lock)) if lock.state == LockState::Reopened => MonthPhase::Reopened,
        Some(_) => MonthPhase::Locked,
        None if by_day => MonthPhase::Locked,
        None => MonthPhase::Open,
    };
    let billed = book.statement(month).await?.map(|statement| statement.row.revision);
    let published = book.publication(month).await?;
    let published_on = published.map(|publication| publication.published_on);
    Ok(MonthState { month, phase, locks_on, last, billed, published_on })
}

/// The item of a month among locks: the month as a number, such as 202303.
pub(crate) fn item_of(month: Month) -> u32 {
    u32::try_from(month.year()).unwrap_or_default() * 100 + month.number()
}

/// What the school itself said about a month, the last word.
pub(crate) async fn last_lock(
    book: &Book<'_>,
    month: Month,
) -> Result<Option<(Change, MonthLock)>, AppError> {
    let versions = book.versions::<MonthLock>(Owner::School).await?;
    let mut of_month = versions.into_iter().filter(|version| version.item.item == item_of(month));
    Ok(of_month.next_back().map(|Version { item, change, .. }| (change, item.value)))
}

/// What the school itself said about a month.
pub(crate) async fn phase_of(book: &Book<'_>, month: Month) -> Result<MonthPhase, AppError> {
    let locks = book.of::<MonthLock>(Owner::School).await?;
    let of_month = locks.iter().find(|stored| stored.item == item_of(month));
    Ok(match of_month.map(|stored| stored.value.state) {
        Some(LockState::Locked) => MonthPhase::Locked,
        Some(LockState::Reopened) => MonthPhase::Reopened,
        None => MonthPhase::Open,
    })
}
