//! Takes a file as evidence.

use kehou_app::inspection::visits::{EvidenceHead, EvidenceUpload};
use kehou_wire::{
    inspection::visits::{EvidencePart, EvidencePieces},
    pb::inspection::{AttachEvidenceRequest, AttachEvidenceResponse},
};
use tonic::Streaming;

use crate::{
    books::{Call, ask, receipt},
    refusal::Refusal,
};

pub(crate) async fn attach_evidence(
    call: Call,
    mut request: Streaming<AttachEvidenceRequest>,
) -> Result<AttachEvidenceResponse, Refusal> {
    let mut pieces = EvidencePieces::default();
    let mut coming = None;
    while let Some(piece) = request.message().await? {
        match (pieces.next(piece)?, &mut coming) {
            (EvidencePart::Head(head), _) => {
                let (ask, _) = ask(head.write);
                let head =
                    EvidenceHead { school: head.school, name: head.name, sha256: head.sha256 };
                let upload = EvidenceUpload::begin(&call.app, &call.who, head).await?;
                coming = Some((ask, upload));
            }
            (EvidencePart::Chunk(bytes), Some((_, upload))) => upload.bytes(&bytes)?,
            (EvidencePart::Chunk(_), None) => return Err(EvidencePieces::nothing().into()),
        }
    }
    let (ask, upload) = coming.ok_or_else(EvidencePieces::nothing)?;
    let sha256 = upload.sha256();
    let taken = upload.finish(&call.app, (&call.who, ask)).await?;
    Ok(AttachEvidenceResponse {
        receipt: Some(receipt(&taken.written).message()),
        sha256,
        media_type: taken.media.code().to_owned(),
        size_bytes: i32::try_from(taken.bytes).unwrap_or(i32::MAX),
    })
}
