//! Lists the pupils of a school.

use kehou_app::registry::{ListPupils, pupils};
use kehou_registry::PupilNo;
use kehou_wire::{
    Position,
    pb::registry::{ListPupilsRequest, ListPupilsResponse},
    registry::ListPupilsQuestion,
};

use super::view::{contacts_in, pupil_out};
use crate::{
    books::{Call, Cut, one_more},
    refusal::Refusal,
};

pub(crate) async fn list_pupils(
    call: Call,
    request: ListPupilsRequest,
) -> Result<ListPupilsResponse, Refusal> {
    let ListPupilsQuestion { school, class, on, contacts: shown, known_at, page } =
        ListPupilsQuestion::read(request)?;
    let after = page.after.and_then(|it| it.exactly()).and_then(|[no]| u32::try_from(no).ok());
    let (after, most) = (after.map(PupilNo::new), one_more(&page));
    let contacts = contacts_in(shown);
    let query = ListPupils { school, class, on, contacts, known_at, after, most };
    let mut views = pupils(&call.app, &call.who, &query).await?;
    let next = views.cut(&page, |view| Position::of(&[view.pupil.no.number().into()]));
    let pupils = views.iter().map(|view| pupil_out(&query.school, view, shown)).collect();
    Ok(ListPupilsResponse { pupils, next_page_token: next })
}
