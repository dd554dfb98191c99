//! Does the next act on a nomination.

use kehou_app::inspection::results::{AdvancePractice, advance_practice as write};
use kehou_wire::{
    inspection::results::AdvancePracticeQuestion,
    pb::inspection::{AdvancePracticeRequest, AdvancePracticeResponse},
};

use crate::{
    books::{Call, ask, receipt},
    refusal::Refusal,
};

pub(crate) async fn advance_practice(
    call: Call,
    request: AdvancePracticeRequest,
) -> Result<AdvancePracticeResponse, Refusal> {
    let question = AdvancePracticeQuestion::read(request)?;
    let AdvancePracticeQuestion { write: head, school, number, deed } = question;
    let (ask, etag) = ask(head);
    let advance = AdvancePractice { school, number, deed, etag };
    let written = write(&call.app, (&call.who, ask), advance).await?;
    Ok(AdvancePracticeResponse { receipt: Some(receipt(&written).message()) })
}
