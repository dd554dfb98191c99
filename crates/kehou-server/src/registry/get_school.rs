//! Reads one school.

use kehou_app::registry::school;
use kehou_wire::{
    pb::registry::{GetSchoolRequest, GetSchoolResponse},
    registry::{GetSchoolQuestion, school_out},
};

use crate::{books::Call, refusal::Refusal};

pub(crate) async fn get_school(
    call: Call,
    request: GetSchoolRequest,
) -> Result<GetSchoolResponse, Refusal> {
    let GetSchoolQuestion { school: code, known_at } = GetSchoolQuestion::read(&request)?;
    let view = school(&call.app, &call.who, &code, known_at).await?;
    Ok(GetSchoolResponse { school: Some(school_out(&view.school, view.etag.number())) })
}
