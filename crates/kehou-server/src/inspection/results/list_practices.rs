//! Lists nominations of good practice.

use kehou_app::inspection::results::{KnownPractice, ListPractices, practices};
use kehou_wire::{
    Position,
    inspection::results::{ListPracticesQuestion, practice_out},
    pb::inspection::{GoodPractice, ListPracticesRequest, ListPracticesResponse},
};

use crate::{
    books::{Call, Cut, code_of, number_of, one_more},
    refusal::Refusal,
};

pub(crate) async fn list_practices(
    call: Call,
    request: ListPracticesRequest,
) -> Result<ListPracticesResponse, Refusal> {
    let question = ListPracticesQuestion::read(request)?;
    let ListPracticesQuestion { school, stages, known_at, page } = question;
    let after = page
        .after
        .and_then(|it| it.exactly())
        .and_then(|[school, number]| code_of(school).zip(u32::try_from(number).ok()));
    let query = ListPractices { school, stages, known_at, after, most: one_more(&page) };
    let mut known = practices(&call.app, &call.who, &query).await?;
    let place = |it: &KnownPractice| [number_of(&it.practice.school), i64::from(it.number)];
    let next = known.cut(&page, |it| Position::of(&place(it)));
    let practices = known.iter().map(view).collect();
    Ok(ListPracticesResponse { practices, next_page_token: next })
}

fn view(known: &KnownPractice) -> GoodPractice {
    practice_out((known.number, &known.practice), known.etag.number())
}
