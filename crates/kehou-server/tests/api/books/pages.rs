//! Pages of lists.

use kehou_wire::pb::{
    attendance::ListRollsRequest,
    audit::ListChangesRequest,
    fee::{ListFindingsRequest, ListStatementsRequest},
    registry::{
        FactKind, ListPupilsRequest, ListSchoolsRequest, ListVersionsRequest, ListWaiversRequest,
    },
};
use tonic::Code;

use super::{
    county::{County, by},
    messages::*,
    people::code,
};
use crate::{
    harness::{details, reason},
    march::{date, days},
};

/// Walks a list page by page; how long each page is, and all rows.
macro_rules! pages {
    ($client:expr, $method:ident, $who:literal, $rows:ident, $request:expr) => {{
        let (mut client, mut request) = ($client, $request);
        let (mut lengths, mut rows) = (Vec::new(), Vec::new());
        loop {
            let page = client.$method(by($who, request.clone())).await.unwrap().into_inner();
            lengths.push(page.$rows.len());
            rows.extend(page.$rows);
            if page.next_page_token.is_empty() {
                break (lengths, rows);
            }
            request.page_token = page.next_page_token;
            assert!(lengths.len() < 1_000, "the list never ends");
        }
    }};
}

#[tokio::test]
async fn pages_hold_every_row_once_and_in_order() {
    let county = County::attended().await;
    let pupils =
        ListPupilsRequest { school_code: code(1).to_string(), page_size: 2, ..Default::default() };
    let (lengths, rows) = pages!(county.pupils(), list_pupils, "head", pupils, pupils);
    assert_eq!(lengths, [2, 1]);
    assert!(rows.is_sorted_by(|a, b| a.pupil_no < b.pupil_no));
    let schools = ListSchoolsRequest { page_size: 1, ..Default::default() };
    let (lengths, rows) = pages!(county.schools(), list_schools, "programme", schools, schools);
    assert_eq!(lengths, [1, 1, 1]);
    assert!(rows.is_sorted_by(|a, b| a.school_code < b.school_code));
    let changes =
        ListChangesRequest { school_code: code(1).to_string(), page_size: 4, ..Default::default() };
    let (lengths, rows) = pages!(county.audit(), list_changes, "auditor", changes, changes);
    assert!(lengths[..lengths.len() - 1].iter().all(|length| *length == 4));
    let numbers: Vec<i64> = rows.iter().map(|change| change.change_no).collect();
    assert_eq!(numbers, (1..=rows.len() as i64).collect::<Vec<_>>());
    let rolls = ListRollsRequest {
        school_code: code(1).to_string(),
        days: days(date(3, 1), date(3, 31)),
        page_size: 3,
        ..Default::default()
    };
    let (lengths, rows) = pages!(county.attendance(), list_rolls, "head", entries, rolls);
    assert_eq!(lengths, [4, 2], "a page ends with the day that reaches its size");
    assert_eq!(rows.len(), 6);
    let versions = ListVersionsRequest {
        kind: FactKind::PlannedSlot.into(),
        school_code: code(1).to_string(),
        page_size: 1,
        ..Default::default()
    };
    let (lengths, _) = pages!(county.schools(), list_versions, "head", versions, versions);
    assert_eq!(lengths, [1, 1], "two slots of one change");
    county.stop().await;
}

#[tokio::test]
async fn lists_over_schools_go_on_in_the_next_school() {
    let county = County::attended().await;
    for pupil in [1, 2] {
        let put = put_waivers(1, pupil, &format!("waivers-0{pupil}"));
        county.pupils().put_waivers(by("aid", put)).await.unwrap();
    }
    let waivers =
        ListWaiversRequest { school_code: code(1).to_string(), page_size: 1, ..Default::default() };
    let (lengths, rows) = pages!(county.pupils(), list_waivers, "aid", waivers, waivers);
    assert_eq!((lengths, rows[1].pupil_no), (vec![1, 1], 2));
    let close = kehou_wire::pb::fee::CloseMonthRequest {
        request_id: "close-0001".into(),
        month: "2023-03".into(),
        ..Default::default()
    };
    let mut news = county.billing().close_month(by("finance", close)).await.unwrap().into_inner();
    while news.message().await.unwrap().is_some() {}
    let month = "2023-03".to_owned();
    let statements =
        ListStatementsRequest { month: month.clone(), page_size: 2, ..Default::default() };
    let (lengths, rows) =
        pages!(county.billing(), list_statements, "finance", statements, statements);
    assert_eq!((lengths, rows.len()), (vec![2, 1], 3));
    let findings = ListFindingsRequest { month, page_size: 7, ..Default::default() };
    let whole = ListFindingsRequest { page_size: 1_000, ..findings.clone() };
    let (_, whole) = pages!(county.billing(), list_findings, "finance", findings, whole);
    let (lengths, rows) = pages!(county.billing(), list_findings, "finance", findings, findings);
    assert_eq!(rows, whole);
    assert!(lengths.len() > 2, "{lengths:?}");
    county.stop().await;
}

#[tokio::test]
async fn a_token_is_of_one_query_and_of_nobody() {
    let county = County::new().await;
    let mut pupils = county.pupils();
    let list = |school, token: &str| ListPupilsRequest {
        school_code: code(school).to_string(),
        page_size: 1,
        page_token: token.into(),
        ..Default::default()
    };
    let first = pupils.list_pupils(by("machine", list(1, ""))).await.unwrap().into_inner();
    let token = first.next_page_token;
    let other = pupils.list_pupils(by("machine", list(2, &token))).await.unwrap_err();
    assert_eq!((other.code(), reason(&other).as_str()), (Code::InvalidArgument, "REQUEST_INVALID"));
    let violations = details(&other).bad_request().unwrap().field_violations.clone();
    assert_eq!(violations[0].reason, "FIELD_TOKEN_OF_OTHER_QUERY");
    let forged = pupils.list_pupils(by("machine", list(1, "AAAA"))).await.unwrap_err();
    let violations = details(&forged).bad_request().unwrap().field_violations.clone();
    assert_eq!(violations[0].reason, "FIELD_NOT_A_PAGE_TOKEN");
    let guardian = pupils.list_pupils(by("guardian", list(1, &token))).await.unwrap().into_inner();
    assert_eq!(guardian.pupils, [], "the scope is asked about again");
    let stranger = pupils.list_pupils(by("nobody", list(1, &token))).await.unwrap_err();
    assert_eq!(stranger.code(), Code::PermissionDenied);
    county.stop().await;
}
