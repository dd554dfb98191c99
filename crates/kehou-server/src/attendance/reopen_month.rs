//! Reopens a month.

use kehou_app::attendance::{ReopenMonth, reopen_month as write};
use kehou_wire::{
    attendance::ReopenMonthQuestion,
    pb::attendance::{ReopenMonthRequest, ReopenMonthResponse},
};

use crate::{
    books::{Call, ask, receipt},
    refusal::Refusal,
};

pub(crate) async fn reopen_month(
    call: Call,
    request: ReopenMonthRequest,
) -> Result<ReopenMonthResponse, Refusal> {
    let ReopenMonthQuestion { write: head, school, month } = ReopenMonthQuestion::read(request)?;
    let (ask, etag) = ask(head);
    let written = write(&call.app, (&call.who, ask), ReopenMonth { school, month, etag }).await?;
    Ok(ReopenMonthResponse { receipt: Some(receipt(&written).message()) })
}
