//! The shipped checklist, sheets, comparison and prefill.

use kehou_units::Instant;

use super::*;
use crate::{
    finding::Problem,
    written::{Reasoned, Signature},
};

const SHIPPED: &str = include_str!("../../data/checklist-1.toml");

fn line(text: &str) -> Line {
    text.parse().unwrap()
}

fn signed(by: &str) -> Signature {
    Signature { by: by.parse().unwrap(), at: Instant::from_micros(0) }
}

/// A sheet that says yes but where `others` say otherwise.
fn answers(checklist: &Checklist, others: &[(&str, Given, Option<&str>)]) -> Vec<ItemAnswer> {
    let of = |item: &Item| {
        let other = others.iter().find(|(id, ..)| *id == item.id.as_str());
        let given = other.map_or(Given::Yes, |(_, given, _)| *given);
        let corrected = other.and_then(|(.., corrected)| corrected.map(line));
        ItemAnswer { item: item.id.clone(), given, corrected, evidence: Vec::new() }
    };
    checklist.items().map(of).collect()
}

fn sheet(checklist: &Checklist, others: &[(&str, Given, Option<&str>)]) -> AnswerSheet {
    let school = "3708290001".parse().unwrap();
    AnswerSheet::of(checklist, school, signed("a"), answers(checklist, others)).unwrap()
}

#[test]
fn the_shipped_checklist_has_the_parts_and_points_of_the_register() {
    let checklist = Checklist::shipped().unwrap();
    let points: Vec<u32> = checklist.parts().iter().map(|part| part.points).collect();
    assert_eq!(points, [10, 12, 12, 16, 14, 12, 12, 6, 6]);
    assert_eq!(checklist.items().count(), 39);
    let grades: Vec<u32> = checklist.grades().map(|grade| grade.from_percent).collect();
    assert_eq!(grades, [90, 75, 60, 0]);
    // Compulsion, compressed teaching, new lessons, unattended child, illegal charging, third party.
    let vetoes = checklist.items().filter(|item| item.veto == Veto::Proposed);
    let vetoes: Vec<&str> = vetoes.map(|item| item.id.as_str()).collect();
    assert_eq!(vetoes, ["2.1", "3.3", "4.1", "5.1", "6.1", "9.1"]);
}

#[test]
fn unsound_checklists_are_refused() {
    for (from, to, code) in [
        ("points = 10\n", "points = 11\n", "INSPECTION_DATA_SUM"),
        ("id = \"1.2\"", "id = \"1.1\"", "INSPECTION_DATA_TWICE"),
        ("from_percent = 75", "from_percent = 95", "INSPECTION_DATA_ORDER"),
        ("from_percent = 0", "from_percent = 1", "INSPECTION_DATA_ORDER"),
        ("checks = [\"R12\"]", "checks = [\"R99\"]", "INSPECTION_DATA_VALUE"),
        ("\"excluded\"", "\"ignored\"", "INSPECTION_DATA_VALUE"),
        ("evidence = [\"document\"]", "evidence = [\"rumour\"]", "INSPECTION_DATA_VALUE"),
        ("evidence = [\"document\"]", "evidence = []", "INSPECTION_DATA_ORDER"),
        ("version = 1", "version = 1.0", "INSPECTION_DATA_UNREADABLE"),
        ("version = 1", "version = 1\nowner = \"x\"", "INSPECTION_DATA_UNREADABLE"),
    ] {
        let text = SHIPPED.replacen(from, to, 1);
        assert_ne!(text, SHIPPED, "{from}");
        assert_eq!(Checklist::load("a.toml", &text).unwrap_err().code(), code, "{to}");
    }
    let whole = SHIPPED.replacen("points = 10\n", "points = 11\n", 1);
    let whole = whole.replacen("points = 2\n", "points = 3\n", 1);
    let fault = Checklist::load("a.toml", &whole).unwrap_err();
    assert_eq!(
        fault.to_string(),
        "a.toml:3: the points of `service-inspection` add up to 101, not to 100"
    );
}

#[test]
fn sheets_answer_every_item_once() {
    let checklist = Checklist::shipped().unwrap();
    let of = |given| AnswerSheet::of(&checklist, "3708290001".parse().unwrap(), signed("a"), given);
    let all = answers(&checklist, &[]);
    assert!(of(all.clone()).is_ok());
    assert_eq!(of(all[1..].to_vec()), Err(SheetError::Unanswered { items: vec![line("1.1")] }));
    let twice = [all.clone(), all[..1].to_vec()].concat();
    assert_eq!(of(twice), Err(SheetError::Twice { item: line("1.1") }));
    let stray = ItemAnswer { item: line("0.0"), ..all[0].clone() };
    assert_eq!(of(vec![stray]), Err(SheetError::Unknown { item: line("0.0") }));
    let sound = ItemAnswer { corrected: Some(line("已补")), ..all[0].clone() };
    assert_eq!(of(vec![sound]), Err(SheetError::NothingToCorrect { item: line("1.1") }));
}

