//! Reads one checklist.

use kehou_app::inspection::visits::checklist;
use kehou_wire::{
    inspection::visits::{ChecklistLook, GetChecklistQuestion},
    pb::inspection::{GetChecklistRequest, GetChecklistResponse},
};

use crate::{books::Call, refusal::Refusal};

pub(crate) async fn get_checklist(
    call: Call,
    request: GetChecklistRequest,
) -> Result<GetChecklistResponse, Refusal> {
    let GetChecklistQuestion { id, version, known_at } = GetChecklistQuestion::read(&request)?;
    let known = checklist(&call.app, &call.who, (id.as_str(), version), known_at).await?;
    let look = ChecklistLook { checklist: &known.checklist, adopted: known.adopted.as_ref() };
    Ok(GetChecklistResponse { checklist: Some(look.whole()), text: known.text })
}
