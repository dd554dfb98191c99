//! Reads a finding with its history.

use kehou_app::inspection::findings::finding;
use kehou_wire::{
    inspection::findings::{GetFindingQuestion, act_out},
    pb::inspection::{GetFindingRequest, GetFindingResponse},
};

use super::view;
use crate::{books::Call, refusal::Refusal};

pub(crate) async fn get_finding(
    call: Call,
    request: GetFindingRequest,
) -> Result<GetFindingResponse, Refusal> {
    let GetFindingQuestion { school, number, known_at } = GetFindingQuestion::read(&request)?;
    let found = finding(&call.app, &call.who, (&school, number), known_at).await?;
    let acts = found.acts.iter().map(act_out).collect();
    Ok(GetFindingResponse { finding: Some(view(&found)), acts })
}
