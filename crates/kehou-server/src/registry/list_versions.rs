//! Lists the versions of facts.

use kehou_app::{
    ChangeNo,
    registry::{ListVersions, versions},
};
use kehou_wire::{
    Position,
    pb::registry::{ListVersionsRequest, ListVersionsResponse},
    registry::ListVersionsQuestion,
};

use super::view::{kind_in, owner_in, version};
use crate::{
    books::{Call, Cut, one_more},
    refusal::Refusal,
};

pub(crate) async fn list_versions(
    call: Call,
    request: ListVersionsRequest,
) -> Result<ListVersionsResponse, Refusal> {
    let ListVersionsQuestion { kind, owner, known_at, page } = ListVersionsQuestion::read(request)?;
    let after = page
        .after
        .and_then(|it| it.exactly())
        .and_then(|[change, item]| Some((ChangeNo::new(change), u32::try_from(item).ok()?)));
    let (kind, owner, most) = (kind_in(kind), owner_in(owner), one_more(&page));
    let query = ListVersions { kind, owner, known_at, after, most };
    let mut found = versions(&call.app, &call.who, &query).await?;
    let next =
        found.cut(&page, |it| Position::of(&[it.item.change_no.number(), i64::from(it.item.item)]));
    let versions = found.iter().map(|it| version(it).message()).collect();
    Ok(ListVersionsResponse { versions, next_page_token: next })
}
