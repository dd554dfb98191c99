//! Fixes a frame, or shows what it would be.

use kehou_app::inspection::campaigns::{
    FixFrame, campaign as read, fix_frame as write, preview_frame,
};
use kehou_wire::{
    inspection::campaigns::{FixFrameQuestion, FrameChoice, frame_out},
    pb::inspection::{FixFrameRequest, FixFrameResponse},
};

use super::write_of;
use crate::{
    books::{Call, ask, receipt},
    refusal::Refusal,
};

pub(crate) async fn fix_frame(
    call: Call,
    request: FixFrameRequest,
) -> Result<FixFrameResponse, Refusal> {
    let FixFrameQuestion { write: head, campaign, on, choice, validate_only } =
        FixFrameQuestion::read(request)?;
    let FrameChoice { settings, reading, spread, floor } = choice;
    let fix = FixFrame { on, frame: settings, floor, reading, spread };
    let (ask, etag) = ask(head);
    let target = write_of(campaign, etag);
    if validate_only {
        let preview = preview_frame(&call.app, &call.who, (target, fix)).await?;
        let frame = Some(frame_out(&preview.frame, &preview.allocation, true));
        return Ok(FixFrameResponse { receipt: None, frame });
    }
    let written = write(&call.app, (&call.who, ask), (target, fix)).await?;
    let view = read(&call.app, &call.who, (campaign, Some(written.recorded_at))).await?;
    let fixed = view.course.fixed();
    let frame = fixed.map(|fixed| frame_out(&fixed.frame, &fixed.allocation, true));
    Ok(FixFrameResponse { receipt: Some(receipt(&written).message()), frame })
}
