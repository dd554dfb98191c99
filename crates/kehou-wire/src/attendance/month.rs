//! Where a month stands, and what moves it (F9).

use chrono::NaiveDate;
use kehou_registry::SchoolCode;
use kehou_units::{Instant, Month};

use crate::{
    Violations, WriteHead,
    naming::{count_out, known_at, school_code, timestamp_out},
    pb,
    place::reading,
    scalar::{date_if_any, date_out, month},
    write::write_head,
};

/// A month is locked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LockMonthQuestion {
    /// Who writes it by what id, and why.
    pub write: WriteHead,
    /// The school.
    pub school: SchoolCode,
    /// The month.
    pub month: Month,
    /// The day on which families were told that their charge rises.
    pub families_told_on: Option<NaiveDate>,
}

impl LockMonthQuestion {
    /// Reads a request.
    ///
    /// # Errors
    ///
    /// [`Violations`] with everything that is wrong with its fields.
    pub fn read(mut given: pb::attendance::LockMonthRequest) -> Result<Self, Violations> {
        reading(|at| {
            let write = write_head(at, &mut given);
            let school = school_code(at.field("school_code"), &given.school_code);
            let month = month(at.field("month"), &given.month);
            let told_on = date_if_any(at.field("families_told_on"), given.families_told_on);
            let families_told_on = told_on?;
            Some(Self { write: write?, school: school?, month: month?, families_told_on })
        })
    }
}

/// A month is reopened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReopenMonthQuestion {
    /// Who writes it by what id, and why.
    pub write: WriteHead,
    /// The school.
    pub school: SchoolCode,
    /// The month.
    pub month: Month,
}

impl ReopenMonthQuestion {
    /// Reads a request.
    ///
    /// # Errors
    ///
    /// [`Violations`] with everything that is wrong with its fields.
    pub fn read(mut given: pb::attendance::ReopenMonthRequest) -> Result<Self, Violations> {
        reading(|at| {
            let write = write_head(at, &mut given);
            let school = school_code(at.field("school_code"), &given.school_code);
            let month = month(at.field("month"), &given.month);
            Some(Self { write: write?, school: school?, month: month? })
        })
    }
}

/// It is asked where a month stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GetMonthStateQuestion {
    /// The school.
    pub school: SchoolCode,
    /// The month.
    pub month: Month,
    /// As known when; now when none.
    pub known_at: Option<Instant>,
}

impl GetMonthStateQuestion {
    /// Reads a request.
    ///
    /// # Errors
    ///
    /// [`Violations`] with everything that is wrong with its fields.
    pub fn read(given: &pb::attendance::GetMonthStateRequest) -> Result<Self, Violations> {
        reading(|at| {
            let school = school_code(at.field("school_code"), &given.school_code);
            let month = month(at.field("month"), &given.month);
            let known_at = known_at(at.field("known_at"), given.known_at.as_ref());
            Some(Self { school: school?, month: month?, known_at: known_at? })
        })
    }
}

/// Where the rolls of a month stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum MonthPhase {
    /// Rolls are entered.
    Open,
    /// Locked: what is entered now is late.
    Locked,
    /// Reopened: what is entered now counts as in time.
    Reopened,
}

/// Who last locked or reopened a month.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LockedView<'a> {
    /// When.
    pub at: Instant,
    /// Who.
    pub by: &'a str,
    /// Why; empty when nothing was said.
    pub reason: &'a str,
    /// The day on which families were told that their charge rises.
    pub families_told_on: Option<NaiveDate>,
    /// The number of the change.
    pub etag: i64,
}

/// Where a month of a school stands, to be answered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct MonthStateView<'a> {
    /// The school.
    pub school: &'a SchoolCode,
    /// The month.
    pub month: Month,
    /// Where it stands.
    pub phase: MonthPhase,
    /// The day at whose end it locks by itself, as far as the working-day calendar reaches.
    pub locks_on: Option<NaiveDate>,
    /// Who last locked or reopened it, if anybody did.
    pub last: Option<LockedView<'a>>,
    /// The revision of the bills made from it.
    pub bill_revision: Option<u32>,
    /// The day on which its statement was published.
    pub published_on: Option<NaiveDate>,
}

impl MonthStateView<'_> {
    /// The state as messages carry it.
    #[must_use]
    pub fn message(&self) -> pb::attendance::MonthState {
        use pb::attendance::MonthPhase as Sent;
        let phase = match self.phase {
            MonthPhase::Open => Sent::Open,
            MonthPhase::Locked => Sent::Locked,
            MonthPhase::Reopened => Sent::Reopened,
        };
        let last = self.last.as_ref();
        pb::attendance::MonthState {
            school_code: self.school.to_string(),
            month: self.month.to_string(),
            phase: phase.into(),
            locks_on: self.locks_on.map(date_out),
            changed_at: last.map(|last| timestamp_out(last.at)),
            changed_by: last.map_or_else(String::new, |last| last.by.to_owned()),
            reason: last.map_or_else(String::new, |last| last.reason.to_owned()),
            families_told_on: last.and_then(|last| last.families_told_on).map(date_out),
            bill_revision: self.bill_revision.map(count_out),
            published_on: self.published_on.map(date_out),
            etag: last.map_or(0, |last| last.etag),
        }
    }
}
