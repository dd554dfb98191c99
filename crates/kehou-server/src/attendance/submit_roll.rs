//! Takes a roll.

use kehou_app::attendance::{SubmitRoll, submit_roll as write};
use kehou_wire::{
    attendance::SubmitRollQuestion,
    pb::attendance::{SubmitRollRequest, SubmitRollResponse},
};

use crate::{
    books::{Call, ask, receipt},
    refusal::Refusal,
};

pub(crate) async fn submit_roll(
    call: Call,
    request: SubmitRollRequest,
) -> Result<SubmitRollResponse, Refusal> {
    let SubmitRollQuestion { write: head, school, on, slot, group, marks } =
        SubmitRollQuestion::read(request)?;
    let (ask, etag) = ask(head);
    let roll = SubmitRoll { school, on, slot, group: group.no(), marks, etag };
    let done = write(&call.app, (&call.who, ask), roll).await?;
    Ok(SubmitRollResponse {
        receipt: Some(receipt(&done.written).message()),
        revision: i32::try_from(done.revision).unwrap_or(i32::MAX),
        late: done.is_late,
    })
}
