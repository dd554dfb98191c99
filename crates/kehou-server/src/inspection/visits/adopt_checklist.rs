//! Adopts a version of a checklist.

use kehou_app::inspection::visits::{AdoptChecklist, Adopted, adopt_checklist as adopt};
use kehou_wire::{
    inspection::visits::AdoptChecklistQuestion,
    pb::inspection::{AdoptChecklistRequest, AdoptChecklistResponse},
};

use crate::{
    books::{Call, ask, receipt},
    refusal::Refusal,
};

pub(crate) async fn adopt_checklist(
    call: Call,
    request: AdoptChecklistRequest,
) -> Result<AdoptChecklistResponse, Refusal> {
    let AdoptChecklistQuestion { write, text, validate_only } =
        AdoptChecklistQuestion::read(request)?;
    let (ask, _) = ask(write);
    let asked = AdoptChecklist { text, validate_only };
    let Adopted { id, version, written } = adopt(&call.app, (&call.who, ask), asked).await?;
    Ok(AdoptChecklistResponse {
        receipt: written.map(|written| receipt(&written).message()),
        checklist_id: id.to_string(),
        checklist_version: i32::try_from(version).unwrap_or(i32::MAX),
    })
}
