//! Tells where an import stands.

use kehou_app::{ImportId, import::import};
use kehou_wire::{
    admin::import_id,
    pb::admin::{GetImportRequest, GetImportResponse},
};

use super::view::Shown;
use crate::{books::Call, refusal::Refusal};

pub(crate) async fn get_import(
    call: Call,
    request: GetImportRequest,
) -> Result<GetImportResponse, Refusal> {
    let id = ImportId::new(import_id(request.import_id)?);
    let import = import(&call.app, &call.who, id).await?;
    Ok(GetImportResponse { import: Some(Shown::of(&import, call.lang).view().message()) })
}
