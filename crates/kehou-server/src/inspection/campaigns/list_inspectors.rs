//! Lists the inspectors.

use kehou_app::inspection::campaigns::inspectors;
use kehou_wire::{
    inspection::campaigns::{ListInspectorsQuestion, inspector_out},
    pb::inspection::{ListInspectorsRequest, ListInspectorsResponse},
};

use crate::{books::Call, refusal::Refusal};

pub(crate) async fn list_inspectors(
    call: Call,
    request: ListInspectorsRequest,
) -> Result<ListInspectorsResponse, Refusal> {
    let ListInspectorsQuestion { known_at } = ListInspectorsQuestion::read(&request)?;
    let (views, etag) = inspectors(&call.app, &call.who, known_at).await?;
    let inspectors = views.iter().map(|view| inspector_out(view.number, &view.inspector));
    Ok(ListInspectorsResponse { inspectors: inspectors.collect(), etag: etag.number() })
}
