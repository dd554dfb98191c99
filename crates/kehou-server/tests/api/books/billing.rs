//! Months that are closed, their bills and statements.

use kehou_wire::pb::{
    attendance::{ReopenMonthRequest, SubmitRollRequest},
    fee::{
        CloseMonthRequest, CloseMonthResponse, CloseOutcome, CloseSummary, ExportContent,
        ExportFormat, ExportMonthRequest, GetBillRequest, ListBillsRequest,
        ListCorrectionsDueRequest, ListFindingsRequest, ListStatementsRequest,
        MarkStatus::{Absent, Present},
        PublishStatementRequest, SchoolClosing,
        close_month_response::News,
        export_month_response::Part,
    },
};
use sha2::{Digest, Sha256};
use tonic::Code;

use super::{
    county::{County, by, day},
    messages::*,
    people::code,
};
use crate::{harness::reason, march::date};

fn month() -> String {
    "2023-03".to_owned()
}

fn school() -> String {
    code(1).to_string()
}

fn close(id: &str, school_code: String) -> CloseMonthRequest {
    let (request_id, month) = (id.to_owned(), month());
    CloseMonthRequest { request_id, month, school_code, ..Default::default() }
}

async fn closed(
    county: &County,
    who: &str,
    request: CloseMonthRequest,
) -> (Vec<SchoolClosing>, CloseSummary) {
    let news = county.billing().close_month(by(who, request)).await.unwrap();
    let (mut news, mut schools) = (news.into_inner(), Vec::new());
    while let Some(CloseMonthResponse { news: Some(told) }) = news.message().await.unwrap() {
        match told {
            News::School(school) => schools.push(school),
            News::Summary(summary) => return (schools, summary),
        }
    }
    panic!("the summary comes last");
}

#[tokio::test]
async fn a_month_is_closed_school_by_school_and_again_it_is_the_same() {
    let county = County::attended().await;
    let (schools, summary) = closed(&county, "finance", close("close-0001", String::new())).await;
    assert_eq!(schools.len(), 3);
    assert_eq!((schools[2].schools_done, schools[2].schools_total), (3, 3));
    assert_eq!((summary.closed, summary.unchanged, summary.refused), (3, 0, 0));
    // Two pupils were there on two days; each class hour is 2.00 yuan.
    let sums = summary.sums.unwrap();
    assert_eq!((sums.pupils, sums.class_hours, sums.due_fen), (5, 4, 800));
    assert_eq!((sums.waived_fen, sums.payable_fen), (Some(0), Some(800)));
    let (again, summary) = closed(&county, "finance", close("close-0002", school())).await;
    assert_eq!(again[0].outcome(), CloseOutcome::Unchanged);
    assert_eq!((summary.closed, summary.unchanged), (0, 1));
    let (replay, _) = closed(&county, "finance", close("close-0001", String::new())).await;
    assert!(replay.iter().all(|school| school.receipt.as_ref().unwrap().replayed));
    county.stop().await;
}

#[tokio::test]
async fn what_is_wrong_with_a_school_is_told_with_the_school() {
    let county = County::attended().await;
    county.at(day(4, 4));
    let (schools, summary) = closed(&county, "treasurer", close("close-0001", school())).await;
    assert_eq!(schools[0].outcome(), CloseOutcome::Refused);
    assert_eq!(schools[0].refusal_code, "MONTH_NOT_LOCKED");
    assert!(schools[0].refusal_text.contains("2023-04-05"), "{}", schools[0].refusal_text);
    assert_eq!((summary.refused, schools[0].receipt), (1, None));
    county.at(day(4, 10));
    let trial = CloseMonthRequest { validate_only: true, ..close("close-0002", school()) };
    let (schools, _) = closed(&county, "treasurer", trial).await;
    assert_eq!((schools[0].outcome(), schools[0].receipt), (CloseOutcome::Closed, None));
    let list = ListStatementsRequest { month: month(), ..Default::default() };
    let none = county.billing().list_statements(by("finance", list)).await.unwrap().into_inner();
    assert_eq!(none.statements, [], "nothing was recorded");
    county.stop().await;
}

