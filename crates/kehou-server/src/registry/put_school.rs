//! Writes a school.

use kehou_app::registry::{PutSchool, put_school as write};
use kehou_wire::{
    pb::registry::{PutSchoolRequest, PutSchoolResponse},
    registry::PutSchoolQuestion,
};

use crate::{
    books::{Call, ask, receipt},
    refusal::Refusal,
};

pub(crate) async fn put_school(
    call: Call,
    request: PutSchoolRequest,
) -> Result<PutSchoolResponse, Refusal> {
    let PutSchoolQuestion { write: head, school, profiles } = PutSchoolQuestion::read(request)?;
    let (ask, etag) = ask(head);
    let put = PutSchool { school, profiles, etag };
    let written = write(&call.app, (&call.who, ask), put).await?;
    Ok(PutSchoolResponse { receipt: Some(receipt(&written).message()) })
}
