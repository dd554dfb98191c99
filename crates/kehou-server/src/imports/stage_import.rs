//! Takes files, checks them and compares them with the books.

use kehou_app::{
    Ask,
    import::{Stage, Upload, may_import, stage},
};
use kehou_wire::{
    admin::{ImportPart, ImportPieces},
    pb::admin::{StageImportRequest, StageImportResponse},
};
use tonic::Streaming;

use super::view::Shown;
use crate::{books::Call, refusal::Refusal};

pub(crate) async fn stage_import(
    call: Call,
    mut request: Streaming<StageImportRequest>,
) -> Result<StageImportResponse, Refusal> {
    may_import(&call.who)?;
    let (mut pieces, mut upload) = (ImportPieces::default(), Upload::begin(&call.app)?);
    while let Some(piece) = request.message().await? {
        match pieces.next(piece)? {
            ImportPart::Head(_) => {}
            ImportPart::File { name, sha256 } => upload.file(&name, Some(sha256))?,
            ImportPart::Chunk(bytes) => upload.bytes(&bytes)?,
        }
    }
    let head = pieces.finish()?;
    let ask = Ask::of(&head.request_id, &head.reason, head.month.to_string().as_bytes());
    let staged = Stage { month: head.month, upload, dry: head.validate_only };
    let import = stage(&call.app, (&call.who, ask), staged).await?;
    Ok(StageImportResponse { import: Some(Shown::of(&import).view().message()) })
}
