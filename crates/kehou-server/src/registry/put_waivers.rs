//! Writes the waivers of one pupil. (F12)

use kehou_app::registry::{PutWaivers, WaiverEntry, put_waivers as write};
use kehou_wire::{
    pb::registry::{PutWaiversRequest, PutWaiversResponse},
    registry::PutWaiversQuestion,
};

use crate::{
    books::{Call, ask, receipt},
    refusal::Refusal,
};

pub(crate) async fn put_waivers(
    call: Call,
    request: PutWaiversRequest,
) -> Result<PutWaiversResponse, Refusal> {
    let PutWaiversQuestion { write: head, school, pupil, waivers } =
        PutWaiversQuestion::read(request)?;
    let (ask, etag) = ask(head);
    let entry = |it: kehou_wire::registry::WaiverEntry| WaiverEntry {
        category: it.category,
        track: it.track,
        lost_on: it.lost_on,
    };
    let waivers = waivers.into_iter().map(entry).collect();
    let put = PutWaivers { school, pupil, waivers, etag };
    let done = write(&call.app, (&call.who, ask), put).await?;
    let receipt = Some(receipt(&done.written).message());
    Ok(PutWaiversResponse { receipt, waiver_nos: done.waivers })
}
