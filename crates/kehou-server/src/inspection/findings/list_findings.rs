//! Lists findings.

use kehou_app::inspection::findings::{ListFindings, findings};
use kehou_inspection::FindingNo;
use kehou_wire::{
    Position,
    inspection::findings::ListFindingsQuestion,
    pb::inspection::{ListFindingsRequest, ListFindingsResponse},
};

use super::view;
use crate::{
    books::{Call, Cut, code_of, number_of, one_more},
    refusal::Refusal,
};

pub(crate) async fn list_findings(
    call: Call,
    request: ListFindingsRequest,
) -> Result<ListFindingsResponse, Refusal> {
    let question = ListFindingsQuestion::read(request)?;
    let ListFindingsQuestion { school, town, stages, gravity, known_at, page, .. } = question;
    let after = page.after.and_then(|it| it.exactly()).and_then(|[school, number]| {
        let number = u32::try_from(number).ok().map(FindingNo::new);
        code_of(school).zip(number)
    });
    let (overdue_only, repeated_only) = (question.overdue_only, question.repeated_only);
    let most = one_more(&page);
    let query = ListFindings {
        school,
        town,
        stages,
        gravity,
        overdue_only,
        repeated_only,
        known_at,
        after,
        most,
    };
    let mut views = findings(&call.app, &call.who, &query).await?;
    let place = |number: FindingNo| i64::from(number.get());
    let next =
        views.cut(&page, |view| Position::of(&[number_of(&view.school), place(view.number)]));
    let findings = views.iter().map(view).collect();
    Ok(ListFindingsResponse { findings, next_page_token: next })
}
