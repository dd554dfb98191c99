//! Lists the results of schools.

use kehou_app::inspection::results::{ListSchoolResults, SchoolResultView, school_results};
use kehou_wire::{
    Position,
    inspection::results::{ListSchoolResultsQuestion, SchoolResultLook, school_result_out},
    pb::inspection::{ListSchoolResultsRequest, ListSchoolResultsResponse, SchoolResult},
};

use crate::{
    books::{Call, Cut, code_of, number_of, one_more},
    refusal::Refusal,
};

pub(crate) async fn list_school_results(
    call: Call,
    request: ListSchoolResultsRequest,
) -> Result<ListSchoolResultsResponse, Refusal> {
    let question = ListSchoolResultsQuestion::read(request)?;
    let ListSchoolResultsQuestion { campaign, town, known_at, page } = question;
    let after = page.after.and_then(|it| it.exactly()).and_then(|[school]| code_of(school));
    let query = ListSchoolResults { campaign, town, known_at, after, most: one_more(&page) };
    let mut views = school_results(&call.app, &call.who, &query).await?;
    let next = views.cut(&page, |view| Position::of(&[number_of(&view.result.school)]));
    let results = views.iter().map(view).collect();
    Ok(ListSchoolResultsResponse { results, next_page_token: next })
}

fn view(view: &SchoolResultView) -> SchoolResult {
    let SchoolResultView { name, visited_on, result } = view;
    school_result_out(&SchoolResultLook { name, visited_on: *visited_on, result })
}
