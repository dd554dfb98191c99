//! Records a routine visit.

use kehou_app::inspection::campaigns::{RecordRoutineVisit, record_routine_visit as write};
use kehou_wire::{
    inspection::campaigns::RecordRoutineVisitQuestion,
    pb::inspection::{RecordRoutineVisitRequest, RecordRoutineVisitResponse},
};

use crate::{
    books::{Call, ask, receipt},
    refusal::Refusal,
};

pub(crate) async fn record_routine_visit(
    call: Call,
    request: RecordRoutineVisitRequest,
) -> Result<RecordRoutineVisitResponse, Refusal> {
    let RecordRoutineVisitQuestion { write: head, visit, note } =
        RecordRoutineVisitQuestion::read(request)?;
    let (ask, _) = ask(head);
    let record = RecordRoutineVisit { visit, note };
    let written = write(&call.app, (&call.who, ask), record).await?;
    Ok(RecordRoutineVisitResponse { receipt: Some(receipt(&written).message()) })
}
