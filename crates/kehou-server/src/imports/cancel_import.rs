//! Gives up a staged import.

use kehou_app::{ImportId, import::cancel};
use kehou_wire::{
    admin::import_id,
    pb::admin::{CancelImportRequest, CancelImportResponse},
};

use super::view::Shown;
use crate::{books::Call, refusal::Refusal};

pub(crate) async fn cancel_import(
    call: Call,
    request: CancelImportRequest,
) -> Result<CancelImportResponse, Refusal> {
    let id = ImportId::new(import_id(request.import_id)?);
    let import = cancel(&call.app, &call.who, id).await?;
    Ok(CancelImportResponse { import: Some(Shown::of(&import, call.lang).view().message()) })
}
