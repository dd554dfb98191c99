//! Reads the public calendar of working days.

use kehou_app::registry::working_days;
use kehou_wire::{
    pb::registry::{GetWorkingDaysRequest, GetWorkingDaysResponse},
    registry::{GetWorkingDaysQuestion, working_days_answer},
};

use crate::{books::Call, refusal::Refusal};

pub(crate) async fn get_working_days(
    call: Call,
    request: GetWorkingDaysRequest,
) -> Result<GetWorkingDaysResponse, Refusal> {
    let GetWorkingDaysQuestion { known_at } = GetWorkingDaysQuestion::read(request)?;
    let (days, etag) = working_days(&call.app, &call.who, known_at).await?;
    Ok(working_days_answer(&days, etag.number()))
}
