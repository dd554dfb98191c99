//! Receives a case.

use kehou_app::inspection::dossiers::{CaseOrigin, ReceiveCase, receive_case as write};
use kehou_wire::{
    inspection::dossiers::{CaseOriginAsked, ReceiveCaseQuestion},
    pb::inspection::{ReceiveCaseRequest, ReceiveCaseResponse},
};

use super::number;
use crate::{
    books::{Call, ask, receipt},
    refusal::Refusal,
};

pub(crate) async fn receive_case(
    call: Call,
    request: ReceiveCaseRequest,
) -> Result<ReceiveCaseResponse, Refusal> {
    let question = ReceiveCaseQuestion::read(request)?;
    let ReceiveCaseQuestion { write: head, origin, school, matter } = question;
    let (ask, _) = ask(head);
    let origin = match origin {
        CaseOriginAsked::Report(reporter) => CaseOrigin::Report(reporter),
        CaseOriginAsked::Finding(number) => CaseOrigin::Finding(number),
        CaseOriginAsked::Office(office) => CaseOrigin::Office(office),
    };
    let receive = ReceiveCase { origin, school, matter };
    let received = write(&call.app, (&call.who, ask), receive).await?;
    let receipt = Some(receipt(&received.written).message());
    Ok(ReceiveCaseResponse { receipt, case_no: number(received.number) })
}
