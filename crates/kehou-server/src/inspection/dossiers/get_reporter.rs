//! Reads who reported a case.

use kehou_app::inspection::dossiers::reporter;
use kehou_wire::{
    inspection::dossiers::{GetReporterQuestion, reporter_out},
    pb::inspection::{GetReporterRequest, GetReporterResponse},
};

use crate::{books::Call, refusal::Refusal};

pub(crate) async fn get_reporter(
    call: Call,
    request: GetReporterRequest,
) -> Result<GetReporterResponse, Refusal> {
    let GetReporterQuestion { number } = GetReporterQuestion::read(&request)?;
    let reporter = reporter(&call.app, &call.who, number).await?;
    Ok(GetReporterResponse { reporter: Some(reporter_out(&reporter)) })
}
