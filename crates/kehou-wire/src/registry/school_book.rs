//! What a school plans and publishes, as messages.

use kehou_registry::{Calendar, FeeNotice, Payee, ServicePlan, WorkingDays};

use crate::{
    fee::{entry_out, notice_out, payee_out, planned_slot_out, term_out, working_days_out},
    pb,
};

/// A list with the number of its latest change, 0 when there never was one.
#[derive(Clone, Copy, Debug)]
pub struct Listed<T> {
    /// The list.
    pub list: T,
    /// The number.
    pub etag: i64,
}

/// What one school plans and publishes.
#[derive(Clone, Copy, Debug)]
pub struct SchoolBookView<'a> {
    /// Its own calendar.
    pub calendar: Listed<&'a Calendar>,
    /// Its service plan.
    pub plan: Listed<&'a ServicePlan>,
    /// Its fee notices.
    pub notices: Listed<&'a [FeeNotice]>,
    /// The channels that families pay to.
    pub payees: Listed<&'a [Payee]>,
}

impl SchoolBookView<'_> {
    /// The answer.
    #[must_use]
    pub fn answer(&self) -> pb::registry::GetSchoolBookResponse {
        let Self { calendar, plan, notices, payees } = self;
        let calendar = pb::registry::SchoolCalendar {
            terms: calendar.list.terms().iter().map(term_out).collect(),
            entries: calendar.list.entries().iter().map(entry_out).collect(),
            etag: calendar.etag,
        };
        let plan = pb::registry::SchoolPlan {
            slots: plan.list.slots().iter().map(planned_slot_out).collect(),
            etag: plan.etag,
        };
        let notices = pb::registry::SchoolNotices {
            notices: notices.list.iter().map(notice_out).collect(),
            etag: notices.etag,
        };
        let payees = pb::registry::SchoolPayees {
            payees: payees.list.iter().map(payee_out).collect(),
            etag: payees.etag,
        };
        pb::registry::GetSchoolBookResponse {
            calendar: Some(calendar),
            plan: Some(plan),
            notices: Some(notices),
            payees: Some(payees),
        }
    }
}

/// The answer about working days; `etag` is the number of their latest change, 0 when there never
/// was one.
#[must_use]
pub fn working_days_answer(
    working: &WorkingDays,
    etag: i64,
) -> pb::registry::GetWorkingDaysResponse {
    let calendar = Some(working_days_out(working));
    pb::registry::GetWorkingDaysResponse { calendar, etag }
}
