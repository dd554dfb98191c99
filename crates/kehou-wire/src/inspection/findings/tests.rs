//! Wrong fields are told at their place; what is right comes back as it was.

use kehou_inspection::{
    Act, Deadline, Deed, Desk, Evidence, FindingNo, Gravity, Opening, Problem, Recorded, Rung,
    Signature, StageKind, Verdict,
};
use kehou_units::Instant;

use super::*;
use crate::{
    pb::inspection::{self as pb, finding_deed::Deed as Given, finding_problem::Problem as Named},
    told::{NO_DAY, assert_told, day, id, school},
};

fn deeds() -> Vec<Deed> {
    let why = || "现场核实".parse().unwrap();
    let number = || "嘉教改〔2023〕1号".parse().unwrap();
    let evidence = vec![Evidence { sha256: [0xAB; 32], name: "照片.jpg".parse().unwrap() }];
    let mut deeds = vec![
        Deed::Notify,
        Deed::Measure { what: "当日停收".parse().unwrap() },
        Deed::Respond { text: "情况\n属实".parse().unwrap() },
        Deed::Lapse,
        Deed::Confirm { why: why() },
        Deed::Withdraw { why: why() },
        Deed::Order { number: number(), demands: "退还".parse().unwrap(), days: Some(3) },
        Deed::Order { number: number(), demands: "退还".parse().unwrap(), days: None },
        Deed::Announce { number: number() },
        Deed::Extend { days: 20, why: why() },
        Deed::Submit { evidence },
        Deed::Verify { verdict: Verdict::Accepted, why: why() },
        Deed::Verify { verdict: Verdict::Rejected, why: why() },
        Deed::Close,
        Deed::Reopen { why: why() },
    ];
    deeds.extend(Rung::ALL.map(|rung| Deed::Escalate { rung, number: number() }));
    deeds
}

fn recorded(deed: Deed) -> Recorded {
    let signed = Signature { by: "inspector-1".parse().unwrap(), at: Instant::from_micros(0) };
    let due = chrono::NaiveDate::from_ymd_opt(2023, 4, 10).map(Deadline::on);
    Recorded { act: Act { signed, deed }, due }
}

fn advance(deed: Option<pb::FindingDeed>) -> pb::AdvanceFindingRequest {
    pb::AdvanceFindingRequest {
        request_id: id(),
        school_code: school(),
        finding_no: 7,
        deed,
        ..Default::default()
    }
}

#[test]
fn every_deed_comes_back_as_it_was_told() {
    for deed in deeds() {
        let act = act_out(&recorded(deed.clone()));
        assert_eq!(act.due, day(4, 10));
        let question = AdvanceFindingQuestion::read(advance(act.deed)).unwrap();
        assert_eq!((question.deed, question.number), (deed, FindingNo::new(7)));
    }
}

fn opening() -> pb::FindingOpening {
    pb::FindingOpening {
        problem: Some(pb::FindingProblem { problem: Some(Named::Check("R08".into())) }),
        gravity: pb::Gravity::IllegalCharging.into(),
        what: "收取资料费".into(),
        observed_on: day(4, 3),
    }
}

fn open(opening: Option<pb::FindingOpening>) -> pb::OpenFindingRequest {
    pb::OpenFindingRequest {
        request_id: id(),
        school_code: school(),
        opening,
        ..Default::default()
    }
}

#[test]
fn an_opening_is_read_whole_and_told_again_in_the_history() {
    let problems = [
        (Named::Check("R08".into()), Problem::Check("R08".parse().unwrap())),
        (Named::Item("6.2".into()), Problem::Item("6.2".parse().unwrap())),
        (Named::NoSelfCheck(pb::NoSelfCheck {}), Problem::NoSelfCheck),
    ];
    for (named, problem) in problems {
        let problem_given = Some(pb::FindingProblem { problem: Some(named) });
        let given = pb::FindingOpening { problem: problem_given, ..opening() };
        let read = OpenFindingQuestion::read(open(Some(given.clone()))).unwrap().opening;
        let expected = Opening {
            school: school().parse().unwrap(),
            problem,
            gravity: Gravity::IllegalCharging,
            what: "收取资料费".parse().unwrap(),
            observed_on: chrono::NaiveDate::from_ymd_opt(2023, 4, 3).unwrap(),
            repeats: None,
        };
        assert_eq!(read, expected);
        let told = act_out(&recorded(Deed::Open { opening: Box::new(read) }));
        assert_eq!(told.deed.unwrap().deed, Some(Given::Open(given)));
    }
}

#[test]
fn what_is_wrong_with_an_opening_is_told_at_its_fields() {
    assert_told(OpenFindingQuestion::read(open(None)), &[("opening", "REQUIRED")]);
    let wrong = pb::FindingOpening {
        problem: Some(pb::FindingProblem { problem: Some(Named::Check("R99".into())) }),
        gravity: 9,
        what: " ".into(),
        observed_on: NO_DAY,
    };
    let told = [
        ("opening.problem.check", "NOT_A_CHECK"),
        ("opening.gravity", "UNKNOWN_VALUE"),
        ("opening.what", "REQUIRED"),
        ("opening.observed_on", "NOT_A_DATE"),
    ];
    assert_told(OpenFindingQuestion::read(open(Some(wrong))), &told);
    let empty = pb::FindingOpening::default();
    let told = [
        ("opening.problem", "REQUIRED"),
        ("opening.gravity", "UNSPECIFIED"),
        ("opening.what", "REQUIRED"),
        ("opening.observed_on", "REQUIRED"),
    ];
    assert_told(OpenFindingQuestion::read(open(Some(empty))), &told);
}

