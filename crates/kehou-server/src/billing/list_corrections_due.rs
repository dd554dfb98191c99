//! Lists what later facts change about published months. (F5, F9)

use kehou_app::billing::{CorrectionDue, ListCorrections, list_corrections};
use kehou_registry::{PupilNo, SchoolCode};
use kehou_units::Month;
use kehou_wire::{
    Position,
    billing::{CorrectionView, ListCorrectionsDueQuestion},
    pb::fee::{ListCorrectionsDueRequest, ListCorrectionsDueResponse},
};

use crate::{
    books::{Call, Cut, code_of, number_of, one_more},
    refusal::Refusal,
};

pub(crate) async fn list_corrections_due(
    call: Call,
    request: ListCorrectionsDueRequest,
) -> Result<ListCorrectionsDueResponse, Refusal> {
    let ListCorrectionsDueQuestion { month, school, page } =
        ListCorrectionsDueQuestion::read(request)?;
    let after = page.after.as_ref().and_then(after);
    let query = ListCorrections { month, school, after, most: one_more(&page) };
    let mut found = list_corrections(&call.app, &call.who, &query).await?;
    let next = found.cut(&page, place);
    let corrections = found.iter().map(|it| {
        let CorrectionDue { school, revision, correction } = it;
        CorrectionView { school, revision: *revision, correction: *correction }.message()
    });
    Ok(ListCorrectionsDueResponse { corrections: corrections.collect(), next_page_token: next })
}

fn place(due: &CorrectionDue) -> Position {
    let (month, pupil) = (due.correction.month, due.correction.pupil);
    let (year, month) = (i64::from(month.year()), i64::from(month.number()));
    Position::of(&[number_of(&due.school), year, month, pupil.number().into()])
}

fn after(position: &Position) -> Option<(SchoolCode, Month, PupilNo)> {
    let [school, year, month, pupil] = position.exactly()?;
    let month = Month::new(i32::try_from(year).ok()?, u32::try_from(month).ok()?).ok()?;
    Some((code_of(school)?, month, PupilNo::new(u32::try_from(pupil).ok()?)))
}
