//! Reads one pupil.

use kehou_app::registry::pupil;
use kehou_wire::{
    pb::registry::{GetPupilRequest, GetPupilResponse},
    registry::GetPupilQuestion,
};

use super::view::{contacts_in, pupil_out};
use crate::{books::Call, refusal::Refusal};

pub(crate) async fn get_pupil(
    call: Call,
    request: GetPupilRequest,
) -> Result<GetPupilResponse, Refusal> {
    let question = GetPupilQuestion::read(&request)?;
    let contacts = contacts_in(question.contacts);
    let (named, how) = ((&question.school, question.pupil), (contacts, question.known_at));
    let found = pupil(&call.app, &call.who, named, how).await?;
    Ok(GetPupilResponse { pupil: Some(pupil_out(&question.school, &found, question.contacts)) })
}
