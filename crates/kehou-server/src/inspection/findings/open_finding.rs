//! Opens a finding.

use kehou_app::inspection::findings::{OpenFinding, open_finding as write};
use kehou_wire::{
    inspection::findings::OpenFindingQuestion,
    pb::inspection::{OpenFindingRequest, OpenFindingResponse},
};

use crate::{
    books::{Call, ask, receipt},
    refusal::Refusal,
};

pub(crate) async fn open_finding(
    call: Call,
    request: OpenFindingRequest,
) -> Result<OpenFindingResponse, Refusal> {
    let OpenFindingQuestion { write: head, opening } = OpenFindingQuestion::read(request)?;
    let (ask, _) = ask(head);
    let opened = write(&call.app, (&call.who, ask), OpenFinding { opening }).await?;
    let number = |number: u32| i32::try_from(number).unwrap_or(i32::MAX);
    Ok(OpenFindingResponse {
        receipt: Some(receipt(&opened.written).message()),
        finding_no: number(opened.number.get()),
        repeats_finding_no: opened.repeats.map_or(0, |repeated| number(repeated.get())),
    })
}
