//! Hands in the self-check of a school.

use kehou_app::inspection::visits::{SubmitSheet, submit_self_check as submit};
use kehou_wire::{
    inspection::visits::SubmitSelfCheckQuestion,
    pb::inspection::{SubmitSelfCheckRequest, SubmitSelfCheckResponse},
};

use crate::{
    books::{Call, ask, receipt},
    refusal::Refusal,
};

pub(crate) async fn submit_self_check(
    call: Call,
    request: SubmitSelfCheckRequest,
) -> Result<SubmitSelfCheckResponse, Refusal> {
    let SubmitSelfCheckQuestion { write, school, campaign, answers } =
        SubmitSelfCheckQuestion::read(request)?;
    let (ask, etag) = ask(write);
    let sheet = SubmitSheet { school, campaign, answers, role: (), etag };
    let written = submit(&call.app, (&call.who, ask), sheet).await?;
    Ok(SubmitSelfCheckResponse { receipt: Some(receipt(&written).message()) })
}
