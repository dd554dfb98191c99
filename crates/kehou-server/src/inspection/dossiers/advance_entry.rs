//! Does the next act on an entry.

use kehou_app::inspection::dossiers::{AdvanceEntry, advance_entry as write};
use kehou_wire::{
    inspection::dossiers::AdvanceEntryQuestion,
    pb::inspection::{AdvanceEntryRequest, AdvanceEntryResponse},
};

use crate::{
    books::{Call, ask, receipt},
    refusal::Refusal,
};

pub(crate) async fn advance_entry(
    call: Call,
    request: AdvanceEntryRequest,
) -> Result<AdvanceEntryResponse, Refusal> {
    let AdvanceEntryQuestion { write: head, number, deed } = AdvanceEntryQuestion::read(request)?;
    let (ask, etag) = ask(head);
    let written = write(&call.app, (&call.who, ask), AdvanceEntry { number, deed, etag }).await?;
    Ok(AdvanceEntryResponse { receipt: Some(receipt(&written).message()) })
}
