//! Locks a month.

use kehou_app::attendance::{LockMonth, lock_month as write};
use kehou_wire::{
    attendance::LockMonthQuestion,
    pb::attendance::{LockMonthRequest, LockMonthResponse},
};

use crate::{
    books::{Call, ask, receipt},
    refusal::Refusal,
};

pub(crate) async fn lock_month(
    call: Call,
    request: LockMonthRequest,
) -> Result<LockMonthResponse, Refusal> {
    let LockMonthQuestion { write: head, school, month, families_told_on } =
        LockMonthQuestion::read(request)?;
    let (ask, etag) = ask(head);
    let lock = LockMonth { school, month, families_told_on, etag };
    let written = write(&call.app, (&call.who, ask), lock).await?;
    Ok(LockMonthResponse { receipt: Some(receipt(&written).message()) })
}
