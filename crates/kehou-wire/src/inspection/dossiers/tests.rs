//! Wrong fields are told at their place; what is right comes back as it was.

use kehou_inspection::{
    CaseAct, CaseDeed, CaseSource, DisciplineCase, EntryAct, EntryDeed, EntryGround, FileEntry,
    FindingNo, Key, Signature, Verified,
};

use super::*;
use crate::{pb::inspection as pb, scalar::date_of, told::assert_told};

fn signed(by: &str) -> Signature {
    let at = kehou_units::Instant::from_micros(1_683_000_000_000_000);
    Signature { by: by.parse().unwrap(), at }
}

fn receiving() -> pb::ReceiveCaseRequest {
    let report = pb::case_source::Source::Report(pb::CaseReport {});
    pb::ReceiveCaseRequest {
        request_id: "case-2023-001".into(),
        source: Some(pb::CaseSource { source: Some(report) }),
        school_code: "3708290001".into(),
        matter: "反映违规收费".into(),
        reporter: Some(pb::CaseReporter { name: "某家长".into(), contact: "电话".into() }),
        ..Default::default()
    }
}

#[test]
fn a_case_is_read_with_its_reporter_only_when_it_was_reported() {
    let read = ReceiveCaseQuestion::read(receiving()).unwrap();
    assert!(matches!(read.origin, CaseOriginAsked::Report(Some(_))));
    let anonymous = pb::ReceiveCaseRequest { reporter: None, ..receiving() };
    let read = ReceiveCaseQuestion::read(anonymous).unwrap();
    assert_eq!(read.origin, CaseOriginAsked::Report(None));
    let office = pb::case_source::Source::Office("审计".into());
    let source = Some(pb::CaseSource { source: Some(office) });
    let wrong = ReceiveCaseQuestion::read(pb::ReceiveCaseRequest { source, ..receiving() });
    assert_told(wrong, &[("reporter", "UNEXPECTED")]);
}

#[test]
fn what_is_wrong_with_a_case_is_told_at_once() {
    let number = pb::case_source::Source::FindingNo(-1);
    let wrong = pb::ReceiveCaseRequest {
        request_id: String::new(),
        source: Some(pb::CaseSource { source: Some(number) }),
        school_code: "37".into(),
        matter: " ".into(),
        reporter: Some(pb::CaseReporter::default()),
        ..Default::default()
    };
    let wrong = ReceiveCaseQuestion::read(wrong);
    let expected = [
        ("request_id", "REQUIRED"),
        ("source.finding_no", "OUT_OF_RANGE"),
        ("school_code", "NOT_A_SCHOOL_CODE"),
        ("matter", "REQUIRED"),
        ("reporter.name", "REQUIRED"),
        ("reporter.contact", "REQUIRED"),
    ];
    assert_told(wrong, &expected);
}

fn case_deeds() -> Vec<CaseDeed> {
    let line = |text: &str| -> kehou_inspection::Line { text.parse().unwrap() };
    vec![
        CaseDeed::Receive {
            source: CaseSource::Finding(FindingNo::new(4)),
            school: "3708290001".parse().unwrap(),
            matter: "账目".parse().unwrap(),
        },
        CaseDeed::Accept,
        CaseDeed::Verify { verified: Verified::Yes, why: line("属实") },
        CaseDeed::Conclude { outcome: "处理".parse().unwrap(), number: line("纪1号") },
        CaseDeed::Transfer { to: line("驻局纪检监察组") },
    ]
}

#[test]
fn deeds_on_cases_come_back_as_they_were_and_receipts_are_refused() {
    let advancing = |deed: Option<pb::CaseDeed>| {
        AdvanceCaseQuestion::read(pb::AdvanceCaseRequest {
            request_id: "case-2023-002".into(),
            case_no: 3,
            deed,
            ..Default::default()
        })
    };
    for deed in case_deeds() {
        let out = case_act_out(&CaseAct { signed: signed("jiwei"), deed: deed.clone() });
        match (advancing(out.deed), matches!(deed, CaseDeed::Receive { .. })) {
            (Ok(read), false) => assert_eq!((read.number, read.deed), (3, deed)),
            (Err(wrong), true) => {
                assert_told(Err::<(), _>(wrong), &[("deed.receive", "UNEXPECTED")]);
            }
            (read, _) => panic!("{read:?}"),
        }
    }
    assert_told(advancing(None), &[("deed", "REQUIRED")]);
    let judge = pb::case_deed::Deed::Judge(pb::JudgeDeed::default());
    let wrong = advancing(Some(pb::CaseDeed { deed: Some(judge) }));
    let expected = [("deed.judge.verdict", "UNSPECIFIED"), ("deed.judge.why", "REQUIRED")];
    assert_told(wrong, &expected);
}

#[test]
fn a_case_shows_what_it_came_to() {
    let acts: Vec<CaseAct> =
        case_deeds().drain(..4).map(|deed| CaseAct { signed: signed("jiwei"), deed }).collect();
    let case = DisciplineCase::replay(&acts).unwrap();
    let out = case_out((9, &case), 12);
    assert_eq!((out.case_no, out.etag, out.stage()), (9, 12, pb::CaseStage::Concluded));
    assert_eq!(out.verdict(), pb::CaseVerdict::Verified);
    assert_eq!((out.outcome.as_str(), out.document_number.as_str()), ("处理", "纪1号"));
}

