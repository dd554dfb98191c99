//! The campaign of 2023, its plan, and routine visits.

use kehou_policy::CheckId;
use kehou_registry::SchoolCode;
use kehou_units::Instant;

use super::*;
use crate::{
    rectification::RectificationRules,
    written::{Reasoned, Signature},
};

const SHIPPED: &str = include_str!("../../data/campaign-2023.toml");

fn day(m: u32, d: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(2023, m, d).unwrap()
}

fn school(number: u32) -> SchoolCode {
    format!("370829{number:04}").parse().unwrap()
}

fn why(text: &str) -> Reasoned {
    let signed = Signature { by: "bureau".parse().unwrap(), at: Instant::from_micros(0) };
    Reasoned { signed, why: text.parse().unwrap() }
}

fn plan() -> VisitPlan {
    let stratum = |name: &str, from: u32, quota| DrawnStratum {
        name: name.parse().unwrap(),
        order: (from..from + 4).map(school).collect(),
        quota,
    };
    VisitPlan::of(&[school(1), school(2)], vec![stratum("甲", 10, 2), stratum("乙", 20, 3)])
        .unwrap()
}

#[test]
fn the_campaign_of_2023_has_the_three_quarters_of_the_notice() {
    let campaign = Campaign::shipped_2023(&Checklist::shipped().unwrap()).unwrap();
    let key = |on| campaign.stage_on(on).map(|stage| stage.key.as_str());
    assert_eq!(
        [day(1, 1), day(3, 31), day(4, 1), day(6, 30), day(9, 30), day(10, 1)].map(key),
        [
            Some("self_check"),
            Some("self_check"),
            Some("inspection"),
            Some("inspection"),
            Some("evaluation"),
            None,
        ]
    );
    let first: Vec<&str> = campaign.stages[0].items.iter().map(Line::as_str).collect();
    assert_eq!(first, ["1.3", "1.4", "1.5"]);
}

#[test]
fn unsound_campaigns_are_refused() {
    let checklist = Checklist::shipped().unwrap();
    for (from, to, code) in [
        ("from = \"2023-04-01\"", "from = \"2023-03-31\"", "INSPECTION_DATA_ORDER"),
        ("until = \"2023-03-31\"", "until = \"2022-12-31\"", "INSPECTION_DATA_ORDER"),
        ("key = \"evaluation\"", "key = \"inspection\"", "INSPECTION_DATA_TWICE"),
        ("checklist_version = 1", "checklist_version = 2", "INSPECTION_DATA_MISSING"),
        ("\"1.3\"", "\"1.9\"", "INSPECTION_DATA_VALUE"),
        ("2023-09-30", "2023-09-31", "INSPECTION_DATA_VALUE"),
    ] {
        let text = SHIPPED.replacen(from, to, 1);
        assert_ne!(text, SHIPPED, "{from}");
        assert_eq!(Campaign::load("a", &text, &checklist).unwrap_err().code(), code, "{to}");
    }
    let late = SHIPPED.replacen("2023-06-30", "2023-07-31", 1);
    let fault = Campaign::load("a", &late, &checklist).unwrap_err();
    assert!(fault.to_string().contains("evaluation"), "the stage that begins too early: {fault}");
    let two = SHIPPED.rsplit_once("[[stages]]").unwrap().0;
    assert_eq!(Campaign::load("a", two, &checklist).unwrap_err().code(), "INSPECTION_DATA_ORDER");
}

#[test]
fn a_substitute_is_the_next_in_the_order_of_the_draw() {
    let mut plan = plan();
    assert_eq!(plan.visits().len(), 2 + 2 + 3);
    assert_eq!(plan.substitute(&school(10), why("停电")), Ok(school(12)));
    assert_eq!(plan.substitute(&school(12), why("停课")), Ok(school(13)));
    assert_eq!(plan.shortfall(), []);
    let before = plan.clone();
    let name: Line = "甲".parse().unwrap();
    assert_eq!(plan.substitute(&school(11), why("停课")), Err(PlanError::Exhausted(name.clone())));
    assert_eq!(plan, before);
    assert_eq!(plan.substitute(&school(10), why("再换")), Err(PlanError::NotPlanned(school(10))));
    assert_eq!(plan.substitute(&school(1), why("必查")), Err(PlanError::NotDrawn(school(1))));
    plan.cancel(&school(11), why("停课")).unwrap();
    assert_eq!(plan.shortfall(), [(&name, 1)]);
}

#[test]
fn additions_do_not_count_towards_the_quota() {
    let mut plan = plan();
    plan.add(school(12), why("群众反映")).unwrap();
    assert_eq!(plan.add(school(12), why("再加")), Err(PlanError::Planned(school(12))));
    plan.cancel(&school(10), why("停课")).unwrap();
    assert_eq!(plan.shortfall().len(), 1, "the addition does not stand in");
    assert_eq!(plan.substitute(&school(11), why("停课")), Ok(school(12)), "its turn has come");
    assert_eq!(plan.shortfall()[0].1, 1);
}

#[test]
fn a_plan_names_no_school_twice_and_draws_no_more_than_there_are() {
    let stratum = DrawnStratum { name: "甲".parse().unwrap(), order: vec![school(1)], quota: 1 };
    assert!(VisitPlan::of(&[], vec![stratum.clone()]).is_ok());
    let twice = VisitPlan::of(&[school(1)], vec![stratum.clone()]);
    assert_eq!(twice, Err(PlanError::Planned(school(1))));
    let more = DrawnStratum { quota: 2, ..stratum };
    assert_eq!(VisitPlan::of(&[], vec![more]).unwrap_err().code(), "VISIT_STRATUM_QUOTA");
}

#[test]
fn two_routine_visits_a_term_on_different_days() {
    let rules = RectificationRules::shipped().unwrap().in_force(day(3, 1)).unwrap().clone();
    let term = Period::new(day(2, 13), Some(day(7, 7))).unwrap();
    let on = |number, d| RoutineVisit { school: school(number), on: d };
    let visits =
        [on(1, day(3, 1)), on(1, day(5, 1)), on(2, day(3, 1)), on(2, day(3, 1)), on(3, day(7, 8))];
    let schools = [1, 2, 3].map(school);
    let of = |today| routine_standing(&schools, &visits, (&term, today), &rules);
    let done = |today| of(today).iter().map(|one| (one.done, one.missing)).collect::<Vec<_>>();
    assert_eq!(done(day(7, 8)), [(2, 0), (1, 1), (0, 2)]);
    assert_eq!(done(day(4, 1)), [(1, 1), (1, 1), (0, 2)]);
    assert!(of(day(7, 7)).iter().all(|one| one.check.is_none()), "the term is not over");
    let checks: Vec<_> = of(day(7, 8)).iter().map(|one| one.check).collect();
    assert_eq!(checks, [None, Some(CheckId::R26), Some(CheckId::R26)]);
}
