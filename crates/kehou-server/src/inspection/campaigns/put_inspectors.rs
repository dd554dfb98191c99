//! Writes the inspectors.

use kehou_app::inspection::campaigns::{InspectorEntry, PutInspectors, put_inspectors as write};
use kehou_wire::{
    inspection::campaigns::{InspectorIn, PutInspectorsQuestion},
    pb::inspection::{PutInspectorsRequest, PutInspectorsResponse},
};

use crate::{
    books::{Call, ask, receipt},
    refusal::Refusal,
};

pub(crate) async fn put_inspectors(
    call: Call,
    request: PutInspectorsRequest,
) -> Result<PutInspectorsResponse, Refusal> {
    let PutInspectorsQuestion { write: head, inspectors } = PutInspectorsQuestion::read(request)?;
    let (ask, etag) = ask(head);
    let entry = |InspectorIn { person, name, links }| InspectorEntry { person, name, links };
    let inspectors = inspectors.into_iter().map(entry).collect();
    let written = write(&call.app, (&call.who, ask), PutInspectors { inspectors, etag }).await?;
    Ok(PutInspectorsResponse { receipt: Some(receipt(&written).message()) })
}
