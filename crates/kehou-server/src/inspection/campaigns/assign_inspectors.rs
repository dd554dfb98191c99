//! Has groups of inspectors drawn.

use kehou_app::inspection::campaigns::{AssignInspectors, assign_inspectors as write};
use kehou_wire::{
    inspection::campaigns::AssignInspectorsQuestion,
    pb::inspection::{AssignInspectorsRequest, AssignInspectorsResponse},
};

use super::write_of;
use crate::{
    books::{Call, ask, receipt},
    refusal::Refusal,
};

pub(crate) async fn assign_inspectors(
    call: Call,
    request: AssignInspectorsRequest,
) -> Result<AssignInspectorsResponse, Refusal> {
    let AssignInspectorsQuestion { write: head, campaign, on, group_size, visits } =
        AssignInspectorsQuestion::read(request)?;
    let (ask, etag) = ask(head);
    let asked = AssignInspectors { on, group_size, visits };
    let target = write_of(campaign, etag);
    let written = write(&call.app, (&call.who, ask), (target, asked)).await?;
    Ok(AssignInspectorsResponse { receipt: Some(receipt(&written).message()) })
}
