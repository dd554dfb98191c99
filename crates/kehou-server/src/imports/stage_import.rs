//! Takes files, checks them and compares them with the books.

use std::sync::Arc;

use kehou_app::{
    AppError, Ask,
    import::{Stage, Upload, may_import, stage},
};
use kehou_wire::{
    admin::{ImportPart, ImportPieces},
    pb::admin::{StageImportRequest, StageImportResponse},
};
use tokio::task::spawn_blocking;
use tonic::Streaming;

use super::view::Shown;
use crate::{books::Call, layers::outcome::internal, refusal::Refusal};

pub(crate) async fn stage_import(
    call: Call,
    mut request: Streaming<StageImportRequest>,
) -> Result<StageImportResponse, Refusal> {
    may_import(&call.who)?;
    let app = Arc::clone(&call.app);
    let mut upload = apart(move || Upload::begin(&app)).await?;
    let mut pieces = ImportPieces::default();
    while let Some(piece) = request.message().await? {
        upload = match pieces.next(piece)? {
            ImportPart::Head(_) => upload,
            ImportPart::File { name, sha256 } => {
                apart(move || upload.file(&name, Some(sha256)).map(|()| upload)).await?
            }
            ImportPart::Chunk(bytes) => {
                apart(move || upload.bytes(&bytes).map(|()| upload)).await?
            }
        };
    }
    let head = pieces.finish()?;
    let ask = Ask::of(&head.request_id, &head.reason, head.month.to_string().as_bytes());
    let staged = Stage { month: head.month, upload, dry: head.validate_only };
    let bench = call.bench().await;
    let import = stage(&call.app, (&call.who, ask), staged).await?;
    drop(bench);
    Ok(StageImportResponse { import: Some(Shown::of(&import, call.lang).view().message()) })
}

/// Works on files where waiting for the disk holds up nobody.
async fn apart<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, AppError> + Send + 'static,
) -> Result<T, Refusal> {
    let done = spawn_blocking(work).await.map_err(|error| internal(&error.to_string()))?;
    Ok(done?)
}
