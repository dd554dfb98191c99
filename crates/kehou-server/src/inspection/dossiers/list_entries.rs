//! Lists entries.

use kehou_app::inspection::dossiers::{ListEntries, entries};
use kehou_wire::{
    Position,
    inspection::dossiers::ListEntriesQuestion,
    pb::inspection::{ListEntriesRequest, ListEntriesResponse},
};

use super::entry_view;
use crate::{
    books::{Call, Cut, one_more},
    refusal::Refusal,
};

pub(crate) async fn list_entries(
    call: Call,
    request: ListEntriesRequest,
) -> Result<ListEntriesResponse, Refusal> {
    let question = ListEntriesQuestion::read(request)?;
    let ListEntriesQuestion { person, school, stages, page } = question;
    let after = page.after.and_then(|it| it.exactly());
    let after = after.and_then(|[number]| u32::try_from(number).ok()).unwrap_or_default();
    let query = ListEntries { person, school, stages, after, most: one_more(&page) };
    let mut seen = entries(&call.app, &call.who, &query).await?;
    let next = seen.cut(&page, |sight| Position::of(&[sight.number().into()]));
    let entries = seen.iter().map(entry_view).collect();
    Ok(ListEntriesResponse { entries, next_page_token: next })
}