#[tokio::test]
async fn a_bill_says_what_it_rests_on() {
    let county = County::attended().await;
    closed(&county, "treasurer", close("close-0001", school())).await;
    let asked = |pupil_no| GetBillRequest {
        school_code: school(),
        pupil_no,
        month: month(),
        ..Default::default()
    };
    let mut billing = county.billing();
    let found = billing.get_bill(by("guardian", asked(1))).await.unwrap().into_inner();
    let bill = found.bill.unwrap();
    assert_eq!((bill.due_fen, bill.payable_fen, bill.class_hours), (400, 400, 2));
    assert!(!bill.lines.is_empty() && found.policy_id.len() == 64);
    assert_eq!(found.payee.unwrap().name, "云溪镇教育办公室");
    assert!(found.citations.iter().any(|cited| cited.rule == "F1"));
    let refused = billing.get_bill(by("guardian", asked(2))).await.unwrap_err();
    assert_eq!(refused.code(), Code::PermissionDenied);
    let unknown = billing.get_bill(by("finance", asked(77))).await.unwrap_err();
    assert_eq!((unknown.code(), reason(&unknown).as_str()), (Code::NotFound, "BILL_UNKNOWN"));
    let later = GetBillRequest { revision: Some(1), ..asked(1) };
    let unknown = billing.get_bill(by("finance", later)).await.unwrap_err();
    assert_eq!(unknown.code(), Code::NotFound);
    let list = ListBillsRequest { school_code: school(), month: month(), ..Default::default() };
    for (who, seen) in [("aid", vec![1, 2, 3]), ("guardian", vec![1])] {
        let bills = billing.list_bills(by(who, list.clone())).await.unwrap().into_inner().bills;
        assert!(bills.iter().all(|bill| bill.lines.is_empty()));
        let pupils: Vec<u32> = bills.iter().map(|bill| bill.pupil_no).collect();
        assert_eq!(pupils, seen, "{who}");
    }
    county.stop().await;
}

#[tokio::test]
async fn sums_of_waivers_are_told_to_those_who_may_read_bills() {
    let county = County::attended().await;
    closed(&county, "finance", close("close-0001", String::new())).await;
    let list = ListStatementsRequest { month: month(), ..Default::default() };
    let mut billing = county.billing();
    for (who, schools, money) in
        [("finance", 3, true), ("treasurer", 1, true), ("auditor", 3, false), ("town", 2, false)]
    {
        let told = billing.list_statements(by(who, list.clone())).await.unwrap().into_inner();
        let total = told.total.unwrap();
        assert_eq!((told.statements.len(), total.due_fen), (schools, 800), "{who}");
        let sums = told.statements.iter().filter_map(|it| it.sums).chain([total]);
        for sums in sums {
            assert_eq!(sums.waived_fen.is_some(), money, "{who}");
            assert_eq!(sums.payable_fen.is_some() && sums.held_fen.is_some(), money, "{who}");
        }
    }
    let of_town = ListStatementsRequest { town: "370829102".into(), ..list };
    let told = billing.list_statements(by("finance", of_town)).await.unwrap().into_inner();
    assert_eq!(told.statements[0].school_code, code(3).to_string());
    assert_eq!(told.statements.len(), 1);
    county.stop().await;
}

