//! Findings through the server: requests, one finding to its end, pages, wrong fields. (I9)

use kehou_wire::pb::inspection::{finding_deed::Deed, finding_problem::Problem, task::Matter, *};
use tonic::Code;

use super::{
    county::{County, by, day},
    people::code,
};
use crate::{
    harness::{details, metadata, reason},
    march::date,
};

fn school(number: usize) -> String {
    code(number).to_string()
}

/// A request that opens a finding of 1 March.
pub(crate) fn open(number: usize, id: &str) -> OpenFindingRequest {
    OpenFindingRequest {
        request_id: id.into(),
        reason: String::new(),
        school_code: school(number),
        opening: Some(FindingOpening {
            problem: Some(FindingProblem { problem: Some(Problem::Check("R01".into())) }),
            gravity: Gravity::Ordinary.into(),
            what: "收费公示缺少投诉电话".into(),
            observed_on: date(3, 1),
        }),
    }
}

/// A request that does a deed to the first finding of a school.
pub(crate) fn advance(number: usize, id: &str, deed: Deed) -> AdvanceFindingRequest {
    AdvanceFindingRequest {
        request_id: id.into(),
        school_code: school(number),
        finding_no: 1,
        deed: Some(FindingDeed { deed: Some(deed) }),
        ..Default::default()
    }
}

pub(crate) const fn notify() -> Deed {
    Deed::Notify(NotifyDeed {})
}

pub(crate) fn respond() -> Deed {
    Deed::Respond(RespondDeed { text: "情况属实".into() })
}

pub(crate) fn confirm() -> Deed {
    Deed::Confirm(ConfirmDeed { why: "现场核实".into() })
}

pub(crate) fn verify() -> Deed {
    let verdict = CorrectionVerdict::Accepted.into();
    Deed::Verify(VerifyDeed { verdict, why: "到校查看".into() })
}

pub(crate) fn escalate() -> Deed {
    let rung = Rung::Announcement.into();
    Deed::Escalate(EscalateDeed { rung, number: "嘉教督〔2023〕1号".into() })
}

fn order() -> Deed {
    let (number, demands) = ("嘉教改〔2023〕1号".into(), "补齐公示内容".into());
    Deed::Order(OrderDeed { number, demands, days: 5 })
}

fn reference(number: usize) -> FindingRef {
    FindingRef { school_code: school(number), finding_no: 1 }
}

fn letterhead() -> Option<Letterhead> {
    let (issuer, addressee) = ("某县教育和体育局".into(), "各学校".into());
    Some(Letterhead { issuer, addressee, issued_on: date(3, 2) })
}

pub(crate) fn get(number: usize) -> GetFindingRequest {
    GetFindingRequest { school_code: school(number), finding_no: 1, known_at: None }
}

pub(crate) fn list() -> ListFindingsRequest {
    ListFindingsRequest::default()
}

pub(crate) fn list_of(number: usize) -> ListFindingsRequest {
    ListFindingsRequest { school_code: school(number), ..list() }
}

pub(crate) fn waiting() -> GetWorklistRequest {
    GetWorklistRequest::default()
}

pub(crate) fn announcement(number: usize) -> GetAnnouncementRequest {
    let (number, findings) = ("嘉教通〔2023〕3号".into(), vec![reference(number)]);
    GetAnnouncementRequest { letterhead: letterhead(), number, findings }
}

pub(crate) fn rectification_order(number: usize) -> GetRectificationOrderRequest {
    let finding = Some(reference(number));
    GetRectificationOrderRequest { letterhead: letterhead(), finding }
}

