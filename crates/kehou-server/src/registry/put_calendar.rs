//! Writes the whole calendar of a school, or the county's own.

use kehou_app::registry::{PutPapers, put_county_calendar, put_papers};
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
    let who = (&*call.who, ask);
    let written = match school {
        Some(school) => {
            let papers = (PutPapers::Calendar(calendar), etag);
            put_papers(&call.app, who, &school, papers).await?
        }
        None => put_county_calendar(&call.app, who, (calendar, etag)).await?,
    };
    Ok(PutCalendarResponse { receipt: Some(receipt(&written).message()) })
}
