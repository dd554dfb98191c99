//! In which order sheets are handed in.

use kehou_units::Instant;

use super::*;
use crate::{
    checklist::{Given, ItemAnswer, Relation},
    score::{VetoGround, VetoVerdict},
    written::Signature,
};

fn day(m: u32, d: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(2023, m, d).unwrap()
}

fn line(text: &str) -> Line {
    text.parse().unwrap()
}

fn sheet(on: NaiveDate, given: Given) -> AnswerSheet {
    let checklist = Checklist::shipped().unwrap();
    let answers = checklist.items().map(|item| ItemAnswer {
        item: item.id.clone(),
        given,
        corrected: None,
        evidence: Vec::new(),
    });
    let at = Instant::of_county(on.and_hms_opt(23, 59, 59).unwrap());
    let signed = Signature { by: "somebody".parse().unwrap(), at };
    let school = "3708290001".parse().unwrap();
    AnswerSheet::of(&checklist, school, signed, answers.collect()).unwrap()
}

fn self_check(on: NaiveDate, given: Given) -> SubmittedSheet {
    SubmittedSheet { sheet: sheet(on, given), role: SheetRole::SelfCheck }
}

fn visit(on: NaiveDate, why: Option<&str>) -> SubmittedSheet {
    let role = SheetRole::Visit { on, without_self_check: why.map(line) };
    SubmittedSheet { sheet: sheet(on, Given::No), role }
}

fn campaign() -> Period {
    Period::new(day(1, 1), Some(day(9, 30))).unwrap()
}

#[test]
fn a_self_check_is_handed_in_again_until_the_visit_was() {
    let mut stands = SchoolVisit::default();
    assert_eq!(stands.admits_self_check(), Ok(()));
    stands.self_checks.push(self_check(day(3, 1), Given::Yes));
    assert_eq!(stands.admits_self_check(), Ok(()));
    stands.visit = Some(visit(day(4, 12), None));
    let refused = stands.admits_self_check().unwrap_err();
    assert_eq!(
        (refused.code(), refused),
        ("SELF_CHECK_VISITED", SubmitError::Visited { on: day(4, 12) })
    );
}

#[test]
fn a_visit_says_why_exactly_when_there_was_no_self_check() {
    let mut stands = SchoolVisit::default();
    let why = line("学校未提交");
    let admits = |stands: &SchoolVisit, why: Option<&Line>| {
        stands.admits_visit((day(4, 12), why), &campaign(), day(4, 13))
    };
    assert_eq!(admits(&stands, None), Err(SubmitError::NoSelfCheck { on: day(4, 12) }));
    assert_eq!(admits(&stands, Some(&why)), Ok(()));
    stands.self_checks.push(self_check(day(4, 13), Given::Yes));
    assert_eq!(admits(&stands, Some(&why)), Ok(()), "what came after the visit is no self-check");
    stands.self_checks.insert(0, self_check(day(4, 12), Given::Yes));
    assert_eq!(admits(&stands, None), Ok(()), "on the day of the visit it still is");
    assert_eq!(admits(&stands, Some(&why)), Err(SubmitError::HasSelfCheck { on: day(4, 12) }));
}

#[test]
fn a_visit_lies_in_the_campaign_and_not_ahead() {
    let stands = SchoolVisit::default();
    let why = line("学校未提交");
    let admits = |on, today| stands.admits_visit((on, Some(&why)), &campaign(), today);
    let refused = |on, last| Err(SubmitError::Day { on, first: day(1, 1), last });
    assert_eq!(admits(day(4, 13), day(4, 12)), refused(day(4, 13), day(4, 12)));
    assert_eq!(admits(day(4, 12), day(4, 12)), Ok(()));
    assert_eq!(admits(day(10, 1), day(12, 1)), refused(day(10, 1), day(9, 30)));
    assert_eq!(admits(day(9, 30), day(12, 1)), Ok(()));
    let before = NaiveDate::from_ymd_opt(2022, 12, 31).unwrap();
    assert_eq!(admits(before, day(12, 1)), refused(before, day(9, 30)));
}

#[test]
fn what_a_veto_was_decided_on_stands() {
    let signed = Signature { by: "leader".parse().unwrap(), at: Instant::from_micros(0) };
    let decided = Reasoned { signed, why: line("核实") };
    let ground = VetoGround::Item(line("6.1"));
    let verdict = VetoVerdict::Rejected;
    let decisions = vec![VetoDecision { ground, verdict, decided }];
    let stands = SchoolVisit { decisions, ..SchoolVisit::default() };
    let why = line("学校未提交");
    let again = stands.admits_visit((day(4, 12), Some(&why)), &campaign(), day(4, 13));
    assert_eq!(again.unwrap_err().code(), "VISIT_DECIDED");
}

#[test]
fn the_report_compares_with_the_self_check_of_the_day() {
    let checklist = Checklist::shipped().unwrap();
    let mut stands = SchoolVisit::default();
    assert_eq!(stands.report(&checklist), Ok(None));
    stands.self_checks = vec![self_check(day(3, 1), Given::Yes), self_check(day(4, 13), Given::No)];
    stands.visit = Some(visit(day(4, 12), None));
    let report = stands.report(&checklist).unwrap().unwrap();
    assert!(report.items.iter().all(|item| item.relation == Relation::Untrue));
    stands.self_checks.remove(0);
    assert_eq!(stands.report(&checklist), Err(VisitError::Unexplained));
    stands.visit = Some(visit(day(4, 12), Some("学校未提交")));
    let report = stands.report(&checklist).unwrap().unwrap();
    assert_eq!(report.without_self_check.unwrap().why.as_str(), "学校未提交");
    assert!(report.items.iter().all(|item| item.relation == Relation::Alone));
}
