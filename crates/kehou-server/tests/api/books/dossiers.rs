//! Cases, principals' files, results and good practice through the server. (I10, I14, I16, O8)

use kehou_wire::pb::{
    audit::ListChangesRequest,
    inspection::{
        case_deed::Deed as OnCase, case_source::Source, entry_deed::Deed as OnEntry,
        file_entry::Sight, practice_deed::Deed as OnPractice, propose_entry_request::Basis, *,
    },
};
use tonic::Code;

use super::{
    county::{County, by, day},
    findings,
    people::code,
};
use crate::{
    harness::{metadata, reason},
    march::date,
};

fn school(number: usize) -> String {
    code(number).to_string()
}

const REPORTER: &str = "某家长";
const WHY: &str = "来信反映的是校长本人";

/// A request that receives a case with its reporter.
pub(crate) fn receive(number: usize, id: &str) -> ReceiveCaseRequest {
    ReceiveCaseRequest {
        request_id: id.into(),
        reason: WHY.into(),
        source: Some(CaseSource { source: Some(Source::Report(CaseReport {})) }),
        school_code: school(number),
        matter: "反映违规收费".into(),
        reporter: Some(CaseReporter { name: REPORTER.into(), contact: "13800000000".into() }),
    }
}

/// A request that does a deed to the first case.
pub(crate) fn on_case(id: &str, deed: OnCase) -> AdvanceCaseRequest {
    AdvanceCaseRequest {
        request_id: id.into(),
        case_no: 1,
        deed: Some(CaseDeed { deed: Some(deed) }),
        ..Default::default()
    }
}

pub(crate) const fn accept() -> OnCase {
    OnCase::Accept(AcceptDeed {})
}

/// A request that proposes an entry on the first finding of a school.
pub(crate) fn propose(number: usize, id: &str) -> ProposeEntryRequest {
    let finding = FindingBasis { school_code: school(number), finding_no: 1 };
    ProposeEntryRequest {
        request_id: id.into(),
        reason: WHY.into(),
        basis: Some(Basis::Finding(finding)),
        ..Default::default()
    }
}

/// A request that proposes an entry on the first case.
pub(crate) fn propose_violation(id: &str) -> ProposeEntryRequest {
    let case = CaseBasis { case_no: 1, fact_on: date(3, 1) };
    ProposeEntryRequest {
        request_id: id.into(),
        basis: Some(Basis::DisciplineCase(case)),
        ..Default::default()
    }
}

/// A request that does a deed to the first entry.
pub(crate) fn on_entry(id: &str, deed: OnEntry) -> AdvanceEntryRequest {
    AdvanceEntryRequest {
        request_id: id.into(),
        entry_no: 1,
        deed: Some(EntryDeed { deed: Some(deed) }),
        ..Default::default()
    }
}

pub(crate) fn state() -> OnEntry {
    OnEntry::State(StateDeed { text: "已整改".into() })
}

pub(crate) const fn lapse() -> OnEntry {
    OnEntry::Lapse(LapseStatementDeed {})
}

pub(crate) fn turn(key: EntryKey) -> OnEntry {
    OnEntry::Turn(TurnKeyDeed { key: key.into(), number: "嘉教〔2023〕8号".into() })
}

pub(crate) fn file_of(person: &str) -> GetFileRequest {
    GetFileRequest { person: person.into() }
}

pub(crate) fn put_posts(number: usize, id: &str) -> PutPostsRequest {
    let post = Post { person: "head".into(), first_day: date(1, 1), ..Default::default() };
    PutPostsRequest {
        request_id: id.into(),
        school_code: school(number),
        posts: vec![post],
        ..Default::default()
    }
}

pub(crate) fn posts(number: usize) -> GetPostsRequest {
    GetPostsRequest { school_code: school(number), known_at: None }
}

pub(crate) fn results() -> ListSchoolResultsRequest {
    ListSchoolResultsRequest { campaign_no: 1, ..Default::default() }
}

pub(crate) fn group_results() -> ListGroupResultsRequest {
    ListGroupResultsRequest { campaign_no: 1, known_at: None }
}

