//! Lists changes.

use kehou_app::{
    ChangeNo,
    audit::{ListChanges, changes},
};
use kehou_wire::{
    Position,
    audit::ListChangesQuestion,
    pb::audit::{ListChangesRequest, ListChangesResponse},
};

use super::change_view;
use crate::{
    books::{Call, Cut, one_more},
    refusal::Refusal,
};

pub(crate) async fn list_changes(
    call: Call,
    request: ListChangesRequest,
) -> Result<ListChangesResponse, Refusal> {
    let ListChangesQuestion { school, after_change_no, actor, since, until, page } =
        ListChangesQuestion::read(request)?;
    let after = page.after.and_then(|it| it.exactly()).map_or(after_change_no, |[after]| after);
    let (after, most) = (ChangeNo::new(after), one_more(&page));
    let query = ListChanges { school, after, actor, since, until, most };
    let mut found = changes(&call.app, &call.who, &query).await?;
    let next = found.cut(&page, |change| Position::of(&[change.change_no.number()]));
    let changes = found.iter().map(|change| change_view(change).message()).collect();
    Ok(ListChangesResponse { changes, next_page_token: next })
}
