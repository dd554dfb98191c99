//! Wrong fields are told at their place; what is right comes back as it was.

use kehou_inspection::{
    AnswerSheet, Attachment, Checklist, Evidence, Given, ItemAnswer, MediaType, Reasoned,
    SafetyEntry, SafetyGap, SafetyItem, SafetyKind, SafetyLack, SchoolVisit, SheetRole, Signature,
    SubmittedSheet, VetoDecision, VetoGround, VetoVerdict, score,
};
use kehou_policy::CheckId;
use kehou_units::Instant;

use super::*;
use crate::{
    pb::inspection::{self as pb, attach_evidence_request::Part, veto_ground::Ground},
    told::{NO_DAY, NO_INSTANT, assert_told, day, id, school},
};

fn signed() -> Signature {
    Signature {
        by: "inspector-1".parse().unwrap(),
        at: Instant::from_micros(1_681_000_000_000_000),
    }
}

fn evidence() -> pb::Evidence {
    pb::Evidence { sha256: "ab".repeat(32), name: "../照片.jpg".into() }
}

fn answer(item: &str, given: pb::GivenAnswer) -> pb::ItemAnswer {
    let evidence = vec![evidence()];
    pb::ItemAnswer { item: item.into(), given: given.into(), corrected: String::new(), evidence }
}

fn visit() -> pb::SubmitVisitRequest {
    pb::SubmitVisitRequest {
        request_id: id(),
        school_code: school(),
        campaign_no: 1,
        visited_on: day(4, 12),
        answers: vec![answer("6.1", pb::GivenAnswer::No)],
        ..Default::default()
    }
}

#[test]
fn sheets_are_read_with_their_answers() {
    let read = SubmitVisitQuestion::read(visit()).unwrap();
    let [answer] = &read.answers[..] else { panic!("one answer was sent") };
    assert_eq!((answer.item.as_str(), answer.given), ("6.1", Given::No));
    assert_eq!(answer.corrected, None);
    let sha256 = [0xAB; 32];
    assert_eq!(answer.evidence, [Evidence { sha256, name: "../照片.jpg".parse().unwrap() }]);
    assert_eq!((read.campaign, read.without_self_check), (1, None));
}

#[test]
fn what_is_wrong_with_a_sheet_is_told_at_its_place() {
    let mut given = visit();
    given.campaign_no = 0;
    given.visited_on = NO_DAY;
    given.without_self_check = "a\u{202e}b".into();
    given.answers = vec![
        pb::ItemAnswer { item: String::new(), ..answer("", pb::GivenAnswer::Unspecified) },
        pb::ItemAnswer {
            given: 9, corrected: "一\n二".into(), ..answer("1", pb::GivenAnswer::No)
        },
    ];
    given.answers[0].evidence[0].sha256 = "ab".into();
    given.answers[0].evidence[0].name = "a\u{0}b".into();
    assert_told(
        SubmitVisitQuestion::read(given),
        &[
            ("campaign_no", "REQUIRED"),
            ("visited_on", "NOT_A_DATE"),
            ("without_self_check", "UNCLEAN"),
            ("answers[0].item", "REQUIRED"),
            ("answers[0].given", "UNSPECIFIED"),
            ("answers[0].evidence[0].sha256", "NOT_A_SHA256"),
            ("answers[0].evidence[0].name", "UNCLEAN"),
            ("answers[1].given", "UNKNOWN_VALUE"),
            ("answers[1].corrected", "UNCLEAN"),
        ],
    );
    let many = pb::SubmitSelfCheckRequest {
        request_id: id(),
        campaign_no: -1,
        answers: vec![answer("1", pb::GivenAnswer::Yes); 501],
        ..Default::default()
    };
    assert_told(
        SubmitSelfCheckQuestion::read(many),
        &[("school_code", "REQUIRED"), ("campaign_no", "OUT_OF_RANGE"), ("answers", "TOO_MANY")],
    );
    let none = pb::GetVisitReportRequest { known_at: NO_INSTANT, ..Default::default() };
    assert_told(
        VisitQuestion::of_report(&none),
        &[("school_code", "REQUIRED"), ("campaign_no", "REQUIRED"), ("known_at", "NOT_AN_INSTANT")],
    );
    assert_told(
        VisitQuestion::of_prefill(&pb::GetPrefillRequest { campaign_no: 1, ..Default::default() }),
        &[("school_code", "REQUIRED")],
    );
}

