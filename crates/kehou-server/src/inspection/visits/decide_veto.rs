//! Decides about a proposed veto.

use kehou_app::inspection::visits::{DecideVeto, decide_veto as decide};
use kehou_wire::{
    inspection::visits::DecideVetoQuestion,
    pb::inspection::{DecideVetoRequest, DecideVetoResponse},
};

use crate::{
    books::{Call, ask, receipt},
    refusal::Refusal,
};

pub(crate) async fn decide_veto(
    call: Call,
    request: DecideVetoRequest,
) -> Result<DecideVetoResponse, Refusal> {
    let DecideVetoQuestion { write, school, campaign, ground, verdict } =
        DecideVetoQuestion::read(request)?;
    let (ask, _) = ask(write);
    let decision = DecideVeto { school, campaign, ground, verdict };
    let written = decide(&call.app, (&call.who, ask), decision).await?;
    Ok(DecideVetoResponse { receipt: Some(receipt(&written).message()) })
}
