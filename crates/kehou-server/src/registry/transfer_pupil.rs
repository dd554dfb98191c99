//! Transfers a pupil to another school.

use kehou_app::registry::{TransferPupil, transfer_pupil as write};
use kehou_wire::{
    pb::registry::{TransferPupilRequest, TransferPupilResponse},
    registry::TransferPupilQuestion,
};

use crate::{
    books::{Call, ask, receipt},
    refusal::Refusal,
};

pub(crate) async fn transfer_pupil(
    call: Call,
    request: TransferPupilRequest,
) -> Result<TransferPupilResponse, Refusal> {
    let TransferPupilQuestion { write: head, from, pupil, last_day, to, first_day, placement } =
        TransferPupilQuestion::read(request)?;
    let (ask, etag) = ask(head);
    let transfer = TransferPupil { from, pupil, last_day, to, first_day, placement, etag };
    let done = write(&call.app, (&call.who, ask), transfer).await?;
    Ok(TransferPupilResponse {
        left: Some(receipt(&done.left).message()),
        joined: Some(receipt(&done.joined).message()),
        pupil_no: done.pupil.number(),
        transfer_id: done.transfer.to_string(),
    })
}
