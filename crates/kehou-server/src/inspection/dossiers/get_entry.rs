//! Reads an entry.

use kehou_app::inspection::dossiers::entry;
use kehou_wire::{
    inspection::dossiers::GetEntryQuestion,
    pb::inspection::{GetEntryRequest, GetEntryResponse},
};

use super::entry_view;
use crate::{books::Call, refusal::Refusal};

pub(crate) async fn get_entry(
    call: Call,
    request: GetEntryRequest,
) -> Result<GetEntryResponse, Refusal> {
    let GetEntryQuestion { number } = GetEntryQuestion::read(&request)?;
    let sight = entry(&call.app, &call.who, number).await?;
    Ok(GetEntryResponse { entry: Some(entry_view(&sight)) })
}