#[test]
fn a_decision_names_its_ground_and_says_why() {
    let given = |ground| pb::DecideVetoRequest {
        request_id: id(),
        reason: "现场核实".into(),
        school_code: school(),
        campaign_no: 1,
        ground: Some(pb::VetoGround { ground }),
        verdict: pb::VetoVerdict::Confirmed.into(),
    };
    let read = |ground| DecideVetoQuestion::read(given(Some(ground))).unwrap();
    assert_eq!(read(Ground::Check("R13".into())).ground, VetoGround::Check(CheckId::R13));
    assert_eq!(read(Ground::Item("6.1".into())).verdict, VetoVerdict::Confirmed);
    let unknown = given(Some(Ground::Check("R99".into())));
    assert_told(DecideVetoQuestion::read(unknown), &[("ground.check", "UNKNOWN_CODE")]);
    let bare = pb::DecideVetoRequest { reason: String::new(), verdict: 0, ..given(None) };
    assert_told(
        DecideVetoQuestion::read(bare),
        &[("reason", "REQUIRED"), ("ground", "REQUIRED"), ("verdict", "UNSPECIFIED")],
    );
}

#[test]
fn a_checklist_is_adopted_with_a_reason_and_a_text() {
    let given = pb::AdoptChecklistRequest { request_id: id(), ..Default::default() };
    let missing = [("reason", "REQUIRED"), ("text", "REQUIRED")];
    assert_told(AdoptChecklistQuestion::read(given.clone()), &missing);
    let (reason, text) = ("第二版".to_owned(), "x".repeat(1_048_577));
    let long = pb::AdoptChecklistRequest { reason, text, ..given };
    assert_told(AdoptChecklistQuestion::read(long), &[("text", "TOO_LONG")]);
    let newest = pb::GetChecklistRequest { checklist_id: "a".into(), ..Default::default() };
    assert_eq!(GetChecklistQuestion::read(&newest).unwrap().version, None);
    let wrong = pb::GetChecklistRequest { checklist_version: -1, ..Default::default() };
    assert_told(
        GetChecklistQuestion::read(&wrong),
        &[("checklist_id", "REQUIRED"), ("checklist_version", "OUT_OF_RANGE")],
    );
    let known_at = NO_INSTANT;
    assert_told(
        ListChecklistsQuestion::read(&pb::ListChecklistsRequest { known_at }),
        &[("known_at", "NOT_AN_INSTANT")],
    );
}

#[test]
fn the_shipped_checklist_is_told_whole_or_by_its_head() {
    let checklist = Checklist::shipped().unwrap();
    let look = ChecklistLook { checklist: &checklist, adopted: Some(&signed()) };
    let whole = look.whole();
    assert_eq!((whole.version, whole.parts.len(), whole.grades.len()), (1, 9, 4));
    let items = || whole.parts.iter().flat_map(|part| &part.items);
    assert_eq!(items().map(|item| item.points).sum::<i32>(), 100);
    assert_eq!(items().filter(|item| item.proposes_veto).count(), 6);
    assert_eq!(items().find(|item| item.id == "6.2").unwrap().checks, ["R10"]);
    assert_eq!(look.head().parts, []);
    assert_eq!(whole.adopted.unwrap().by, "inspector-1");
}

