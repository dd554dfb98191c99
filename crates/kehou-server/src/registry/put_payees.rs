//! Writes the whole list of channels that families of a school pay to.

use kehou_app::registry::{PutPapers, put_papers};
use kehou_wire::{
    pb::registry::{PutPayeesRequest, PutPayeesResponse},
    registry::PutPayeesQuestion,
};

use crate::{
    books::{Call, ask, receipt},
    refusal::Refusal,
};

pub(crate) async fn put_payees(
    call: Call,
    request: PutPayeesRequest,
) -> Result<PutPayeesResponse, Refusal> {
    let PutPayeesQuestion { write, school, payees } = PutPayeesQuestion::read(request)?;
    let (ask, etag) = ask(write);
    let papers = (PutPapers::Payees(payees), etag);
    let written = put_papers(&call.app, (&call.who, ask), &school, papers).await?;
    Ok(PutPayeesResponse { receipt: Some(receipt(&written).message()) })
}