pub(crate) fn assessment() -> ExportAssessmentRequest {
    let format = TableFormat::Csv.into();
    ExportAssessmentRequest { campaign_no: 1, format, known_at: None }
}

pub(crate) fn summary() -> GetPublicSummaryRequest {
    let format = SummaryFormat::Html.into();
    GetPublicSummaryRequest { campaign_no: 1, format, known_at: None }
}

pub(crate) fn nominate(number: usize, id: &str) -> NominatePracticeRequest {
    NominatePracticeRequest {
        request_id: id.into(),
        school_code: school(number),
        what: "社团丰富".into(),
        ..Default::default()
    }
}

pub(crate) fn review(number: usize, id: &str) -> AdvancePracticeRequest {
    let approve = OnPractice::Approve(ApprovePracticeDeed { why: "可推广".into() });
    AdvancePracticeRequest {
        request_id: id.into(),
        school_code: school(number),
        practice_no: 1,
        deed: Some(PracticeDeed { deed: Some(approve) }),
        ..Default::default()
    }
}

pub(crate) fn practices_of(number: usize) -> ListPracticesRequest {
    ListPracticesRequest { school_code: school(number), ..Default::default() }
}

#[tokio::test]
async fn a_reporter_is_told_by_one_call_and_to_discipline_alone() {
    let county = County::new().await;
    let mut client = county.dossiers();
    let received = client.receive_case(by("discipline", receive(1, "case-0001"))).await.unwrap();
    assert_eq!(received.into_inner().case_no, 1);
    let asked = GetCaseRequest { case_no: 1, known_at: None };
    let read = client.get_case(by("discipline", asked)).await.unwrap().into_inner();
    assert!(!format!("{read:?}").contains(REPORTER));
    let list = ListCasesRequest::default();
    let list = client.list_cases(by("discipline", list)).await.unwrap().into_inner();
    assert_eq!(list.cases.len(), 1);
    assert!(!format!("{list:?}").contains(REPORTER));
    let asked = GetReporterRequest { case_no: 1 };
    let told = client.get_reporter(by("discipline", asked)).await.unwrap().into_inner();
    assert_eq!(told.reporter.unwrap().name, REPORTER);
    for who in ["leading-group", "personnel", "programme", "auditor", "head"] {
        let refused = client.get_reporter(by(who, asked)).await.unwrap_err();
        assert_eq!(refused.code(), Code::PermissionDenied, "{who}");
        let changes = county.audit().list_changes(by(who, ListChangesRequest::default())).await;
        if let Ok(changes) = changes {
            let changes = changes.into_inner().changes;
            assert!(changes.iter().any(|it| it.action == "inspection.receive_case"), "{who}");
            assert!(!format!("{changes:?}").contains(WHY), "{who}");
        }
    }
    let conclude = OnCase::Conclude(ConcludeDeed { outcome: "处理".into(), number: "1".into() });
    let illegal = client.advance_case(by("discipline", on_case("case-0002", conclude)));
    let illegal = illegal.await.unwrap_err();
    assert_eq!(
        (illegal.code(), reason(&illegal)),
        (Code::FailedPrecondition, "CASE_ILLEGAL".into())
    );
    assert_eq!(metadata(&illegal, "from"), "CASE_STAGE_RECEIVED");
    assert_eq!(metadata(&illegal, "attempted"), "CASE_CONCLUDE");
    assert_eq!(illegal.message(), "the case is received; it is not possible to conclude it now");
    county.stop().await;
}