#[tokio::test]
async fn a_published_month_stays_and_later_facts_are_corrections_due() {
    let county = County::attended().await;
    closed(&county, "finance", close("close-0001", String::new())).await;
    let mut billing = county.billing();
    let publish = |id: &str, etag| PublishStatementRequest {
        request_id: id.into(),
        month: month(),
        school_code: school(),
        etag,
        ..Default::default()
    };
    let stale =
        billing.publish_statement(by("finance", publish("publish-01", 1))).await.unwrap_err();
    assert_eq!((stale.code(), reason(&stale).as_str()), (Code::Aborted, "ITEM_STALE"));
    let all = PublishStatementRequest { school_code: String::new(), ..publish("publish-02", 0) };
    let all = billing.publish_statement(by("finance", all)).await.unwrap().into_inner();
    assert_eq!(all.schools.len(), 3);
    assert_eq!(all.schools[0].published_on, date(4, 10));
    county.at(day(4, 20));
    let again = billing.publish_statement(by("finance", publish("publish-03", 0))).await.unwrap();
    let again = again.into_inner().schools.remove(0);
    assert_eq!(again.published_on, date(4, 10), "the day of the first time");
    assert!(again.receipt.unwrap().unchanged);
    let reopen = ReopenMonthRequest {
        request_id: "reopen-01".into(),
        reason: "too late".into(),
        school_code: school(),
        month: month(),
        ..Default::default()
    };
    let refused = county.attendance().reopen_month(by("head", reopen)).await.unwrap_err();
    assert_eq!(reason(&refused), "MONTH_PUBLISHED");
    let lower = SubmitRollRequest {
        reason: "was never there".into(),
        ..roll("roll-0020", 1, &[(1, Absent), (2, Present)])
    };
    county.attendance().submit_roll(by("teacher", lower)).await.unwrap();
    let list = ListCorrectionsDueRequest::default();
    let due = billing.list_corrections_due(by("treasurer", list)).await.unwrap().into_inner();
    let told: Vec<_> = due.corrections.iter().map(|it| (it.pupil_no, it.difference_fen)).collect();
    assert_eq!(told, [(1, -200)]);
    county.stop().await;
}

