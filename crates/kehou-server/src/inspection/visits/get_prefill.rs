//! Reads what the system's own checks say.

use kehou_app::inspection::visits::prefill;
use kehou_wire::{
    inspection::visits::{VisitQuestion, prefill_out},
    pb::inspection::{GetPrefillRequest, GetPrefillResponse},
};

use crate::{books::Call, refusal::Refusal};

pub(crate) async fn get_prefill(
    call: Call,
    request: GetPrefillRequest,
) -> Result<GetPrefillResponse, Refusal> {
    let VisitQuestion { school, campaign, known_at } = VisitQuestion::of_prefill(&request)?;
    let view = prefill(&call.app, &call.who, (&school, campaign), known_at).await?;
    Ok(prefill_out(&view.items, &view.outcomes))
}
