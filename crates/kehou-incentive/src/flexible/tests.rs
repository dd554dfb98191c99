//! Balances, requests and what the law keeps.

use chrono::{Days, NaiveDate, NaiveTime};
use kehou_registry::WorkingDays;
use kehou_units::{Dated, Instant, Minutes};
use proptest::prelude::*;

use super::*;
use crate::written::Signature;

const SHIPPED: &str = include_str!("../../data/flexible-hours-370829.toml");

fn day(m: u32, d: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(2023, m, d).unwrap()
}

fn at(h: u32, m: u32) -> NaiveTime {
    NaiveTime::from_hms_opt(h, m, 0).unwrap()
}

fn late(on: NaiveDate, minutes: u32) -> Earning {
    Earning { on, kind: DutyKind::LateCare, minutes: Minutes::new(minutes) }
}

fn taken(on: NaiveDate, minutes: u32) -> Use {
    Use { on, minutes: Minutes::new(minutes) }
}

fn policies() -> Dated<FlexPolicy> {
    FlexRules::shipped().unwrap().policies
}

#[test]
fn the_oldest_minutes_are_used_first_and_expire_on_their_day() {
    let earnings = [late(day(3, 1), 60), late(day(3, 10), 90)];
    let on = |date| balance(&policies(), &earnings, &[taken(day(3, 15), 90)], date);
    let spring = on(day(4, 1));
    assert_eq!(spring.available(), Minutes::new(60));
    assert_eq!(spring.lots[0].earned_on, day(3, 10));
    assert_eq!((spring.earned, spring.used, spring.expired), (150, 90, 0));
    let last = day(3, 10) + Days::new(180);
    assert_eq!(on(last).available(), Minutes::new(60));
    let after = on(last.succ_opt().unwrap());
    assert_eq!((after.available(), after.expired), (Minutes::default(), 60));
}

#[test]
fn what_is_taken_on_a_day_comes_before_what_its_late_duty_earns() {
    let same = balance(&policies(), &[late(day(3, 1), 60)], &[taken(day(3, 1), 30)], day(3, 2));
    assert_eq!((same.overdrawn, same.available()), (30, Minutes::new(60)));
    let morning = balance(&policies(), &[late(day(3, 1), 60)], &[], day(3, 1));
    assert_eq!(morning, Balance::default());
}

#[test]
fn a_balance_holds_no_more_than_its_most_and_a_day_without_policy_earns_nothing() {
    let full = balance(&policies(), &[late(day(3, 1), 2_399), late(day(3, 2), 60)], &[], day(3, 3));
    assert_eq!((full.available(), full.beyond), (Minutes::new(2_400), 59));
    let before = NaiveDate::from_ymd_opt(2022, 12, 31).unwrap();
    assert_eq!(balance(&policies(), &[late(before, 60)], &[], day(3, 1)).earned, 0);
    let noon = Earning { kind: DutyKind::Noon, ..late(day(3, 1), 60) };
    assert_eq!(balance(&policies(), &[noon], &[], day(3, 2)).earned, 0);
}

proptest! {
    /// Nothing is lost and nothing comes from nowhere. (S2)
    #[test]
    fn what_was_earned_is_left_used_expired_or_beyond(
        earnings in prop::collection::vec((0u64..400, 0u32..300), 0..40),
        uses in prop::collection::vec((0u64..400, 0u32..200), 0..40),
        on in 0u64..600,
    ) {
        let date = |offset| day(1, 1) + Days::new(offset);
        let earnings: Vec<_> = earnings.into_iter().map(|(d, m)| late(date(d), m)).collect();
        let uses: Vec<_> = uses.into_iter().map(|(d, m)| taken(date(d), m)).collect();
        let it = balance(&policies(), &earnings, &uses, date(on));
        let left = u64::from(it.available().count());
        prop_assert_eq!(it.earned, left + it.used + it.expired + it.beyond);
        let asked: u64 = uses.iter().filter(|it| it.on < date(on)).map(|it| u64::from(it.minutes.count())).sum();
        prop_assert_eq!(asked, it.used + it.overdrawn);
        prop_assert!(left <= 2_400);
        prop_assert!(it.lots.iter().all(|lot| lot.last_day >= date(on)));
    }
}

fn request() -> FlexRequest {
    FlexRequest {
        staff: "t-1".parse().unwrap(),
        on: day(4, 10),
        starts: at(8, 0),
        ends: at(9, 0),
        asked_on: day(4, 7),
    }
}

/// What stands against a request with sixty minutes in the balance.
fn against(request: &FlexRequest, lessons: &[CoreLesson]) -> Vec<&'static str> {
    let balance = balance(&policies(), &[late(day(3, 1), 60)], &[], day(4, 10));
    let working = WorkingDays::default();
    let situation = FlexSituation {
        policies: &policies(),
        balance: &balance,
        promised: Minutes::default(),
        granted_that_day: Minutes::default(),
        lessons,
        working: &working,
    };
    request.against(&situation).into_iter().map(FlexGround::code).collect()
}

fn lesson(cover: Option<&str>) -> CoreLesson {
    let cover = cover.map(|name| name.parse().unwrap());
    CoreLesson { starts: at(8, 50), ends: at(9, 30), cover }
}

#[test]
fn core_teaching_stays_covered() {
    assert_eq!(against(&request(), &[lesson(None)]), ["FLEX_UNCOVERED"]);
    assert_eq!(against(&request(), &[lesson(Some("t-1"))]), ["FLEX_UNCOVERED"]);
    assert_eq!(against(&request(), &[lesson(Some("t-2"))]), [""; 0]);
    let early = FlexRequest { starts: at(7, 50), ends: at(8, 50), ..request() };
    assert_eq!(against(&early, &[lesson(None)]), [""; 0]);
}

