//! Cancels a visit.

use kehou_app::inspection::campaigns::{PlanChange, change_plan};
use kehou_wire::{
    inspection::campaigns::PlanQuestion,
    pb::inspection::{CancelVisitRequest, CancelVisitResponse},
};

use super::write_of;
use crate::{
    books::{Call, ask, receipt},
    refusal::Refusal,
};

pub(crate) async fn cancel_visit(
    call: Call,
    request: CancelVisitRequest,
) -> Result<CancelVisitResponse, Refusal> {
    let PlanQuestion { write: head, campaign, school, why } = PlanQuestion::cancelling(request)?;
    let (ask, etag) = ask(head);
    let change = (write_of(campaign, etag), PlanChange::Cancel(school, why));
    let written = change_plan(&call.app, (&call.who, ask), change).await?;
    Ok(CancelVisitResponse { receipt: Some(receipt(&written).message()) })
}
