//! Commits to a draw.

use kehou_app::inspection::campaigns::{campaign as read, commit_draw as write};
use kehou_wire::{
    inspection::campaigns::{CommitDrawQuestion, commitment_out},
    pb::inspection::{CommitDrawRequest, CommitDrawResponse},
};

use super::write_of;
use crate::{
    books::{Call, ask, receipt},
    refusal::Refusal,
};

pub(crate) async fn commit_draw(
    call: Call,
    request: CommitDrawRequest,
) -> Result<CommitDrawResponse, Refusal> {
    let CommitDrawQuestion { write: head, campaign, source } = CommitDrawQuestion::read(request)?;
    let (ask, etag) = ask(head);
    let target = write_of(campaign, etag);
    let written = write(&call.app, (&call.who, ask), (target, source)).await?;
    let view = read(&call.app, &call.who, (campaign, None)).await?;
    let commitment = view.course.committed().map(commitment_out);
    Ok(CommitDrawResponse { receipt: Some(receipt(&written).message()), commitment })
}
