//! Reads the safety register of a school, and what it lacks.

use kehou_app::inspection::visits::safety_register;
use kehou_wire::{
    inspection::visits::{GetSafetyRegisterQuestion, SafetyLook},
    pb::inspection::{GetSafetyRegisterRequest, GetSafetyRegisterResponse},
};

use crate::{books::Call, refusal::Refusal};

pub(crate) async fn get_safety_register(
    call: Call,
    request: GetSafetyRegisterRequest,
) -> Result<GetSafetyRegisterResponse, Refusal> {
    let GetSafetyRegisterQuestion { school, on, known_at } =
        GetSafetyRegisterQuestion::read(&request)?;
    let view = safety_register(&call.app, &call.who, (&school, on), known_at).await?;
    let etag = view.etag.number();
    Ok(SafetyLook { entries: &view.entries, on: view.on, gaps: &view.gaps, etag }.message())
}
