//! `kehou.admin.v1.ImportService`.

mod cancel_import;
mod confirm_import;
mod get_import;
mod list_row_errors;
mod stage_import;
mod view;

use kehou_wire::pb::admin::{import_service_server::ImportService, *};
use tonic::Streaming;

use crate::books::serve_calls;

serve_calls! {
    ImportService for ImportCalls:
    stage_import(Streaming<StageImportRequest>) -> StageImportResponse;
    get_import(GetImportRequest) -> GetImportResponse;
    cancel_import(CancelImportRequest) -> CancelImportResponse;
    list_row_errors(ListRowErrorsRequest) -> ListRowErrorsResponse;
    => confirm_import(ConfirmImportRequest) -> ConfirmImportResponse as ConfirmImportStream;
}
