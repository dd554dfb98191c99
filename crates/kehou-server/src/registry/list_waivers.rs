//! Lists the waivers of a school. (F12)

use kehou_app::registry::{ListWaivers, waivers};
use kehou_registry::PupilNo;
use kehou_wire::{
    Position,
    pb::registry::{ListWaiversRequest, ListWaiversResponse},
    registry::ListWaiversQuestion,
};

use super::view::waivers_out;
use crate::{
    books::{Call, Cut, one_more},
    refusal::Refusal,
};

pub(crate) async fn list_waivers(
    call: Call,
    request: ListWaiversRequest,
) -> Result<ListWaiversResponse, Refusal> {
    let ListWaiversQuestion { school, pupil, pending_only, known_at, page } =
        ListWaiversQuestion::read(request)?;
    let after = page.after.and_then(|it| it.exactly()).and_then(|[pupil, waiver]| {
        Some((PupilNo::new(u32::try_from(pupil).ok()?), u32::try_from(waiver).ok()?))
    });
    let most = one_more(&page);
    let query = ListWaivers { school, pupil, pending_only, known_at, after, most };
    let mut found = waivers(&call.app, &call.who, &query).await?;
    let next = found.cut(&page, |it| {
        let pupil = it.pupil.map_or(0, PupilNo::number);
        Position::of(&[pupil.into(), it.item.into()])
    });
    Ok(ListWaiversResponse { waivers: waivers_out(&query.school, &found), next_page_token: next })
}
