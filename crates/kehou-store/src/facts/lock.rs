//! Locks of months. (F9)

use chrono::NaiveDate;

use crate::{
    Fact, StoreError,
    row::{Put, Take},
};

/// What a school said about a month; the item is the month, written 202303.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct MonthLock {
    /// Whether it was locked or opened again.
    pub state: LockState,
    /// The day by which families were told of charges that rise, when there are any. (F9)
    pub families_told_on: Option<NaiveDate>,
}

/// Locked or opened again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LockState {
    /// Locked.
    Locked,
    /// Opened again.
    Reopened,
}

const STATES: &[(LockState, &str)] =
    &[(LockState::Locked, "locked"), (LockState::Reopened, "reopened")];

#[expect(private_interfaces, reason = "only this crate reads and writes rows")]
impl Fact for MonthLock {
    const TABLE: &'static str = "month_lock";
    const COLUMNS: &'static [&'static str] = &["state", "families_told_on"];

    fn put(&self, row: &mut Put<'_>) {
        row.coded(&self.state, STATES);
        row.cell(self.families_told_on);
    }

    fn take(row: &mut Take<'_>) -> Result<Self, StoreError> {
        Ok(Self { state: row.coded(STATES)?, families_told_on: row.cell()? })
    }
}
