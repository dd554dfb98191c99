//! Writes the whole safety register of a school.

use kehou_app::inspection::visits::{PutSafetyRegister, put_safety_register as put};
use kehou_wire::{
    inspection::visits::PutSafetyRegisterQuestion,
    pb::inspection::{PutSafetyRegisterRequest, PutSafetyRegisterResponse},
};

use crate::{
    books::{Call, ask, receipt},
    refusal::Refusal,
};

pub(crate) async fn put_safety_register(
    call: Call,
    request: PutSafetyRegisterRequest,
) -> Result<PutSafetyRegisterResponse, Refusal> {
    let PutSafetyRegisterQuestion { write, school, items } =
        PutSafetyRegisterQuestion::read(request)?;
    let (ask, etag) = ask(write);
    let register = PutSafetyRegister { school, items, etag };
    let written = put(&call.app, (&call.who, ask), register).await?;
    Ok(PutSafetyRegisterResponse { receipt: Some(receipt(&written).message()) })
}
