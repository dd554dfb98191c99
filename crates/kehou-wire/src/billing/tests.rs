use chrono::NaiveDate;
use kehou_attendance::Mark;
use kehou_fee::{Amounts, Bill, Correction, Line, Outcome};
use kehou_policy::{CheckId, Policy, Severity};
use kehou_registry::{Finding, FindingCode, PupilNo, SchoolCode, SlotNo, Subject};
use kehou_units::{ClassHours, Fen, Instant, Month};
use kehou_words::Lang;

use super::*;
use crate::{
    CitationTable,
    audit::ReceiptView,
    pb::fee::{
        CloseMonthRequest, CloseOutcome, ExportMonthRequest, GetBillRequest, ListBillsRequest,
        ListCorrectionsDueRequest, ListFindingsRequest, ListStatementsRequest,
        PublishStatementRequest, close_month_response::News, export_month_response::Part,
    },
    told::{NO_INSTANT, assert_told, day, id, school},
};

fn march() -> Month {
    Month::new(2023, 3).unwrap()
}

fn code() -> SchoolCode {
    school().parse().unwrap()
}

fn amounts() -> Amounts {
    let fen = |fen| Fen::new(fen).unwrap();
    Amounts {
        due: fen(800),
        waived: fen(200),
        payable: fen(600),
        held: fen(400),
        class_hours: ClassHours::new(4),
    }
}

#[test]
fn everything_wrong_with_a_closing_is_told() {
    let wrong = CloseMonthRequest {
        request_id: String::new(),
        reason: "\u{7}".into(),
        month: "03-2023".into(),
        school_code: "37".into(),
        validate_only: true,
    };
    let told = [
        ("request_id", "REQUIRED"),
        ("reason", "UNCLEAN"),
        ("month", "NOT_A_MONTH"),
        ("school_code", "NOT_A_SCHOOL_CODE"),
    ];
    assert_told(CloseMonthQuestion::read(wrong), &told);
    let whole = PublishStatementRequest {
        request_id: id(),
        month: "2023-03".into(),
        etag: 4,
        ..Default::default()
    };
    assert_told(PublishStatementQuestion::read(whole.clone()), &[("etag", "UNEXPECTED")]);
    let one = PublishStatementRequest { school_code: school(), ..whole };
    let read = PublishStatementQuestion::read(one).unwrap();
    assert_eq!((read.school, read.write.etag), (Some(code()), Some(4)));
}

#[test]
fn everything_wrong_with_a_query_is_told() {
    let bill = GetBillRequest { revision: Some(-1), known_at: NO_INSTANT, ..Default::default() };
    assert_told(
        GetBillQuestion::read(&bill),
        &[
            ("school_code", "REQUIRED"),
            ("pupil_no", "REQUIRED"),
            ("month", "REQUIRED"),
            ("revision", "OUT_OF_RANGE"),
            ("known_at", "NOT_AN_INSTANT"),
        ],
    );
    let bills = ListBillsRequest {
        known_at: NO_INSTANT,
        page_size: -1,
        page_token: "=".into(),
        ..Default::default()
    };
    assert_told(
        ListBillsQuestion::read(bills),
        &[
            ("page_size", "OUT_OF_RANGE"),
            ("page_token", "NOT_A_PAGE_TOKEN"),
            ("school_code", "REQUIRED"),
            ("month", "REQUIRED"),
            ("known_at", "NOT_AN_INSTANT"),
        ],
    );
    let statements = ListStatementsRequest {
        school_code: "x".into(),
        town: "3708".into(),
        known_at: NO_INSTANT,
        page_size: -1,
        page_token: "=".into(),
        ..Default::default()
    };
    assert_told(
        ListStatementsQuestion::read(statements),
        &[
            ("page_size", "OUT_OF_RANGE"),
            ("page_token", "NOT_A_PAGE_TOKEN"),
            ("month", "REQUIRED"),
            ("school_code", "NOT_A_SCHOOL_CODE"),
            ("town", "NOT_A_DIVISION"),
            ("known_at", "NOT_AN_INSTANT"),
        ],
    );
}

