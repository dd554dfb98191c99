//! Does the next act on a finding.

use kehou_app::inspection::findings::{AdvanceFinding, advance_finding as write};
use kehou_wire::{
    inspection::findings::AdvanceFindingQuestion,
    pb::inspection::{AdvanceFindingRequest, AdvanceFindingResponse},
};

use crate::{
    books::{Call, ask, receipt},
    refusal::Refusal,
};

pub(crate) async fn advance_finding(
    call: Call,
    request: AdvanceFindingRequest,
) -> Result<AdvanceFindingResponse, Refusal> {
    let question = AdvanceFindingQuestion::read(request)?;
    let AdvanceFindingQuestion { write: head, school, number, deed } = question;
    let (ask, etag) = ask(head);
    let advance = AdvanceFinding { school, number, deed, etag };
    let written = write(&call.app, (&call.who, ask), advance).await?;
    Ok(AdvanceFindingResponse { receipt: Some(receipt(&written).message()) })
}
