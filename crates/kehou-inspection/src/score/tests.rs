//! Points, grades and vetoes.

use kehou_units::Instant;

use super::*;
use crate::{
    checklist::{Compared, Relation},
    written::{Reasoned, Signature},
};

const SHIPPED: &str = include_str!("../../data/checklist-1.toml");

fn line(text: &str) -> Line {
    text.parse().unwrap()
}

fn report(checklist: &Checklist, seen: &[(&str, Given, bool)]) -> VisitReport {
    let items = checklist.items().map(|item| {
        let other = seen.iter().find(|(id, ..)| *id == item.id.as_str());
        Compared {
            item: item.id.clone(),
            school: Some(Given::No),
            inspectors: other.map_or(Given::Yes, |(_, given, _)| *given),
            relation: Relation::Same,
            corrected: other.and_then(|(.., corrected)| corrected.then(|| line("已改"))),
        }
    });
    VisitReport { items: items.collect(), without_self_check: None }
}

fn scored(seen: &[(&str, Given, bool)]) -> Score {
    let checklist = Checklist::shipped().unwrap();
    score(&checklist, &report(&checklist, seen), &[], &[]).unwrap()
}

fn decision(ground: VetoGround, verdict: VetoVerdict) -> VetoDecision {
    let signed = Signature { by: "leader".parse().unwrap(), at: Instant::from_micros(0) };
    VetoDecision { ground, verdict, decided: Reasoned { signed, why: line("核实") } }
}

#[test]
fn points_are_whole_and_each_is_derived() {
    let score = scored(&[("4.2", Given::No, false), ("5.2", Given::No, true)]);
    assert_eq!((score.earned, score.possible), (97, 100));
    let of = |id: &str| score.lines.iter().find(|line| line.item.as_str() == id).unwrap();
    assert_eq!((of("4.2").earned, of("4.2").why), (0, Earned::NotMet));
    assert_eq!((of("5.2").earned, of("5.2").why), (3, Earned::CorrectedByItself));
    assert_eq!(score.lines.len(), 39);
}

#[test]
fn grades_begin_exactly_at_their_share() {
    // 10 of 100 points lost: 90; one more item loses it.
    let ten = [("4.2", Given::No, false), ("4.3", Given::No, false), ("7.1", Given::No, false)];
    assert_eq!((scored(&ten).earned, scored(&ten).grade.key.as_str()), (90, "excellent"));
    let twelve = [&ten[..], &[("8.1", Given::No, false)]].concat();
    assert_eq!(scored(&twelve).grade.key.as_str(), "good");
}

#[test]
fn what_does_not_apply_is_left_out_or_earned_as_the_data_say() {
    let outside = ["9.1", "9.2", "9.3"].map(|id| (id, Given::NotApplicable, false));
    let excluded = scored(&outside);
    assert_eq!((excluded.earned, excluded.possible), (94, 94));
    assert_eq!(excluded.per_mille(), Some(1000));
    let earned = SHIPPED.replacen("\"excluded\"", "\"earned\"", 1);
    let checklist = Checklist::load("a", &earned).unwrap();
    let score = score(&checklist, &report(&checklist, &outside), &[], &[]).unwrap();
    assert_eq!((score.earned, score.possible), (100, 100));
}

#[test]
fn nothing_applicable_earns_the_lowest_grade() {
    let checklist = Checklist::shipped().unwrap();
    let ids: Vec<String> = checklist.items().map(|item| item.id.to_string()).collect();
    let none: Vec<_> = ids.iter().map(|id| (id.as_str(), Given::NotApplicable, false)).collect();
    let score = scored(&none);
    assert_eq!((score.possible, score.per_mille()), (0, None));
    assert_eq!(score.grade.key.as_str(), "fail");
}

#[test]
fn a_veto_caps_the_grade_only_when_a_person_confirmed_it() {
    let checklist = Checklist::shipped().unwrap();
    let report = report(&checklist, &[("6.1", Given::No, false), ("4.1", Given::No, true)]);
    let found = [CheckId::R13, CheckId::R12];
    let proposed = score(&checklist, &report, &found, &[]).unwrap();
    let item = VetoGround::Item(line("6.1"));
    let check = VetoGround::Check(CheckId::R13);
    assert_eq!(proposed.proposed, [item.clone(), check.clone()]);
    assert_eq!(proposed.undecided.len(), 2);
    assert_eq!(proposed.grade.key.as_str(), "excellent");
    let of = |decisions: &[VetoDecision]| score(&checklist, &report, &found, decisions);
    let rejected = of(&[decision(item.clone(), VetoVerdict::Rejected)]).unwrap();
    assert_eq!((rejected.grade.key.as_str(), rejected.undecided.len()), ("excellent", 1));
    let confirmed = of(&[decision(item.clone(), VetoVerdict::Confirmed)]).unwrap();
    assert_eq!(confirmed.grade.key.as_str(), "fail");
    assert_eq!((confirmed.by_points.key.as_str(), confirmed.earned), ("excellent", 96));
    let stray = decision(VetoGround::Check(CheckId::R12), VetoVerdict::Confirmed);
    assert_eq!(of(&[stray]).unwrap_err().code(), "VETO_NOT_PROPOSED");
    let twice = [VetoVerdict::Confirmed, VetoVerdict::Rejected].map(|v| decision(check.clone(), v));
    assert_eq!(of(&twice).unwrap_err().code(), "VETO_TWICE");
}