#[test]
fn what_is_wrong_with_a_deed_is_told_at_its_fields() {
    let read = |deed| AdvanceFindingQuestion::read(advance(Some(pb::FindingDeed { deed })));
    assert_told(AdvanceFindingQuestion::read(advance(None)), &[("deed", "REQUIRED")]);
    assert_told(read(None), &[("deed", "REQUIRED")]);
    assert_told(read(Some(Given::Open(opening()))), &[("deed.open", "UNEXPECTED")]);
    let order = pb::OrderDeed { number: String::new(), demands: "\u{202e}".into(), days: -1 };
    let told = [
        ("deed.order.number", "REQUIRED"),
        ("deed.order.demands", "UNCLEAN"),
        ("deed.order.days", "OUT_OF_RANGE"),
    ];
    assert_told(read(Some(Given::Order(order))), &told);
    let extend = pb::ExtendDeed { days: 0, why: "x".repeat(401) };
    let told = [("deed.extend.days", "OUT_OF_RANGE"), ("deed.extend.why", "TOO_LONG")];
    assert_told(read(Some(Given::Extend(extend))), &told);
    let nothing = pb::SubmitDeed { evidence: Vec::new() };
    assert_told(read(Some(Given::Submit(nothing))), &[("deed.submit.evidence", "REQUIRED")]);
    let hash = pb::Evidence { sha256: "ab".into(), name: "a.jpg".into() };
    let told = [("deed.submit.evidence[0].sha256", "NOT_A_SHA256")];
    assert_told(read(Some(Given::Submit(pb::SubmitDeed { evidence: vec![hash] }))), &told);
    let verify = pb::VerifyDeed { verdict: 0, why: "好".into() };
    let told = [("deed.verify.verdict", "UNSPECIFIED")];
    assert_told(read(Some(Given::Verify(verify))), &told);
    let escalate = pb::EscalateDeed { rung: 5, number: "1".into() };
    let told = [("deed.escalate.rung", "UNKNOWN_VALUE")];
    assert_told(read(Some(Given::Escalate(escalate))), &told);
    let unnamed = pb::AdvanceFindingRequest {
        finding_no: 0,
        school_code: "1".into(),
        ..advance(Some(pb::FindingDeed { deed: Some(Given::Notify(pb::NotifyDeed {})) }))
    };
    let told = [("school_code", "NOT_A_SCHOOL_CODE"), ("finding_no", "REQUIRED")];
    assert_told(AdvanceFindingQuestion::read(unnamed), &told);
}

#[test]
fn lists_worklists_and_documents_are_asked_for_within_limits() {
    let list = pb::ListFindingsRequest {
        stages: vec![2, 0],
        gravity: 4,
        town: "370829".into(),
        page_size: -1,
        ..Default::default()
    };
    let told = [
        ("page_size", "OUT_OF_RANGE"),
        ("town", "NOT_A_DIVISION"),
        ("stages[1]", "UNSPECIFIED"),
        ("gravity", "UNKNOWN_VALUE"),
    ];
    assert_told(ListFindingsQuestion::read(list), &told);
    let stages = (1..=9).collect();
    let all = pb::ListFindingsRequest { stages, ..Default::default() };
    assert_eq!(ListFindingsQuestion::read(all).unwrap().stages, StageKind::ALL[1..]);
    let wrong = pb::GetWorklistRequest { desk: 8, limit: 1_001, ..Default::default() };
    let told = [("desk", "UNKNOWN_VALUE"), ("limit", "OUT_OF_RANGE")];
    assert_told(WorklistQuestion::read(&wrong), &told);
    for (nth, desk) in (1..).zip(Desk::ALL) {
        let asked = pb::GetWorklistRequest { desk: nth, ..Default::default() };
        let read = WorklistQuestion::read(&asked).unwrap();
        assert_eq!((read.desk, read.limit), (Some(desk), 100));
    }
    let nothing = pb::GetAnnouncementRequest::default();
    let told = [("letterhead", "REQUIRED"), ("number", "REQUIRED"), ("findings", "REQUIRED")];
    assert_told(AnnouncementQuestion::read(&nothing), &told);
    let head = pb::Letterhead { issuer: "局".into(), addressee: " ".into(), issued_on: None };
    let order = pb::GetRectificationOrderRequest { letterhead: Some(head), finding: None };
    let told = [
        ("letterhead.addressee", "REQUIRED"),
        ("letterhead.issued_on", "REQUIRED"),
        ("finding", "REQUIRED"),
    ];
    assert_told(RectificationOrderQuestion::read(&order), &told);
}
