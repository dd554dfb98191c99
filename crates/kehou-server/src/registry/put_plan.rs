//! Writes the whole service plan of a school.

use kehou_app::registry::{PutPapers, put_papers};
use kehou_wire::{
    pb::registry::{PutPlanRequest, PutPlanResponse},
    registry::PutPlanQuestion,
};

use crate::{
    books::{Call, ask, receipt},
    refusal::Refusal,
};

pub(crate) async fn put_plan(
    call: Call,
    request: PutPlanRequest,
) -> Result<PutPlanResponse, Refusal> {
    let PutPlanQuestion { write, school, plan } = PutPlanQuestion::read(request)?;
    let (ask, etag) = ask(write);
    let papers = (PutPapers::Plan(plan), etag);
    let written = put_papers(&call.app, (&call.who, ask), &school, papers).await?;
    Ok(PutPlanResponse { receipt: Some(receipt(&written).message()) })
}
