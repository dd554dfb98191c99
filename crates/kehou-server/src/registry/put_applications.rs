//! Writes the applications of one pupil.

use kehou_app::registry::{PutApplications, put_applications as write};
use kehou_wire::{
    pb::registry::{PutApplicationsRequest, PutApplicationsResponse},
    registry::PutApplicationsQuestion,
};

use crate::{
    books::{Call, ask, receipt},
    refusal::Refusal,
};

pub(crate) async fn put_applications(
    call: Call,
    request: PutApplicationsRequest,
) -> Result<PutApplicationsResponse, Refusal> {
    let PutApplicationsQuestion { write: head, school, pupil, applications } =
        PutApplicationsQuestion::read(request)?;
    let (ask, etag) = ask(head);
    let put = PutApplications { school, pupil, applications, etag };
    let written = write(&call.app, (&call.who, ask), put).await?;
    Ok(PutApplicationsResponse { receipt: Some(receipt(&written).message()) })
}
