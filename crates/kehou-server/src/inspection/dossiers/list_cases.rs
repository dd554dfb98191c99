//! Lists cases, without reporters.

use kehou_app::inspection::dossiers::{ListCases, cases};
use kehou_wire::{
    Position,
    inspection::dossiers::ListCasesQuestion,
    pb::inspection::{ListCasesRequest, ListCasesResponse},
};

use super::case_view;
use crate::{
    books::{Call, Cut, one_more},
    refusal::Refusal,
};

pub(crate) async fn list_cases(
    call: Call,
    request: ListCasesRequest,
) -> Result<ListCasesResponse, Refusal> {
    let question = ListCasesQuestion::read(request)?;
    let ListCasesQuestion { school, stages, known_at, page } = question;
    let after = page.after.and_then(|it| it.exactly());
    let after = after.and_then(|[number]| u32::try_from(number).ok()).unwrap_or_default();
    let query = ListCases { school, stages, known_at, after, most: one_more(&page) };
    let mut known = cases(&call.app, &call.who, &query).await?;
    let next = known.cut(&page, |known| Position::of(&[known.number.into()]));
    let cases = known.iter().map(case_view).collect();
    Ok(ListCasesResponse { cases, next_page_token: next })
}
