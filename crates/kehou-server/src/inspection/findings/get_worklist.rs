//! Reads what waits for the caller.

use kehou_app::inspection::findings::{GetWorklist, worklist};
use kehou_wire::{
    inspection::findings::{WorklistQuestion, task_out},
    pb::inspection::{GetWorklistRequest, GetWorklistResponse},
};

use crate::{books::Call, refusal::Refusal};

pub(crate) async fn get_worklist(
    call: Call,
    request: GetWorklistRequest,
) -> Result<GetWorklistResponse, Refusal> {
    let WorklistQuestion { desk, school, limit } = WorklistQuestion::read(&request)?;
    let query = GetWorklist { desk, school, most: limit };
    let waiting = worklist(&call.app, &call.who, &query).await?;
    let number = |many: u32| i32::try_from(many).unwrap_or(i32::MAX);
    Ok(GetWorklistResponse {
        tasks: waiting.tasks.iter().map(task_out).collect(),
        count: number(waiting.count),
        red: number(waiting.red),
        due_today: number(waiting.due_today),
        yellow: number(waiting.yellow),
    })
}
