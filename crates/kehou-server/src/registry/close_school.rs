//! Closes a school, or merges it into another.

use kehou_app::registry::{CloseSchool, close_school as close};
use kehou_wire::{
    pb::registry::{CloseSchoolRequest, CloseSchoolResponse},
    registry::CloseSchoolQuestion,
};

use crate::{
    books::{Call, ask, receipt},
    refusal::Refusal,
};

pub(crate) async fn close_school(
    call: Call,
    request: CloseSchoolRequest,
) -> Result<CloseSchoolResponse, Refusal> {
    let CloseSchoolQuestion { write, school, closure } = CloseSchoolQuestion::read(request)?;
    let (ask, etag) = ask(write);
    let written = close(&call.app, (&call.who, ask), CloseSchool { school, closure, etag }).await?;
    Ok(CloseSchoolResponse { receipt: Some(receipt(&written).message()) })
}
