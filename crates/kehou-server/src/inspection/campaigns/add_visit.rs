//! Adds a visit.

use kehou_app::inspection::campaigns::{PlanChange, change_plan};
use kehou_wire::{
    inspection::campaigns::PlanQuestion,
    pb::inspection::{AddVisitRequest, AddVisitResponse},
};

use super::write_of;
use crate::{
    books::{Call, ask, receipt},
    refusal::Refusal,
};

pub(crate) async fn add_visit(
    call: Call,
    request: AddVisitRequest,
) -> Result<AddVisitResponse, Refusal> {
    let PlanQuestion { write: head, campaign, school, why } = PlanQuestion::adding(request)?;
    let (ask, etag) = ask(head);
    let change = (write_of(campaign, etag), PlanChange::Add(school, why));
    let written = change_plan(&call.app, (&call.who, ask), change).await?;
    Ok(AddVisitResponse { receipt: Some(receipt(&written).message()) })
}