#[test]
fn a_visit_is_compared_item_by_item() {
    let checklist = Checklist::shipped().unwrap();
    let own = sheet(
        &checklist,
        &[("1.2", Given::No, None), ("1.3", Given::No, Some("已补")), ("1.4", Given::No, None)],
    );
    let seen = [
        ("1.1", Given::No, None),
        ("1.2", Given::No, None),
        ("1.3", Given::No, Some("现场所见已改")),
        ("1.5", Given::NotApplicable, None),
        ("2.2", Given::No, Some("检查后才改")),
    ];
    let visit = sheet(&checklist, &seen);
    let report = compare(&checklist, &SelfCheck::Submitted(&own), &visit).unwrap();
    let of = |id: &str| report.items.iter().find(|one| one.item.as_str() == id).unwrap();
    assert_eq!(of("1.1").relation, Relation::Untrue);
    assert_eq!(of("1.2").relation, Relation::Same);
    assert_eq!(of("1.4").relation, Relation::Better);
    assert_eq!(of("1.5").relation, Relation::Scope);
    assert!(of("1.3").corrected.is_some() && !of("1.3").fails());
    assert!(of("2.2").corrected.is_none(), "the school had not reported it");
    let problems = ["1.1", "1.2", "2.2"].map(|id| Problem::Item(line(id)));
    assert_eq!(report.problems(), problems);
}

#[test]
fn a_visit_without_self_check_needs_a_reason_and_is_a_finding() {
    let checklist = Checklist::shipped().unwrap();
    let why = Reasoned { signed: signed("bureau"), why: line("学校未提交") };
    let visit = sheet(&checklist, &[]);
    let report = compare(&checklist, &SelfCheck::Missing(why), &visit).unwrap();
    assert_eq!(report.problems(), [Problem::NoSelfCheck]);
    assert!(report.items.iter().all(|one| one.relation == Relation::Alone));
}

#[test]
fn sheets_of_different_versions_or_schools_are_not_compared() {
    let checklist = Checklist::shipped().unwrap();
    let newer = Checklist::load("b", &SHIPPED.replacen("version = 1", "version = 2", 1)).unwrap();
    let (old, new) = (sheet(&checklist, &[]), sheet(&newer, &[]));
    let refused = compare(&newer, &SelfCheck::Submitted(&old), &new).unwrap_err();
    let whose = "self_check";
    let id = line("service-inspection");
    assert_eq!(refused, VisitError::OtherVersion { whose, id, version: 1, expected: 2 });
    assert!(compare(&newer, &SelfCheck::Submitted(&new), &old).is_err());
    let other = "3708290002".parse().unwrap();
    let other = AnswerSheet::of(&newer, other, signed("b"), answers(&newer, &[])).unwrap();
    let refused = compare(&newer, &SelfCheck::Submitted(&other), &new);
    assert_eq!(refused, Err(VisitError::OtherSchool));
}

#[test]
fn no_data_is_never_yes_and_contradictions_name_their_records() {
    let checklist = Checklist::shipped().unwrap();
    let outcome =
        |check, looked, record: &str| CheckOutcome { check, looked, records: vec![line(record)] };
    let outcomes = [
        outcome(CheckId::R12, Looked::Clear, "教学日 95"),
        outcome(CheckId::R11, Looked::NoData, "无计划"),
        outcome(CheckId::R01, Looked::Found, "账单 2023-03 第7号"),
        outcome(CheckId::R03, Looked::Clear, "免收 12"),
        outcome(CheckId::R06, Looked::Clear, "账单 2023-03"),
    ];
    let filled = prefill(&checklist, &outcomes);
    let of = |id: &str| filled.iter().find(|one| one.item.as_str() == id).unwrap();
    assert_eq!(of("3.1").answer, Prefilled::Satisfied);
    assert_eq!(of("3.2").answer, Prefilled::NoData);
    assert_eq!(of("5.2").answer, Prefilled::NoData, "the check did not run");
    assert_eq!(of("6.4").answer, Prefilled::NoData, "one of two checks did not run");
    assert_eq!(of("6.1").answer, Prefilled::Contradicted);
    assert_eq!(of("6.1").records, [line("账单 2023-03 第7号")]);
    assert!(filled.iter().all(|one| one.item.as_str() != "1.1"), "no check answers it");
    let warned = contradictions(&sheet(&checklist, &[]), &filled);
    let ids: Vec<&str> = warned.iter().map(|one| one.item.as_str()).collect();
    assert_eq!(ids, ["6.1"]);
    assert_eq!(warned[0].check, CheckId::R27);
    let honest = sheet(&checklist, &[("6.1", Given::No, None)]);
    assert_eq!(contradictions(&honest, &filled), []);
}
