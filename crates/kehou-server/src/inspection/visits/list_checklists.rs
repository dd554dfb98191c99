//! Lists every version of every checklist.

use kehou_app::inspection::visits::checklists;
use kehou_wire::{
    inspection::visits::{ChecklistLook, ListChecklistsQuestion},
    pb::inspection::{ListChecklistsRequest, ListChecklistsResponse},
};

use crate::{books::Call, refusal::Refusal};

pub(crate) async fn list_checklists(
    call: Call,
    request: ListChecklistsRequest,
) -> Result<ListChecklistsResponse, Refusal> {
    let ListChecklistsQuestion { known_at } = ListChecklistsQuestion::read(&request)?;
    let known = checklists(&call.app, &call.who, known_at).await?;
    let heads = known.iter().map(|known| {
        ChecklistLook { checklist: &known.checklist, adopted: known.adopted.as_ref() }.head()
    });
    Ok(ListChecklistsResponse { checklists: heads.collect() })
}