#[test]
fn all_that_stands_against_a_request_is_told() {
    let long = FlexRequest { ends: at(10, 10), asked_on: day(4, 10), ..request() };
    let grounds = ["FLEX_NO_MULTIPLE", "FLEX_DAY_MOST", "FLEX_TOO_LATE", "FLEX_BALANCE"];
    assert_eq!(against(&long, &[]), grounds);
    let before = NaiveDate::from_ymd_opt(2022, 4, 10).unwrap();
    assert_eq!(against(&FlexRequest { on: before, ..request() }, &[]), ["FLEX_NO_POLICY"]);
    assert_eq!(against(&FlexRequest { ends: at(8, 0), ..request() }, &[]), ["FLEX_NO_TIME"]);
    // Monday the 10th: Friday is the working day before, Saturday is too late for none.
    assert_eq!(against(&FlexRequest { asked_on: day(4, 9), ..request() }, &[]), [""; 0]);
    assert_eq!(against(&FlexRequest { asked_on: day(4, 11), ..request() }, &[]), ["FLEX_TOO_LATE"]);
}

#[test]
fn somebody_else_decides_and_gives_a_reason() {
    let balance = balance(&policies(), &[late(day(3, 1), 60)], &[], day(4, 10));
    let (policies, working) = (policies(), WorkingDays::default());
    let mut situation = FlexSituation {
        policies: &policies,
        balance: &balance,
        promised: Minutes::default(),
        granted_that_day: Minutes::default(),
        lessons: &[],
        working: &working,
    };
    let signed = |by: &str| Signature {
        by: by.parse().unwrap(),
        at: Instant::of_county(day(4, 7).and_time(at(12, 0))),
    };
    let own = request().grant(&situation, signed("t-1")).unwrap_err();
    assert_eq!(own.code(), "FLEX_OWN_REQUEST");
    let granted = request().grant(&situation, signed("principal")).unwrap();
    assert!(matches!(granted, FlexDecision::Granted { minutes, .. } if minutes.count() == 60));
    situation.promised = Minutes::new(1);
    let refused = request().grant(&situation, signed("principal")).unwrap_err();
    let available = Minutes::new(59);
    assert_eq!(refused, RequestError::Against { ground: FlexGround::Balance { available } });
    let why = "余额已另有安排".parse().unwrap();
    let decision = request().refuse(&situation, signed("principal"), why).unwrap();
    let FlexDecision::Refused { grounds, .. } = decision else { panic!("{decision:?}") };
    assert_eq!(grounds, [FlexGround::Balance { available }]);
}

#[test]
fn the_law_protects_whatever_the_person_says() {
    let rules = *FlexRules::shipped().unwrap().statutory.in_force(day(4, 1)).unwrap();
    let nursing = StatutoryCare { born_on: vec![day(1, 10)], expected_on: None };
    let year_later = NaiveDate::from_ymd_opt(2024, 1, 9).unwrap();
    assert_eq!(rules.nursing_time(&nursing, day(1, 9)), Minutes::default());
    assert_eq!(rules.nursing_time(&nursing, year_later), Minutes::new(60));
    assert!(!rules.bars_extra_duty(&nursing, year_later.succ_opt().unwrap()));
    let twins = StatutoryCare { born_on: vec![day(1, 10); 2], expected_on: None };
    assert_eq!(rules.nursing_time(&twins, day(4, 1)), Minutes::new(120));
    let judge = |care: &StatutoryCare, on, ends| rules.judge_duty(care, on, ends, at(18, 0));
    assert!(judge(&nursing, day(4, 1), at(18, 0)).is_ok(), "normal hours are normal");
    let refused = judge(&nursing, day(4, 1), at(18, 1)).unwrap_err();
    assert_eq!((refused.code(), refused.until), ("STATUTORY_NO_DUTY", at(18, 0)));
    let expecting = StatutoryCare { born_on: vec![], expected_on: Some(day(6, 30)) };
    assert!(judge(&expecting, day(4, 6), at(19, 0)).is_ok());
    assert!(judge(&expecting, day(4, 7), at(19, 0)).is_err(), "twelve weeks before");
    assert!(judge(&expecting, day(7, 5), at(19, 0)).is_err(), "a late birth ends nothing");
    assert!(judge(&StatutoryCare::default(), day(4, 7), at(19, 0)).is_ok());
}

#[test]
fn rules_that_can_not_hold_are_refused_with_their_line() {
    for (from, to, code) in [
        ("late_care =", "nursing =", "INCENTIVE_DATA_VALUE"),
        ("unit_minutes = 30", "unit_minutes = 0", "INCENTIVE_DATA_ORDER"),
        ("day_most_minutes = 120", "day_most_minutes = 20", "INCENTIVE_DATA_ORDER"),
        ("expires_days = 180", "expires_days = 0", "INCENTIVE_DATA_ORDER"),
        ("nursing_minutes = 60", "nursing_minutes = 0", "INCENTIVE_DATA_ORDER"),
        ("unit_minutes = 30", "unit_minutes = 30\nconsent = true", "INCENTIVE_DATA_UNREADABLE"),
    ] {
        let text = SHIPPED.replacen(from, to, 1);
        assert_ne!(text, SHIPPED, "{from}");
        let faults = FlexRules::load("flexible.toml", &text).unwrap_err();
        assert_eq!(faults.code(), code, "{from} -> {to}");
        assert!(faults.all()[0].line > 1);
    }
    let twice = format!("{SHIPPED}\n{SHIPPED}");
    assert_eq!(FlexRules::load("f.toml", &twice).unwrap_err().code(), "INCENTIVE_DATA_ORDER");
}
