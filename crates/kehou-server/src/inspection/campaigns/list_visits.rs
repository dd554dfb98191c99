//! Lists planned visits.

use kehou_app::inspection::campaigns::{ListVisits, VisitView, planned_visits};
use kehou_wire::{
    Position,
    inspection::campaigns::{ListVisitsQuestion, PlannedLook, planned_out},
    pb::inspection::{ListVisitsRequest, ListVisitsResponse},
};

use crate::{
    books::{Call, Cut, code_of, number_of, one_more},
    refusal::Refusal,
};

pub(crate) async fn list_visits(
    call: Call,
    request: ListVisitsRequest,
) -> Result<ListVisitsResponse, Refusal> {
    let ListVisitsQuestion { campaign, standing_only, known_at, page } =
        ListVisitsQuestion::read(request)?;
    let after = page.after.and_then(|it| it.exactly()).and_then(|[school]| code_of(school));
    let most = one_more(&page);
    let query = ListVisits { campaign, standing_only, known_at, after, most };
    let mut views = planned_visits(&call.app, &call.who, &query).await?;
    let next = views.cut(&page, |view| Position::of(&[number_of(&view.visit.school)]));
    let shown = |view: &VisitView| {
        let VisitView { visit, school, group } = view;
        planned_out(&PlannedLook { visit, school: school.as_ref(), group })
    };
    Ok(ListVisitsResponse { visits: views.iter().map(shown).collect(), next_page_token: next })
}
