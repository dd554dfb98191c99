//! Lists the statements of a month. (F12)

use kehou_app::billing::{ListStatements, StatementsListed, list_statements as read};
use kehou_wire::{
    Position,
    billing::ListStatementsQuestion,
    pb::fee::{ListStatementsRequest, ListStatementsResponse},
};

use super::view::{statement_view, sums_view};
use crate::{
    books::{Call, Cut, code_of, number_of, one_more},
    refusal::Refusal,
};

pub(crate) async fn list_statements(
    call: Call,
    request: ListStatementsRequest,
) -> Result<ListStatementsResponse, Refusal> {
    let ListStatementsQuestion { month, school, town, all_revisions, known_at, page } =
        ListStatementsQuestion::read(request)?;
    let after = page
        .after
        .and_then(|it| it.exactly())
        .and_then(|[school, revision]| Some((code_of(school)?, u32::try_from(revision).ok()?)));
    let most = one_more(&page);
    let query = ListStatements { month, school, town, all_revisions, known_at, after, most };
    let StatementsListed { page: mut found, pupils, total } =
        read(&call.app, &call.who, &query).await?;
    let next =
        found.cut(&page, |it| Position::of(&[number_of(&it.school), i64::from(it.revision)]));
    let statements = found.iter().map(|it| statement_view(it).message()).collect();
    let total = Some(sums_view(pupils, total).message());
    Ok(ListStatementsResponse { statements, next_page_token: next, total })
}