#[tokio::test]
async fn a_finding_is_opened_answered_ordered_and_announced() {
    let county = County::new().await;
    let mut client = county.findings();
    let opened = client.open_finding(by("inspector", open(1, "open-0001"))).await.unwrap();
    let opened = opened.into_inner();
    assert_eq!((opened.finding_no, opened.repeats_finding_no), (1, 0));
    let mut etag = opened.receipt.unwrap().etag;
    let steps = [
        ("programme", "step-0001", notify()),
        ("head", "step-0002", respond()),
        ("programme", "step-0003", confirm()),
        ("programme", "step-0004", order()),
    ];
    for (who, id, deed) in steps {
        let request = AdvanceFindingRequest { etag, ..advance(1, id, deed) };
        let done = client.advance_finding(by(who, request)).await.unwrap().into_inner();
        etag = done.receipt.unwrap().etag;
    }
    let read = client.get_finding(by("head", get(1))).await.unwrap().into_inner();
    let finding = read.finding.unwrap();
    assert_eq!((finding.stage(), finding.light()), (FindingStage::Ordered, Light::Green));
    assert_eq!((finding.due, finding.etag), (date(3, 8), etag), "five working days");
    let order = finding.order.unwrap();
    assert_eq!((order.due, order.next_rungs), (date(3, 8), vec![Rung::Announcement.into()]));
    let deeds: Vec<Deed> =
        read.acts.into_iter().map(|act| act.deed.unwrap().deed.unwrap()).collect();
    assert_eq!(deeds.len(), 5);
    assert_eq!(deeds[0], Deed::Open(open(1, "").opening.unwrap()), "history says what was opened");
    assert_eq!(deeds[1..4], [notify(), respond(), confirm()]);
    county.at(day(3, 8));
    let list = client.get_worklist(by("head", waiting())).await.unwrap().into_inner();
    // What the register of safety lacks waits too, less urgently.
    let [task, ..] = list.tasks.as_slice() else { panic!("{list:?}") };
    assert_eq!((task.chore(), task.light(), list.due_today), (Chore::Correct, Light::Today, 1));
    assert_eq!(task.matter, Some(Matter::FindingNo(1)));
    let page = client.get_announcement(by("programme", announcement(1))).await.unwrap();
    assert!(page.into_inner().html.contains("限2023年3月8日前完成整改"));
    let page = client.get_rectification_order(by("head", rectification_order(1))).await.unwrap();
    assert!(page.into_inner().html.contains("补齐公示内容"));
    county.stop().await;
}

#[tokio::test]
async fn what_is_refused_is_said_in_words_with_from_and_attempted() {
    let county = County::new().await;
    let mut client = county.findings();
    let unknown = client.get_finding(by("head", get(1))).await.unwrap_err();
    assert_eq!((unknown.code(), reason(&unknown)), (Code::NotFound, "FINDING_UNKNOWN".into()));
    client.open_finding(by("inspector", open(1, "open-0001"))).await.unwrap();
    let illegal = client.advance_finding(by("programme", advance(1, "step-0001", confirm())));
    let illegal = illegal.await.unwrap_err();
    assert_eq!(illegal.code(), Code::FailedPrecondition);
    assert_eq!(reason(&illegal), "FINDING_ILLEGAL");
    assert_eq!(metadata(&illegal, "from"), "STAGE_DRAFT");
    assert_eq!(metadata(&illegal, "attempted"), "DEED_CONFIRM");
    assert_eq!(illegal.message(), "the finding is a draft; it is not possible to confirm it now");
    let other = client.advance_finding(by("finance", advance(1, "step-0002", confirm())));
    let other = other.await.unwrap_err();
    let said = "findings of this kind are decided by the programme office, not by you";
    assert_eq!((other.code(), other.message()), (Code::FailedPrecondition, said));
    county.stop().await;
}

#[tokio::test]
async fn pages_of_findings_hold_each_once_and_keep_to_their_query() {
    let county = County::new().await;
    let mut client = county.findings();
    for (number, id) in [(2, "open-0001"), (1, "open-0002"), (1, "open-0003")] {
        client.open_finding(by("inspector", open(number, id))).await.unwrap();
    }
    let mut request = ListFindingsRequest { page_size: 1, ..list() };
    let mut seen = Vec::new();
    loop {
        let page = client.list_findings(by("auditor", request.clone())).await.unwrap().into_inner();
        seen.extend(page.findings.into_iter().map(|it| (it.school_code, it.finding_no)));
        if page.next_page_token.is_empty() {
            break;
        }
        request.page_token = page.next_page_token;
        assert!(seen.len() < 10, "the list never ends");
    }
    assert_eq!(seen, [(school(1), 1), (school(1), 2), (school(2), 1)]);
    let repeated = ListFindingsRequest { repeated_only: true, ..list() };
    let page = client.list_findings(by("auditor", repeated)).await.unwrap().into_inner();
    assert_eq!(page.findings.iter().map(|it| it.repeats_finding_no).collect::<Vec<_>>(), [1]);
    let moved = ListFindingsRequest { overdue_only: true, ..request };
    let refused = client.list_findings(by("auditor", moved)).await.unwrap_err();
    let violations = &details(&refused).bad_request().unwrap().field_violations.clone();
    assert_eq!(violations[0].field, "page_token");
    county.stop().await;
}
