//! Reads the file of a person.

use kehou_app::inspection::dossiers::{FileSight, principal_file};
use kehou_wire::{
    inspection::dossiers::{GetFileQuestion, file_place_out, sealed_out},
    pb::inspection::{FilePlace, GetFileRequest, GetFileResponse},
};

use super::open_view;
use crate::{books::Call, refusal::Refusal};

pub(crate) async fn get_file(
    call: Call,
    request: GetFileRequest,
) -> Result<GetFileResponse, Refusal> {
    let GetFileQuestion { person } = GetFileQuestion::read(&request)?;
    let file = principal_file(&call.app, &call.who, &person).await?;
    Ok(GetFileResponse { places: file.iter().map(place).collect() })
}

fn place(sight: &FileSight) -> FilePlace {
    match sight {
        FileSight::Standing(known) => file_place_out(open_view(known), None),
        FileSight::Corrected(known, by) => file_place_out(open_view(known), Some(open_view(by))),
        FileSight::Sealed(by) => file_place_out(sealed_out(None, by), None),
    }
}
