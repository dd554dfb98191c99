//! `kehou.inspection.v1.SafetyService`.

mod get_safety_register;
mod put_safety_register;

use kehou_wire::pb::inspection::{safety_service_server::SafetyService, *};

use crate::books::serve_calls;

serve_calls! {
    SafetyService for SafetyCalls:
    put_safety_register(PutSafetyRegisterRequest) -> PutSafetyRegisterResponse;
    get_safety_register(GetSafetyRegisterRequest) -> GetSafetyRegisterResponse;
}
