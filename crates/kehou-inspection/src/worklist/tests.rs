//! Who sees what on which day.

use std::collections::BTreeSet;

use super::*;
use crate::{
    finding::{Act, Deed, Ground, Opening, Problem, Rung},
    rectification::Gravity,
    written::{PersonRef, Signature},
};

fn day(d: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(2023, 4, d).unwrap()
}

fn noon(on: NaiveDate) -> Instant {
    Instant::of_county(on.and_hms_opt(12, 0, 0).unwrap())
}

/// A finding of Monday 3 April after some deeds, each on its day.
fn finding(gravity: Gravity, deeds: &[(u32, Deed)]) -> Finding {
    let opening = Opening {
        school: "3708290001".parse().unwrap(),
        problem: Problem::NoSelfCheck,
        gravity,
        what: "未交自查".parse().unwrap(),
        observed_on: day(3),
        repeats: None,
    };
    let act = |d, deed| {
        let by: PersonRef = "bureau".parse().unwrap();
        Act { signed: Signature { by, at: noon(day(d)) }, deed }
    };
    let rules = RectificationRules::shipped().unwrap();
    let (working, linked) = (WorkingDays::default(), BTreeSet::new());
    let ground = Ground { rules: &rules, working: &working, linked: &linked };
    let opened = Finding::open(act(3, Deed::Open { opening: Box::new(opening) })).unwrap().finding;
    deeds.iter().fold(opened, |finding, (d, deed)| {
        finding.advance(act(*d, deed.clone()), &ground).unwrap().finding
    })
}

fn ordered() -> Vec<(u32, Deed)> {
    let line = |text: &str| text.parse().unwrap();
    let demands = "改正".parse().unwrap();
    vec![
        (3, Deed::Notify),
        (3, Deed::Respond { text: "属实".parse().unwrap() }),
        (3, Deed::Confirm { why: line("属实") }),
        (3, Deed::Order { number: line("改1号"), demands, days: Some(5) }),
    ]
}

fn seen(finding: &Finding, on: u32) -> Vec<(Desk, Chore, Light)> {
    let working = WorkingDays::default();
    let rules = RectificationRules::shipped().unwrap();
    let rules = rules.in_force(day(3)).unwrap();
    let today = Today { at: noon(day(on)), working: &working, rules };
    let tasks = tasks_of(FindingNo::new(7), finding, &today);
    tasks.iter().map(|task| (task.desk, task.chore, task.light)).collect()
}

#[test]
fn a_correction_turns_yellow_due_and_red() {
    let finding = finding(Gravity::Ordinary, &ordered()); // due on Monday, 10 April
    let school = |light| (Desk::School, Chore::Correct, light);
    assert_eq!(seen(&finding, 6), [school(Light::Green)]);
    assert_eq!(seen(&finding, 7), [school(Light::Yellow)]);
    assert_eq!(seen(&finding, 10), [school(Light::Today)]);
    let office = (Desk::Programme, Chore::Escalate, Light::Red);
    assert_eq!(seen(&finding, 11), [school(Light::Red), office]);
}

#[test]
fn proposals_reach_the_desks_they_were_made_to() {
    let climb = |d, rung| (d, Deed::Escalate { rung, number: "督1号".parse().unwrap() });
    let rungs =
        [climb(11, Rung::Announcement), climb(17, Rung::Interview), climb(21, Rung::ToDiscipline)];
    let finding = finding(Gravity::Ordinary, &[ordered(), rungs.to_vec()].concat());
    let desks: Vec<Desk> = seen(&finding, 24).iter().map(|(desk, ..)| *desk).collect();
    assert_eq!(desks, [Desk::School, Desk::Programme, Desk::LeadingGroup, Desk::Discipline]);
}

#[test]
fn each_office_sees_its_own() {
    for (gravity, desk) in [
        (Gravity::Ordinary, Desk::Programme),
        (Gravity::Safety, Desk::Safety),
        (Gravity::IllegalCharging, Desk::Finance),
    ] {
        let drafts = seen(&finding(gravity, &[]), 3);
        assert!(drafts.contains(&(desk, Chore::Notify, Light::Green)));
        let measure = (Desk::School, Chore::Measure, Light::Today);
        assert_eq!(drafts.contains(&measure), gravity.is_urgent());
    }
}

#[test]
fn a_statement_that_did_not_come_waits_for_the_office() {
    let notified = finding(Gravity::Ordinary, &[(3, Deed::Notify)]);
    assert_eq!(seen(&notified, 10), [(Desk::School, Chore::Respond, Light::Today)]);
    assert_eq!(seen(&notified, 11), [(Desk::Programme, Chore::Lapse, Light::Green)]);
}

#[test]
fn what_is_over_waits_for_nobody() {
    let why = "查无此事".parse().unwrap();
    assert_eq!(seen(&finding(Gravity::Safety, &[(3, Deed::Withdraw { why })]), 4), []);
}

#[test]
fn the_worklist_begins_with_what_is_red() {
    let working = WorkingDays::default();
    let rules = RectificationRules::shipped().unwrap();
    let rules = rules.in_force(day(3)).unwrap();
    let today = Today { at: noon(day(10)), working: &working, rules };
    let school = "3708290001".parse().unwrap();
    let task = |chore, due: Option<u32>| {
        today.task(Desk::School, chore, &school, due.map(|d| Deadline::on(day(d))))
    };
    let tasks = [
        task(Chore::RenewSafety, None),
        task(Chore::Respond, Some(20)),
        task(Chore::Correct, Some(10)),
        task(Chore::Measure, Some(7)),
        task(Chore::Correct, Some(6)),
        Task { desk: Desk::Finance, ..task(Chore::Verify, Some(3)) },
    ];
    let order: Vec<Option<u32>> = worklist(&tasks, Desk::School)
        .iter()
        .map(|task| task.due.map(|due| chrono::Datelike::day(&due.day())))
        .collect();
    assert_eq!(order, [Some(6), Some(7), Some(10), Some(20), None]);
}

/// The National Day holiday of 2023 runs from 29 September to 6 October; 7 and 8 October are worked.
#[test]
fn lights_follow_working_days_across_the_national_day_holiday() {
    let october = |m, d| NaiveDate::from_ymd_opt(2023, m, d).unwrap();
    let holidays = october(9, 29).iter_days().take(8).collect();
    let working = WorkingDays::new(holidays, [october(10, 7), october(10, 8)].into());
    let settings = RectificationRules::shipped().unwrap();
    let due = Deadline::after(october(9, 26), 5, &working).unwrap();
    assert_eq!(due, Deadline::on(october(10, 9)), "27, 28, then 7, 8 and 9 October");
    let light = |m, d| {
        let rules = settings.in_force(october(m, d)).unwrap();
        let today = Today { at: noon(october(m, d)), working: &working, rules };
        let school = "3708290001".parse().unwrap();
        today.task(Desk::School, Chore::Correct, &school, Some(due)).light
    };
    use Light::{Green, Red, Yellow};
    let seen = [(9, 28), (10, 6), (10, 7), (10, 8), (10, 9), (10, 10)].map(|(m, d)| light(m, d));
    assert_eq!(seen, [Green, Green, Green, Yellow, Light::Today, Red]);
}
