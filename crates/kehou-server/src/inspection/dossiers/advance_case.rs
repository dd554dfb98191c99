//! Does the next act on a case.

use kehou_app::inspection::dossiers::{AdvanceCase, advance_case as write};
use kehou_wire::{
    inspection::dossiers::AdvanceCaseQuestion,
    pb::inspection::{AdvanceCaseRequest, AdvanceCaseResponse},
};

use crate::{
    books::{Call, ask, receipt},
    refusal::Refusal,
};

pub(crate) async fn advance_case(
    call: Call,
    request: AdvanceCaseRequest,
) -> Result<AdvanceCaseResponse, Refusal> {
    let AdvanceCaseQuestion { write: head, number, deed } = AdvanceCaseQuestion::read(request)?;
    let (ask, etag) = ask(head);
    let written = write(&call.app, (&call.who, ask), AdvanceCase { number, deed, etag }).await?;
    Ok(AdvanceCaseResponse { receipt: Some(receipt(&written).message()) })
}
