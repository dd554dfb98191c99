//! Tells where a month stands.

use kehou_app::attendance::{MonthPhase, month_state};
use kehou_wire::{
    attendance::{GetMonthStateQuestion, LockedView, MonthPhase as Sent, MonthStateView},
    pb::attendance::{GetMonthStateRequest, GetMonthStateResponse},
};

use crate::{books::Call, refusal::Refusal};

pub(crate) async fn get_month_state(
    call: Call,
    request: GetMonthStateRequest,
) -> Result<GetMonthStateResponse, Refusal> {
    let GetMonthStateQuestion { school, month, known_at } = GetMonthStateQuestion::read(&request)?;
    let state = month_state(&call.app, &call.who, (&school, month), known_at).await?;
    let view = MonthStateView {
        school: &school,
        month,
        phase: match state.phase {
            MonthPhase::Open => Sent::Open,
            MonthPhase::Locked => Sent::Locked,
            MonthPhase::Reopened => Sent::Reopened,
        },
        locks_on: state.locks_on,
        last: state.last.as_ref().map(|(change, lock)| LockedView {
            at: change.recorded_at,
            by: &change.actor,
            reason: &change.reason,
            families_told_on: lock.families_told_on,
            etag: change.change_no.number(),
        }),
        bill_revision: state.billed,
        published_on: state.published_on,
    };
    Ok(GetMonthStateResponse { state: Some(view.message()) })
}
