//! Substitutes a visit.

use kehou_app::inspection::campaigns::{PlanChange, change_plan};
use kehou_wire::{
    inspection::campaigns::PlanQuestion,
    pb::inspection::{SubstituteVisitRequest, SubstituteVisitResponse},
};

use super::write_of;
use crate::{
    books::{Call, ask, receipt},
    refusal::Refusal,
};

pub(crate) async fn substitute_visit(
    call: Call,
    request: SubstituteVisitRequest,
) -> Result<SubstituteVisitResponse, Refusal> {
    let PlanQuestion { write: head, campaign, school, why } = PlanQuestion::substituting(request)?;
    let (ask, etag) = ask(head);
    let change = (write_of(campaign, etag), PlanChange::Substitute(school, why));
    let written = change_plan(&call.app, (&call.who, ask), change).await?;
    Ok(SubstituteVisitResponse { receipt: Some(receipt(&written).message()) })
}