fn entry_deeds() -> Vec<EntryDeed> {
    let line = |text: &str| -> kehou_inspection::Line { text.parse().unwrap() };
    let day = |day| date_of(pb_day(day)).unwrap();
    vec![
        EntryDeed::Propose {
            person: "head-1".parse().unwrap(),
            school: "3708290001".parse().unwrap(),
            fact_on: day(4),
            ground: EntryGround::PoorService(FindingNo::new(2)),
            statement_due: kehou_inspection::Deadline::on(day(12)),
            corrects: Some(line("人1号")),
        },
        EntryDeed::State("已整改".parse().unwrap()),
        EntryDeed::Turn { key: Key::LeadingGroup, number: line("领1号") },
        EntryDeed::Lapse,
        EntryDeed::Decline(line("情节轻微")),
        EntryDeed::Revoke { number: line("人3号"), why: line("有误") },
    ]
}

fn pb_day(day: i32) -> crate::pb::Date {
    crate::pb::Date { year: 2023, month: 5, day }
}

#[test]
fn deeds_on_entries_come_back_as_they_were_and_proposals_are_refused() {
    for deed in entry_deeds() {
        let read = AdvanceEntryQuestion::read(pb::AdvanceEntryRequest {
            request_id: "entry-2023-01".into(),
            entry_no: 5,
            deed: Some(entry_deed::deed_out(&deed)),
            ..Default::default()
        });
        match (read, matches!(deed, EntryDeed::Propose { .. })) {
            (Ok(read), false) => assert_eq!((read.number, read.deed), (5, deed)),
            (Err(wrong), true) => {
                assert_told(Err::<(), _>(wrong), &[("deed.propose", "UNEXPECTED")]);
            }
            (read, _) => panic!("{read:?}"),
        }
    }
}

#[test]
fn an_entry_shows_whose_turn_it_is_and_a_sealed_one_nothing_but_a_number() {
    let by = ["personnel", "head-1", "leader"];
    let deeds = entry_deeds().into_iter().take(3).zip(by);
    let acts: Vec<EntryAct> =
        deeds.map(|(deed, by)| EntryAct { signed: signed(by), deed }).collect();
    let shown = |most: usize| {
        let acts = &acts[..most];
        let entry = FileEntry::replay(acts).unwrap();
        let out = open_out(&EntryLook { number: 6, entry: &entry, acts, etag: 8 });
        let Some(pb::file_entry::Sight::Open(open)) = out.sight else { panic!("sealed") };
        assert_eq!((out.entry_no, open.acts.len(), open.corrects.as_str()), (6, most, "人1号"));
        open
    };
    let next = [1, 2, 3].map(|most| shown(most).next_key());
    use pb::EntryKey::{LeadingGroup, Personnel, Unspecified};
    assert_eq!(next, [Unspecified, LeadingGroup, Personnel]);
    let sealed = sealed_out(Some(6), &"人3号".parse().unwrap());
    let only = pb::file_entry::Sight::Sealed(pb::SealedEntry { revoked_by: "人3号".into() });
    assert_eq!(sealed, pb::FileEntry { entry_no: 6, sight: Some(only) });
}

#[test]
fn what_an_entry_rests_on_is_one_thing() {
    let asking = |basis| {
        ProposeEntryQuestion::read(pb::ProposeEntryRequest {
            request_id: "entry-2023-02".into(),
            basis,
            corrects_entry_no: -2,
            ..Default::default()
        })
    };
    let corrects = ("corrects_entry_no", "OUT_OF_RANGE");
    assert_told(asking(None), &[("basis", "REQUIRED"), corrects]);
    use pb::propose_entry_request::Basis;
    let case = Basis::DisciplineCase(pb::CaseBasis::default());
    let wrong = asking(Some(case));
    let (number, fact_on) = ("discipline_case.case_no", "discipline_case.fact_on");
    let expected = [(number, "REQUIRED"), (fact_on, "REQUIRED"), corrects];
    assert_told(wrong, &expected);
}

#[test]
fn posts_are_told_apart_by_their_days() {
    let post = |first: i32, last: i32| pb::Post {
        person: "head-1".into(),
        first_day: Some(pb_day(first)),
        last_day: Some(pb_day(last)),
        signed: None,
    };
    let asking = |posts| {
        PutPostsQuestion::read(pb::PutPostsRequest {
            request_id: "posts-2023-1".into(),
            school_code: "3708290001".into(),
            posts,
            ..Default::default()
        })
    };
    assert_eq!(asking(vec![post(1, 4)]).unwrap().posts.len(), 1);
    let blank = pb::Post { person: "head 1".into(), ..post(1, 4) };
    let wrong = asking(vec![post(4, 1), blank]);
    let expected = [("posts[0]", "REVERSED"), ("posts[1].person", "UNCLEAN")];
    assert_told(wrong, &expected);
}
