//! Lists the statements of a month. (F12)

use kehou_app::billing::{ListStatements, StatementView, Sums, list_statements as read};
use kehou_wire::{
    Position,
    billing::ListStatementsQuestion,
    pb::fee::{ListStatementsRequest, ListStatementsResponse},
};

use super::view::{statement_view, sums_view};
use crate::{
    books::{Call, Cut, number_of},
    refusal::Refusal,
};

pub(crate) async fn list_statements(
    call: Call,
    request: ListStatementsRequest,
) -> Result<ListStatementsResponse, Refusal> {
    let ListStatementsQuestion { month, school, town, all_revisions, known_at, page } =
        ListStatementsQuestion::read(request)?;
    let query = ListStatements { month, school, town, all_revisions, known_at };
    let mut found = read(&call.app, &call.who, &query).await?;
    let standing = standing(&found);
    let pupils = standing.iter().map(|it| it.pupils).sum();
    let sums: Vec<Sums> = standing.iter().map(|it| it.sums).collect();
    let total = Some(sums_view(pupils, Sums::total(&sums)).message());
    let place = |it: &StatementView| [number_of(&it.school), i64::from(it.revision)];
    let after: Option<[i64; 2]> = page.after.and_then(|it| it.exactly());
    found.retain(|it| after.is_none_or(|after| place(it) > after));
    let next = found.cut(&page, |it| Position::of(&place(it)));
    let statements = found.iter().map(|it| statement_view(it).message()).collect();
    Ok(ListStatementsResponse { statements, next_page_token: next, total })
}

/// The statements that stand: the last of each school.
fn standing(all: &[StatementView]) -> Vec<&StatementView> {
    all.chunk_by(|a, b| a.school == b.school).filter_map(<[_]>::last).collect()
}
