//! Makes a seed known.

use kehou_app::inspection::campaigns::reveal_seed as write;
use kehou_wire::{
    inspection::campaigns::RevealSeedQuestion,
    pb::inspection::{RevealSeedRequest, RevealSeedResponse},
};

use super::write_of;
use crate::{
    books::{Call, ask, receipt},
    refusal::Refusal,
};

pub(crate) async fn reveal_seed(
    call: Call,
    request: RevealSeedRequest,
) -> Result<RevealSeedResponse, Refusal> {
    let RevealSeedQuestion { write: head, campaign, material } = RevealSeedQuestion::read(request)?;
    let (ask, etag) = ask(head);
    let target = write_of(campaign, etag);
    let written = write(&call.app, (&call.who, ask), (target, material)).await?;
    Ok(RevealSeedResponse { receipt: Some(receipt(&written).message()) })
}