#[test]
fn a_register_is_read_and_told_as_it_was() {
    let item = |kind| SafetyItem {
        kind,
        evidence_on: chrono::NaiveDate::from_ymd_opt(2023, 3, 1).unwrap(),
        expires_on: chrono::NaiveDate::from_ymd_opt(2024, 2, 29),
        evidence: vec![Evidence { sha256: [0xAB; 32], name: "../照片.jpg".parse().unwrap() }],
    };
    let items = SafetyKind::ALL.map(item).to_vec();
    let entries: Vec<SafetyEntry> =
        items.iter().cloned().map(|item| SafetyEntry { item, signed: signed() }).collect();
    let on = items[0].evidence_on;
    let gaps = [
        SafetyGap { check: CheckId::R29, kind: SafetyKind::Gates, lack: SafetyLack::Missing },
        SafetyGap { check: CheckId::R29, kind: SafetyKind::Rule, lack: SafetyLack::Expired { on } },
    ];
    let told = SafetyLook { entries: &entries, on, gaps: &gaps, etag: 7 }.message();
    assert_eq!(told.gaps[0].kind(), pb::SafetyKind::Gates);
    assert_eq!((told.gaps[0].lack(), told.gaps[0].expired_on), (pb::SafetyLack::Missing, None));
    assert_eq!(
        (told.gaps[1].lack(), told.gaps[1].expired_on),
        (pb::SafetyLack::Expired, day(3, 1))
    );
    let unsigned = |item: pb::SafetyItem| pb::SafetyItem { signed: None, ..item };
    let given = pb::PutSafetyRegisterRequest {
        request_id: id(),
        school_code: school(),
        items: told.items.iter().cloned().map(unsigned).collect(),
        ..Default::default()
    };
    assert_eq!(PutSafetyRegisterQuestion::read(given.clone()).unwrap().items, items);
    let wrong = pb::SafetyItem { kind: 0, evidence_on: None, ..told.items[0].clone() };
    assert_told(
        PutSafetyRegisterQuestion::read(pb::PutSafetyRegisterRequest {
            items: vec![wrong],
            ..given
        }),
        &[
            ("items[0].kind", "UNSPECIFIED"),
            ("items[0].evidence_on", "REQUIRED"),
            ("items[0].signed", "UNEXPECTED"),
        ],
    );
    let asked = pb::GetSafetyRegisterRequest { on: NO_DAY, ..Default::default() };
    assert_told(
        GetSafetyRegisterQuestion::read(&asked),
        &[("school_code", "REQUIRED"), ("on", "NOT_A_DATE")],
    );
}

fn header() -> pb::EvidenceHeader {
    pb::EvidenceHeader {
        request_id: id(),
        reason: String::new(),
        school_code: school(),
        name: "..\\..\\<b>.jpg".into(),
        sha256: "AB".repeat(32),
    }
}

#[test]
fn pieces_of_a_file_come_in_order() {
    let piece = |part| pb::AttachEvidenceRequest { part: Some(part) };
    let chunk = |bytes: usize| piece(Part::Chunk(vec![1; bytes]));
    let mut pieces = EvidencePieces::default();
    assert_told(pieces.next(chunk(1)), &[("header", "REQUIRED")]);
    let EvidencePart::Head(head) = pieces.next(piece(Part::Header(header()))).unwrap() else {
        panic!("a header was sent")
    };
    assert_eq!((head.sha256, head.name.as_str()), ([0xAB; 32], "..\\..\\<b>.jpg"));
    assert_eq!(pieces.next(chunk(1_048_576)).unwrap(), EvidencePart::Chunk(vec![1; 1_048_576]));
    assert_told(pieces.next(chunk(1_048_577)), &[("chunk", "TOO_LONG")]);
    assert_told(pieces.next(piece(Part::Header(header()))), &[("header", "UNEXPECTED")]);
    assert_told(pieces.next(pb::AttachEvidenceRequest { part: None }), &[("part", "REQUIRED")]);
    assert_told(Err::<(), _>(EvidencePieces::nothing()), &[("header", "REQUIRED")]);
    let empty =
        piece(Part::Header(pb::EvidenceHeader { name: "a\nb".into(), ..Default::default() }));
    assert_told(
        EvidencePieces::default().next(empty),
        &[
            ("header.request_id", "REQUIRED"),
            ("header.school_code", "REQUIRED"),
            ("header.name", "UNCLEAN"),
            ("header.sha256", "REQUIRED"),
        ],
    );
}

