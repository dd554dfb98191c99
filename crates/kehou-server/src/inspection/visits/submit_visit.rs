//! Hands in what a visit found.

use kehou_app::inspection::visits::{SubmitSheet, SubmittedRole, submit_visit as submit};
use kehou_wire::{
    inspection::visits::SubmitVisitQuestion,
    pb::inspection::{SubmitVisitRequest, SubmitVisitResponse},
};

use crate::{
    books::{Call, ask, receipt},
    refusal::Refusal,
};

pub(crate) async fn submit_visit(
    call: Call,
    request: SubmitVisitRequest,
) -> Result<SubmitVisitResponse, Refusal> {
    let question = SubmitVisitQuestion::read(request)?;
    let SubmitVisitQuestion { write, school, campaign, on, without_self_check, answers } = question;
    let (ask, etag) = ask(write);
    let role = SubmittedRole { on, without_self_check };
    let sheet = SubmitSheet { school, campaign, answers, role, etag };
    let written = submit(&call.app, (&call.who, ask), sheet).await?;
    Ok(SubmitVisitResponse { receipt: Some(receipt(&written).message()) })
}
