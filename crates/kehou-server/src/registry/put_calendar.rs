//! Writes the whole calendar of a school.

use kehou_app::registry::{PutPapers, put_papers};
use kehou_wire::{
    pb::registry::{PutCalendarRequest, PutCalendarResponse},
    registry::PutCalendarQuestion,
};

use crate::{
    books::{Call, ask, receipt},
    refusal::Refusal,
};

pub(crate) async fn put_calendar(
    call: Call,
    request: PutCalendarRequest,
) -> Result<PutCalendarResponse, Refusal> {
    let PutCalendarQuestion { write, school, calendar } = PutCalendarQuestion::read(request)?;
    let (ask, etag) = ask(write);
    let papers = (PutPapers::Calendar(calendar), etag);
    let written = put_papers(&call.app, (&call.who, ask), &school, papers).await?;
    Ok(PutCalendarResponse { receipt: Some(receipt(&written).message()) })
}
