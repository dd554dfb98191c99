//! Lists schools.

use kehou_app::registry::{ListSchools, schools};
use kehou_wire::{
    Position,
    pb::registry::{ListSchoolsRequest, ListSchoolsResponse},
    registry::{ListSchoolsQuestion, school_out},
};

use crate::{
    books::{Call, Cut, code_of, number_of, one_more},
    refusal::Refusal,
};

pub(crate) async fn list_schools(
    call: Call,
    request: ListSchoolsRequest,
) -> Result<ListSchoolsResponse, Refusal> {
    let ListSchoolsQuestion { on, town, affiliation, known_at, page } =
        ListSchoolsQuestion::read(request)?;
    let after = page.after.and_then(|it| it.exactly()).and_then(|[school]| code_of(school));
    let most = one_more(&page);
    let query = ListSchools { on, town, affiliation, known_at, after, most };
    let mut views = schools(&call.app, &call.who, &query).await?;
    let next = views.cut(&page, |view| Position::of(&[number_of(&view.school.code)]));
    let schools = views.iter().map(|view| school_out(&view.school, view.etag.number()));
    Ok(ListSchoolsResponse { schools: schools.collect(), next_page_token: next })
}
