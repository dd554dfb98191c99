//! Writes the whole public calendar of working days.

use kehou_app::registry::put_working_days as write;
use kehou_wire::{
    pb::registry::{PutWorkingDaysRequest, PutWorkingDaysResponse},
    registry::PutWorkingDaysQuestion,
};

use crate::{
    books::{Call, ask, receipt},
    refusal::Refusal,
};

pub(crate) async fn put_working_days(
    call: Call,
    request: PutWorkingDaysRequest,
) -> Result<PutWorkingDaysResponse, Refusal> {
    let question = PutWorkingDaysQuestion::read(request)?;
    let (ask, etag) = ask(question.write);
    let working_days = (&question.working_days, etag);
    let written = write(&call.app, (&call.who, ask), working_days).await?;
    Ok(PutWorkingDaysResponse { receipt: Some(receipt(&written).message()) })
}
