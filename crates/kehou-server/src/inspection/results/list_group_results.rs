//! Lists the results of county, affiliations and towns.

use kehou_app::inspection::results::group_results;
use kehou_wire::{
    inspection::results::{ListGroupResultsQuestion, group_result_out},
    pb::inspection::{ListGroupResultsRequest, ListGroupResultsResponse},
};

use crate::{books::Call, refusal::Refusal};

pub(crate) async fn list_group_results(
    call: Call,
    request: ListGroupResultsRequest,
) -> Result<ListGroupResultsResponse, Refusal> {
    let ListGroupResultsQuestion { campaign, known_at } = ListGroupResultsQuestion::read(&request)?;
    let view = group_results(&call.app, &call.who, campaign, known_at).await?;
    let out =
        view.groups.iter().map(|(group, result)| group_result_out((group, result), &view.grades));
    Ok(ListGroupResultsResponse { results: out.collect() })
}