#[tokio::test]
async fn a_price_of_a_published_month_changes_only_when_that_is_said() {
    let county = County::attended().await;
    closed(&county, "finance", close("close-0001", school())).await;
    let publish = PublishStatementRequest {
        request_id: "publish-01".into(),
        month: month(),
        ..Default::default()
    };
    county.billing().publish_statement(by("finance", publish)).await.unwrap();
    let mut cheaper = adopt_policy("policy-02");
    for file in &mut cheaper.files {
        file.text = file.text.replace(r#"value = "2.00""#, r#"value = "1.90""#);
    }
    let mut policies = county.policies();
    let refused = policies.adopt_policy(by("finance", cheaper.clone())).await.unwrap_err();
    assert_eq!(refused.code(), Code::FailedPrecondition);
    assert_eq!(reason(&refused), "POLICY_RETROACTIVE");
    cheaper.retroactive = true;
    let adopted = policies.adopt_policy(by("finance", cheaper)).await.unwrap().into_inner();
    assert_eq!(adopted.repriced_months, ["2023-03"]);
    assert!(adopted.receipt.is_some());
    let asked =
        GetBillRequest { school_code: school(), pupil_no: 1, month: month(), ..Default::default() };
    let bill = county.billing().get_bill(by("finance", asked)).await.unwrap().into_inner();
    assert_eq!(bill.bill.unwrap().due_fen, 400, "what was published stays");
    assert_ne!(bill.policy_id, adopted.policy_id);
    let due = county
        .billing()
        .list_corrections_due(by("finance", ListCorrectionsDueRequest::default()))
        .await
        .unwrap()
        .into_inner();
    let told: Vec<_> = due.corrections.iter().map(|it| (it.pupil_no, it.difference_fen)).collect();
    assert_eq!(told, [(1, -20), (2, -20)], "ten fen less for each of two class hours");
    county.stop().await;
}

#[tokio::test]
async fn findings_are_said_in_the_language_asked_for() {
    let county = County::attended().await;
    closed(&county, "finance", close("close-0001", String::new())).await;
    let mut billing = county.billing();
    let list = ListFindingsRequest { month: month(), school_code: school(), ..Default::default() };
    let found = billing.list_findings(by("head", list.clone())).await.unwrap().into_inner();
    assert!(!found.findings.is_empty());
    for recorded in &found.findings {
        let finding = recorded.finding.as_ref().unwrap();
        assert!(!finding.text.is_empty() && finding.text != finding.code, "{finding:?}");
        assert!(finding.text.is_ascii(), "{}", finding.text);
    }
    let code = found.findings[0].finding.as_ref().unwrap().code.clone();
    let named = ListFindingsRequest { code: code.clone(), ..list.clone() };
    let named = billing.list_findings(by("head", named)).await.unwrap().into_inner();
    assert!(named.findings.iter().all(|it| it.finding.as_ref().unwrap().code == code));
    let none = ListFindingsRequest { code: "R99".into(), ..list };
    let none = billing.list_findings(by("head", none)).await.unwrap().into_inner();
    assert_eq!(none.findings, []);
    county.stop().await;
}

/// A file that was sent: its name, its bytes, its rows.
async fn exported(
    county: &County,
    who: &str,
    request: ExportMonthRequest,
) -> (String, Vec<u8>, i64) {
    let parts = county.billing().export_month(by(who, request)).await.unwrap();
    let (mut parts, mut name, mut file) = (parts.into_inner(), String::new(), Vec::new());
    loop {
        match parts.message().await.unwrap().expect("a trailer comes last").part.unwrap() {
            Part::Header(header) => name = header.file_name,
            Part::Chunk(bytes) => {
                assert!(!name.is_empty() && bytes.len() <= 256 * 1_024);
                file.extend(bytes);
            }
            Part::Trailer(trailer) => {
                let sha256: String =
                    Sha256::digest(&file).iter().map(|byte| format!("{byte:02x}")).collect();
                assert_eq!((trailer.sha256, trailer.size_bytes), (sha256, file.len() as i64));
                assert_eq!(parts.message().await.unwrap(), None);
                return (name, file, trailer.rows);
            }
        }
    }
}

#[tokio::test]
async fn a_month_is_sent_as_a_file_in_every_form() {
    let county = County::attended().await;
    closed(&county, "finance", close("close-0001", String::new())).await;
    let export = |content: ExportContent, format: ExportFormat| ExportMonthRequest {
        month: month(),
        content: content.into(),
        format: format.into(),
        ..Default::default()
    };
    let bills = export(ExportContent::Bills, ExportFormat::Csv);
    let (name, file, rows) = exported(&county, "finance", bills.clone()).await;
    assert_eq!((name.as_str(), rows), ("bills-2023-03.csv", 5));
    assert!(file.starts_with("\u{feff}".as_bytes()));
    let (_, own, rows) = exported(&county, "treasurer", bills.clone()).await;
    assert!(rows == 3 && own.len() < file.len(), "the own school alone");
    let lines = export(ExportContent::BillLines, ExportFormat::Xlsx);
    let (name, file, _) = exported(&county, "aid", lines).await;
    assert!(name.ends_with(".xlsx") && file.starts_with(b"PK"));
    let marks = export(ExportContent::Marks, ExportFormat::JsonLines);
    let (_, file, rows) = exported(&county, "auditor", marks).await;
    assert_eq!(
        file.split(|byte| *byte == b'\n').filter(|line| !line.is_empty()).count() as i64,
        rows
    );
    let mut refused =
        county.billing().export_month(by("auditor", bills)).await.unwrap().into_inner();
    let refused = refused.message().await.unwrap_err();
    assert_eq!(refused.code(), Code::PermissionDenied, "no header comes first");
    let open = ExportMonthRequest {
        month: "2023-04".into(),
        school_code: school(),
        ..export(ExportContent::Bills, ExportFormat::Csv)
    };
    let mut unbilled =
        county.billing().export_month(by("finance", open)).await.unwrap().into_inner();
    let unbilled = loop {
        if let Err(status) = unbilled.message().await {
            break status;
        }
    };
    assert_eq!(reason(&unbilled), "MONTH_NOT_BILLED");
    county.stop().await;
}
