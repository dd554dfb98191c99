//! Lists what was found in a month. (F12)

use kehou_app::billing::{ListFindings, list_findings as read};
use kehou_wire::{
    Position,
    billing::{FindingView, ListFindingsQuestion},
    pb::fee::{ListFindingsRequest, ListFindingsResponse},
};

use crate::{
    books::{Call, Cut, code_of, number_of, one_more},
    refusal::Refusal,
};

pub(crate) async fn list_findings(
    call: Call,
    request: ListFindingsRequest,
) -> Result<ListFindingsResponse, Refusal> {
    let ListFindingsQuestion { month, school, severity, code, known_at, page } =
        ListFindingsQuestion::read(request)?;
    let after = page
        .after
        .and_then(|it| it.exactly())
        .and_then(|[school, place]| Some((code_of(school)?, u32::try_from(place).ok()?)));
    let most = one_more(&page);
    let query = ListFindings { month, school, severity, code, known_at, after, most };
    let mut found = read(&call.app, &call.who, &query).await?;
    let next =
        found.cut(&page, |it| Position::of(&[number_of(&it.finding.school), it.place.into()]));
    let findings = found.iter().map(|it| {
        let (revision, finding_no) = (it.revision, it.place + 1);
        FindingView { month, revision, finding_no, finding: &it.finding }.message(call.lang)
    });
    Ok(ListFindingsResponse { findings: findings.collect(), next_page_token: next })
}