#[test]
fn everything_wrong_with_a_query_of_findings_or_corrections_is_told() {
    let findings = ListFindingsRequest {
        school_code: "x".into(),
        severity: 9,
        code: "R".repeat(41),
        known_at: NO_INSTANT,
        page_size: -1,
        page_token: "=".into(),
        ..Default::default()
    };
    assert_told(
        ListFindingsQuestion::read(findings),
        &[
            ("page_size", "OUT_OF_RANGE"),
            ("page_token", "NOT_A_PAGE_TOKEN"),
            ("month", "REQUIRED"),
            ("school_code", "NOT_A_SCHOOL_CODE"),
            ("severity", "UNKNOWN_VALUE"),
            ("code", "TOO_LONG"),
            ("known_at", "NOT_AN_INSTANT"),
        ],
    );
    let corrections = ListCorrectionsDueRequest {
        month: "2023".into(),
        school_code: "x".into(),
        page_size: -1,
        page_token: "=".into(),
    };
    assert_told(
        ListCorrectionsDueQuestion::read(corrections),
        &[
            ("page_size", "OUT_OF_RANGE"),
            ("page_token", "NOT_A_PAGE_TOKEN"),
            ("month", "NOT_A_MONTH"),
            ("school_code", "NOT_A_SCHOOL_CODE"),
        ],
    );
    let open = ListCorrectionsDueQuestion::read(ListCorrectionsDueRequest::default()).unwrap();
    assert_eq!((open.month, open.school), (None, None));
    let month = "2023-03".to_owned();
    let severe =
        ListFindingsRequest { month, severity: 1, code: "R02".into(), ..Default::default() };
    let severe = ListFindingsQuestion::read(severe).unwrap();
    assert_eq!((severe.severity, severe.code.as_deref()), (Some(Severity::Block), Some("R02")));
}

#[test]
fn a_file_is_named_after_what_it_holds() {
    let asked = |content, format, school_code| {
        let month = "2023-03".to_owned();
        ExportMonthQuestion::read(&ExportMonthRequest {
            month,
            school_code,
            content,
            format,
            known_at: None,
        })
    };
    assert_eq!(asked(1, 2, String::new()).unwrap().file_name(), "bills-2023-03.csv");
    let of_school = asked(3, 3, school()).unwrap();
    assert_eq!(of_school.file_name(), "marks-3708290001-2023-03.jsonl");
    let Some(Part::Header(header)) = export_header(&of_school).part else { panic!("a header") };
    assert_eq!(header.media_type, "application/jsonl");
    let wrong = ExportMonthRequest { content: 4, known_at: NO_INSTANT, ..Default::default() };
    assert_told(
        ExportMonthQuestion::read(&wrong),
        &[
            ("month", "REQUIRED"),
            ("content", "UNKNOWN_VALUE"),
            ("format", "UNSPECIFIED"),
            ("known_at", "NOT_AN_INSTANT"),
        ],
    );
    let Some(Part::Trailer(trailer)) = export_trailer(&[0xab; 32], 7, 2).part else {
        panic!("a trailer")
    };
    assert_eq!((trailer.sha256, trailer.size_bytes, trailer.rows), ("ab".repeat(32), 7, 2));
}

#[test]
fn what_is_waived_is_only_told_to_those_who_may_read_it() {
    let shown = SumsView { pupils: 3, amounts: amounts(), money: Money::Shown }.message();
    assert_eq!((shown.pupils, shown.class_hours, shown.due_fen), (3, 4, 800));
    assert_eq!(
        (shown.waived_fen, shown.payable_fen, shown.held_fen),
        (Some(200), Some(600), Some(400))
    );
    let hidden = SumsView { pupils: 3, amounts: amounts(), money: Money::Hidden }.message();
    assert_eq!((hidden.pupils, hidden.class_hours, hidden.due_fen), (3, 4, 800));
    assert_eq!((hidden.waived_fen, hidden.payable_fen, hidden.held_fen), (None, None, None));
}

#[test]
fn a_statement_tells_what_it_was_made_from() {
    let school = code();
    let view = StatementView {
        school: &school,
        month: march(),
        revision: 1,
        policy_id: "p1",
        billed_on: NaiveDate::from_ymd_opt(2023, 4, 6).unwrap(),
        sums: SumsView { pupils: 3, amounts: amounts(), money: Money::Hidden },
        published_on: None,
        made_at: Instant::from_micros(1_680_000_000_000_000),
        facts_etag: 9,
        etag: 12,
    };
    let sent = view.message();
    assert_eq!((sent.revision, sent.policy_id.as_str(), sent.billed_on), (1, "p1", day(4, 6)));
    assert_eq!((sent.facts_etag, sent.etag, sent.published_on), (9, 12, None));
}

