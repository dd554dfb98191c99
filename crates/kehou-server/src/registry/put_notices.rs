//! Writes the whole list of fee notices of a school.

use kehou_app::registry::{PutPapers, put_papers};
use kehou_wire::{
    pb::registry::{PutNoticesRequest, PutNoticesResponse},
    registry::PutNoticesQuestion,
};

use crate::{
    books::{Call, ask, receipt},
    refusal::Refusal,
};

pub(crate) async fn put_notices(
    call: Call,
    request: PutNoticesRequest,
) -> Result<PutNoticesResponse, Refusal> {
    let PutNoticesQuestion { write, school, notices } = PutNoticesQuestion::read(request)?;
    let (ask, etag) = ask(write);
    let papers = (PutPapers::Notices(notices), etag);
    let written = put_papers(&call.app, (&call.who, ask), &school, papers).await?;
    Ok(PutNoticesResponse { receipt: Some(receipt(&written).message()) })
}
