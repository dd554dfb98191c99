//! Reads a case with its history, without its reporter.

use kehou_app::inspection::dossiers::case;
use kehou_wire::{
    inspection::dossiers::{GetCaseQuestion, case_act_out},
    pb::inspection::{GetCaseRequest, GetCaseResponse},
};

use super::case_view;
use crate::{books::Call, refusal::Refusal};

pub(crate) async fn get_case(
    call: Call,
    request: GetCaseRequest,
) -> Result<GetCaseResponse, Refusal> {
    let GetCaseQuestion { number, known_at } = GetCaseQuestion::read(&request)?;
    let known = case(&call.app, &call.who, number, known_at).await?;
    let acts = known.acts.iter().map(case_act_out).collect();
    Ok(GetCaseResponse { discipline_case: Some(case_view(&known)), acts })
}
