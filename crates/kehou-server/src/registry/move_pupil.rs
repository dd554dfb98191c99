//! Moves a pupil to another class.

use kehou_app::registry::{MovePupil, move_pupil as write};
use kehou_wire::{
    pb::registry::{MovePupilRequest, MovePupilResponse},
    registry::MovePupilQuestion,
};

use crate::{
    books::{Call, ask, receipt},
    refusal::Refusal,
};

pub(crate) async fn move_pupil(
    call: Call,
    request: MovePupilRequest,
) -> Result<MovePupilResponse, Refusal> {
    let MovePupilQuestion { write: head, school, pupil, from, class, boarding } =
        MovePupilQuestion::read(request)?;
    let (ask, etag) = ask(head);
    let moving = MovePupil { school, pupil, from, class, boarding, etag };
    let written = write(&call.app, (&call.who, ask), moving).await?;
    Ok(MovePupilResponse { receipt: Some(receipt(&written).message()) })
}