#[test]
fn a_file_is_told_by_its_hash_and_its_own_type() {
    let name = "..\\a.jpg".parse().unwrap();
    let (sha256, media) = ([0xAB; 32], MediaType::Pdf);
    let file = Attachment { sha256, name, media, bytes: 12, signed: signed() };
    let told = attachment_out(&file);
    assert_eq!((told.sha256, told.name.as_str()), ("ab".repeat(32), "..\\a.jpg"));
    assert_eq!((told.media_type.as_str(), told.size_bytes), ("application/pdf", 12));
    let asked = pb::GetAttachmentRequest { school_code: school(), sha256: "zz".into() };
    assert_told(GetAttachmentQuestion::read(&asked), &[("sha256", "NOT_A_SHA256")]);
    let list = pb::ListAttachmentsRequest { page_size: 1_001, ..Default::default() };
    assert_told(
        ListAttachmentsQuestion::read(list),
        &[("page_size", "OUT_OF_RANGE"), ("school_code", "REQUIRED")],
    );
}

#[test]
fn a_report_is_told_with_each_decision_at_its_veto() {
    let checklist = Checklist::shipped().unwrap();
    let sheet = |given| {
        let answers = checklist.items().map(|item| ItemAnswer {
            item: item.id.clone(),
            given,
            corrected: None,
            evidence: Vec::new(),
        });
        AnswerSheet::of(&checklist, school().parse().unwrap(), signed(), answers.collect()).unwrap()
    };
    let on = signed().at.day();
    let self_check = SubmittedSheet { sheet: sheet(Given::Yes), role: SheetRole::SelfCheck };
    let role = SheetRole::Visit { on, without_self_check: None };
    let found = SubmittedSheet { sheet: sheet(Given::No), role };
    let stands = SchoolVisit {
        self_checks: vec![self_check.clone()],
        visit: Some(found.clone()),
        decisions: vec![],
    };
    let report = stands.report(&checklist).unwrap().unwrap();
    let decided = Reasoned { signed: signed(), why: "核实".parse().unwrap() };
    let ground = VetoGround::Item("6.1".parse().unwrap());
    let decisions = [VetoDecision { ground, verdict: VetoVerdict::Rejected, decided }];
    let score = score(&checklist, &report, &[], &decisions).unwrap();
    let told = ReportLook {
        checklist: &checklist,
        self_check: Some(SheetLook { submitted: &self_check, etag: 3 }),
        visit: Some(SheetLook { submitted: &found, etag: 4 }),
        report: Some(&report),
        score: Some(&score),
        decisions: &decisions,
        contradictions: &[],
    }
    .message();
    assert_eq!((told.items.len(), told.vetoes.len()), (39, 6));
    assert!(told.items.iter().all(|item| item.relation() == pb::AnswerRelation::Untrue));
    let of = |id: &str| {
        let ground = Some(Ground::Item(id.to_owned()));
        told.vetoes.iter().find(|veto| veto.ground.as_ref().unwrap().ground == ground).unwrap()
    };
    assert_eq!((of("6.1").verdict(), of("6.1").why.as_str()), (pb::VetoVerdict::Rejected, "核实"));
    assert_eq!(
        (of("4.1").verdict(), of("4.1").decided.as_ref()),
        (pb::VetoVerdict::Unspecified, None)
    );
    let score = told.score.unwrap();
    assert_eq!((score.earned, score.possible, score.per_mille), (0, 100, Some(0)));
    assert_eq!(score.items[0].why(), pb::Earned::NotMet);
    assert_eq!(told.self_check.unwrap().visited_on, None);
    assert!(told.visit.unwrap().visited_on.is_some());
}