#[tokio::test]
async fn an_entry_is_heard_and_turned_by_two_offices_and_sealed_when_revoked() {
    let county = County::new().await;
    confirmed(&county).await;
    let mut client = county.dossiers();
    client.put_posts(by("personnel", put_posts(1, "posts-0001"))).await.unwrap();
    let proposed = client.propose_entry(by("personnel", propose(1, "entry-0001"))).await.unwrap();
    assert_eq!(proposed.into_inner().entry_no, 1);
    let asked = ListEntriesRequest::default();
    let mine = client.list_entries(by("head", asked.clone())).await.unwrap().into_inner();
    let Some(Sight::Open(open)) = &mine.entries[0].sight else { panic!("{mine:?}") };
    assert_eq!((open.person.as_str(), open.statement_due), ("head", date(3, 8)));
    let hidden = client.list_entries(by("discipline", asked)).await.unwrap().into_inner();
    assert_eq!(hidden.entries, [], "poor service is no business of discipline");
    let revoke = RevokeDeed { number: "人〔2023〕9号".into(), why: "认定有误".into() };
    let steps = [
        ("head", "step-0001", state()),
        ("leading-group", "step-0002", turn(EntryKey::LeadingGroup)),
        ("personnel", "step-0003", turn(EntryKey::Personnel)),
        ("personnel", "step-0004", OnEntry::Revoke(revoke)),
    ];
    let mut files = Vec::new();
    for (who, id, deed) in steps {
        client.advance_entry(by(who, on_entry(id, deed))).await.unwrap();
        let file = client.get_file(by("leading-group", file_of("head"))).await.unwrap();
        files.push(file.into_inner().places);
    }
    assert_eq!(files.iter().map(Vec::len).collect::<Vec<_>>(), [0, 0, 1, 1]);
    let sealed = Sight::Sealed(SealedEntry { revoked_by: "人〔2023〕9号".into() });
    assert_eq!(files[3][0].entry.clone().unwrap(), FileEntry { entry_no: 0, sight: Some(sealed) });
    let read = client.get_entry(by("personnel", GetEntryRequest { entry_no: 1 })).await.unwrap();
    assert!(!format!("{:?}", read.into_inner()).contains("已整改"), "what was said is sealed too");
    county.stop().await;
}

/// A finding of school 1 that is confirmed.
async fn confirmed(county: &County) {
    let mut client = county.findings();
    client.open_finding(by("inspector", findings::open(1, "open-0001"))).await.unwrap();
    let steps = [
        ("programme", "find-0001", findings::notify()),
        ("head", "find-0002", findings::respond()),
        ("programme", "find-0003", findings::confirm()),
    ];
    for (who, id, deed) in steps {
        client.advance_finding(by(who, findings::advance(1, id, deed))).await.unwrap();
    }
}

#[tokio::test]
async fn results_and_practices_need_a_campaign_and_a_visit() {
    let county = County::new().await;
    county.at(day(4, 10));
    let mut client = county.results();
    let unknown = client.list_school_results(by("auditor", results())).await.unwrap_err();
    assert_eq!((unknown.code(), reason(&unknown)), (Code::NotFound, "CAMPAIGN_UNKNOWN".into()));
    let open = super::campaigns::open("campaign-01");
    county.campaigns().open_campaign(by("programme", open)).await.unwrap();
    let list = client.list_group_results(by("auditor", group_results())).await.unwrap();
    assert_eq!(list.into_inner().results, []);
    let none = client.get_public_summary(by("programme", summary())).await.unwrap_err();
    assert_eq!((none.code(), reason(&none)), (Code::FailedPrecondition, "RESULTS_NONE".into()));
    let unvisited = client.nominate_practice(by("programme", nominate(1, "practice-1")));
    assert_eq!(reason(&unvisited.await.unwrap_err()), "PRACTICE_UNVISITED");
    let routine = super::campaigns::routine(1, "routine-01");
    county.campaigns().record_routine_visit(by("inspector", routine)).await.unwrap();
    let done = client.nominate_practice(by("inspector", nominate(1, "practice-2"))).await.unwrap();
    assert_eq!(done.into_inner().practice_no, 1);
    client.advance_practice(by("programme", review(1, "practice-3"))).await.unwrap();
    let named = PublishPracticeDeed {
        title: "社团进课后".into(),
        text: format!("{}以社团丰富课后服务", school(1)),
        names: vec![],
    };
    let deed = Some(PracticeDeed { deed: Some(OnPractice::Publish(named)) });
    let publish = AdvancePracticeRequest { deed, ..review(1, "practice-4") };
    let refused = client.advance_practice(by("programme", publish)).await.unwrap_err();
    assert_eq!(reason(&refused), "PRACTICE_NAMED");
    let seen = client.list_practices(by("head", practices_of(1))).await.unwrap().into_inner();
    assert_eq!(seen.practices[0].stage(), PracticeStage::Approved);
    county.stop().await;
}
