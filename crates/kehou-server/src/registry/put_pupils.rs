//! Writes pupils of one school.

use kehou_app::registry::{PutPupils, put_pupils as write};
use kehou_wire::{
    pb::registry::{PutPupilsRequest, PutPupilsResponse},
    registry::PutPupilsQuestion,
};

use super::view::entry_in;
use crate::{
    books::{Call, ask, receipt},
    refusal::Refusal,
};

pub(crate) async fn put_pupils(
    call: Call,
    request: PutPupilsRequest,
) -> Result<PutPupilsResponse, Refusal> {
    let PutPupilsQuestion { write: head, school, pupils } = PutPupilsQuestion::read(request)?;
    let (ask, etag) = ask(head);
    let pupils = pupils.into_iter().map(entry_in).collect();
    let done = write(&call.app, (&call.who, ask), PutPupils { school, pupils, etag }).await?;
    Ok(PutPupilsResponse {
        receipt: Some(receipt(&done.written).message()),
        pupil_nos: done.pupils.iter().map(|pupil| pupil.number()).collect(),
    })
}
