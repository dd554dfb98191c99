//! Lists how schools stand in a term.

use kehou_app::inspection::campaigns::{RoutineQuery, routine_standings};
use kehou_wire::{
    Position,
    inspection::campaigns::{ListRoutineStandingQuestion, StandingLook, standing_out},
    pb::inspection::{ListRoutineStandingRequest, ListRoutineStandingResponse},
};

use crate::{
    books::{Call, Cut, code_of, number_of, one_more},
    refusal::Refusal,
};

pub(crate) async fn list_routine_standing(
    call: Call,
    request: ListRoutineStandingRequest,
) -> Result<ListRoutineStandingResponse, Refusal> {
    let ListRoutineStandingQuestion { term_on, on, known_at, page } =
        ListRoutineStandingQuestion::read(request)?;
    let after = page.after.and_then(|it| it.exactly()).and_then(|[school]| code_of(school));
    let on = on.unwrap_or_else(|| call.app.clock().now().day());
    let query = RoutineQuery { term_on, on, known_at, after, most: one_more(&page) };
    let mut views = routine_standings(&call.app, &call.who, &query).await?;
    let next = views.cut(&page, |view| Position::of(&[number_of(&view.standing.school)]));
    let shown = views
        .iter()
        .map(|view| standing_out(&StandingLook { term: &view.term, standing: &view.standing, on }));
    Ok(ListRoutineStandingResponse { standings: shown.collect(), next_page_token: next })
}