#[test]
fn a_bill_is_answered_with_its_lines_findings_and_law() {
    let lines = [Line {
        on: NaiveDate::from_ymd_opt(2023, 3, 1).unwrap(),
        slot: SlotNo::ALL[0],
        mark: Mark::Present,
        outcome: Outcome::Charged,
        rate: Fen::new(200).unwrap(),
    }];
    let school = code();
    let findings = [found(Subject::Pupil(PupilNo::new(7)))];
    let bill = Bill { pupil: PupilNo::new(7), amounts: amounts(), lines: &lines };
    let view = BillView {
        school: &school,
        month: march(),
        revision: 2,
        bill,
        findings: &findings,
        etag: 31,
    };
    let policy = Policy::shipped().unwrap();
    let table = CitationTable::of(&policy, march(), Lang::En);
    let answer = view.answer(("p1", None), &table, Lang::En);
    assert_eq!((answer.policy_id.as_str(), &answer.payee), ("p1", &None));
    assert!(answer.citations.iter().any(|citation| citation.rule == "F1"));
    let sent = answer.bill.unwrap();
    assert_eq!((sent.pupil_no, sent.revision, sent.etag), (7, 2, 31));
    assert_eq!((sent.due_fen, sent.waived_fen), (800, 200));
    assert_eq!((sent.payable_fen, sent.held_fen, sent.class_hours), (600, 400, 4));
    assert_eq!((sent.lines[0].slot, sent.lines[0].due_fen), (1, 200));
    assert_eq!(sent.findings[0].code, "R02");
}

fn found(subject: Subject) -> Finding {
    let (on, slot) = (None, None);
    Finding { school: code(), code: FindingCode::Check(CheckId::R02), subject, on, slot, marks: 2 }
}

#[test]
fn findings_and_corrections_name_the_pupil() {
    let of_pupil = found(Subject::Pupil(PupilNo::new(7)));
    let view = FindingView { month: march(), revision: 0, finding_no: 4, finding: &of_pupil };
    let sent = view.message(Lang::En);
    assert_eq!((sent.pupil_no, sent.finding_no, sent.month.as_str()), (7, 4, "2023-03"));
    assert_eq!(sent.finding.unwrap().marks, 2);
    let of_school = found(Subject::School);
    assert_eq!(FindingView { finding: &of_school, ..view }.message(Lang::En).pupil_no, 0);
    let school = code();
    let correction = |lowered, raised| {
        let (pupil, month) = (PupilNo::new(7), march());
        let (lowered, raised) = (Fen::new(lowered).unwrap(), Fen::new(raised).unwrap());
        let correction = Correction { pupil, month, lowered, raised };
        CorrectionView { school: &school, revision: 0, correction }.message()
    };
    let (back, both) = (correction(400, 0), correction(200, 200));
    assert_eq!((back.pupil_no, back.difference_fen, back.needs_two_persons), (7, -400, false));
    assert_eq!((both.difference_fen, both.lowered_fen, both.raised_fen), (0, 200, 200));
    assert!(both.needs_two_persons, "a charge that rises");
}

#[test]
fn news_of_a_closing_say_what_became_of_each_school() {
    let school = code();
    let sums = SumsView { pupils: 3, amounts: amounts(), money: Money::Shown };
    let recorded_at = Instant::from_micros(1_680_000_000_000_000);
    let receipt = ReceiptView { etag: 31, recorded_at, replayed: false, unchanged: false };
    let news = |fate, receipt| {
        let view = ClosingView { school: &school, fate, receipt, done: 1, total: 2 };
        let Some(News::School(sent)) = view.news().news else { panic!("news of a school") };
        assert_eq!(
            (sent.school_code.as_str(), sent.schools_done, sent.schools_total),
            ("3708290001", 1, 2)
        );
        sent
    };
    let closed = news(SchoolFate::Closed { revision: 0, sums, findings: 5 }, Some(receipt));
    assert_eq!(
        (closed.outcome(), closed.revision, closed.findings),
        (CloseOutcome::Closed, Some(0), 5)
    );
    assert_eq!(closed.receipt.unwrap().etag, 31);
    let stands = news(SchoolFate::Unchanged { revision: 3, sums, findings: 5 }, Some(receipt));
    assert_eq!((stands.outcome(), stands.revision), (CloseOutcome::Unchanged, Some(3)));
    let (reason, text) = ("MONTH_NOT_LOCKED".to_owned(), "not yet".to_owned());
    let refused = news(SchoolFate::Refused { code: reason, text }, None);
    assert_eq!((refused.outcome(), refused.revision), (CloseOutcome::Refused, None));
    assert_eq!((refused.refusal_code.as_str(), refused.sums), ("MONTH_NOT_LOCKED", None));
    let summary = CloseSummaryView { month: march(), closed: 1, unchanged: 2, refused: 3, sums };
    let Some(News::Summary(sent)) = summary.news().news else { panic!("a summary") };
    assert_eq!((sent.closed, sent.unchanged, sent.refused), (1, 2, 3));
    let published_on = NaiveDate::from_ymd_opt(2023, 4, 10).unwrap();
    let published = PublishedView { school: &school, revision: 3, published_on, receipt }.message();
    assert_eq!((published.revision, published.published_on), (3, day(4, 10)));
    assert_eq!(published.receipt.map(|receipt| receipt.etag), Some(31));
}
