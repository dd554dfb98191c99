//! Facts that can be, and what could have been assigned.

use kehou_registry::{SlotNo, SlotSet, WeekdaySet};
use kehou_units::Dated;

use super::*;
use crate::{kind::ActivitySet, testing};
use chrono::NaiveTime;

fn at(h: u32, m: u32) -> NaiveTime {
    NaiveTime::from_hms_opt(h, m, 0).unwrap()
}

fn day(d: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(2023, 3, d).unwrap()
}

fn record(
    number: u64,
    staff: &str,
    from: (u32, u32),
    until: (u32, u32),
    work: Work,
) -> ServiceRecord {
    ServiceRecord {
        id: RecordId { origin: RecordOrigin::Roll, ledger: 1, number },
        staff: staff.parse().unwrap(),
        on: day(6),
        starts: at(from.0, from.1),
        ends: at(until.0, until.1),
        work,
        proof: Proof::of([Witness::Schedule, Witness::SignIn, Witness::Roll]),
    }
}

#[test]
fn only_verified_records_count_and_overlaps_once() {
    let arts = Work::ClassHour(ActivityKind::Arts);
    let late = Work::Duty(DutyKind::LateCare);
    let mut unverified = record(4, "t1", (18, 0), (18, 30), late);
    unverified.proof = Proof::of([Witness::Schedule, Witness::Roll]);
    let mut records = vec![
        record(1, "t1", (16, 30), (17, 10), arts),
        // The same time at another school.
        record(2, "t1", (16, 40), (17, 20), arts),
        record(3, "t1", (17, 20), (17, 50), late),
        unverified,
        record(5, "t2", (16, 30), (17, 10), arts),
        record(6, "t2", (17, 10), (17, 10), late),
    ];
    let gathered = gather(&records);
    let one = &gathered.tallies[&"t1".parse::<StaffRef>().unwrap()];
    assert_eq!(one.class_hours[ActivityKind::Arts.index()], ClassHours::ONE);
    assert_eq!(one.duty[DutyKind::LateCare.index()], Minutes::new(30));
    let first = records[0].id;
    let whys: Vec<_> = gathered.skipped.iter().map(|it| (it.record.number, it.why)).collect();
    let expected =
        [(2, SkipReason::Overlaps(first)), (4, SkipReason::Unverified), (6, SkipReason::NoTime)];
    assert_eq!(whys, expected);
    records.reverse();
    assert_eq!(gather(&records), gathered, "the order changes nothing");
}

#[test]
fn limits_take_from_what_could_be_assigned_and_say_no_reason() {
    let slot = |number, starts, ends| OpenSlot { slot: SlotNo::new(number).unwrap(), starts, ends };
    let late = OpenDuty { kind: DutyKind::LateCare, starts: at(18, 0), ends: at(19, 0) };
    // 6 March 2023 is a Monday.
    let days: Vec<OpenDay> = (6..=10)
        .map(|d| OpenDay {
            on: day(d),
            slots: vec![slot(1, at(16, 30), at(17, 10)), slot(2, at(17, 20), at(18, 0))],
            duties: vec![late],
        })
        .collect();
    let term = Period::new(day(1), Some(day(31))).unwrap();
    let count = |limits: Limits| {
        let open = Opportunity::of(&days, &Dated::single(term, limits), ActivitySet::ALL);
        (open.days, open.class_hours.count(), open.duty[DutyKind::LateCare.index()].count())
    };
    assert_eq!(count(Limits::default()), (5, 10, 300));
    assert_eq!(count(Limits { latest: Some(at(18, 30)), ..Limits::default() }), (5, 10, 150));
    assert_eq!(count(Limits { latest: Some(at(18, 0)), ..Limits::default() }), (5, 10, 0));
    assert_eq!(count(Limits { latest: Some(at(17, 59)), ..Limits::default() }), (5, 5, 0));
    let tuesdays = WeekdaySet::of([chrono::Weekday::Tue]);
    assert_eq!(count(Limits { weekdays: tuesdays, ..Limits::default() }), (1, 2, 60));
    let away = vec![Period::new(day(8), Some(day(9))).unwrap()];
    assert_eq!(count(Limits { away, ..Limits::default() }), (3, 6, 180));
    let second = SlotSet::of([SlotNo::new(2).unwrap()]);
    let limits = Limits { slots: second, earliest: Some(at(18, 15)), ..Limits::default() };
    assert_eq!(count(limits), (5, 0, 225));
    let none = Opportunity::of(&days, &Dated::default(), ActivitySet::ALL);
    assert_eq!(none.class_hours.count(), 10, "no limits in force are no limits");
}

#[test]
fn facts_that_can_not_be_are_refused() {
    let code = |change: fn(&mut FactParts)| {
        let mut parts = testing::teacher();
        change(&mut parts);
        StaffFacts::new(parts).unwrap_err().code()
    };
    assert!(StaffFacts::new(testing::teacher()).is_ok());
    assert_eq!(code(|it| it.rolls.in_time = it.rolls.due + 1), "STAFF_FACTS_MORE_THAN_WHOLE");
    assert_eq!(code(|it| it.training.attended += 100), "STAFF_FACTS_MORE_THAN_WHOLE");
    assert_eq!(code(|it| it.satisfaction.satisfied += 100), "STAFF_FACTS_MORE_THAN_WHOLE");
    assert_eq!(code(|it| it.records.rolls.clear()), "STAFF_FACTS_NO_RECORD");
    assert_eq!(code(|it| it.records.ethics.clear()), "STAFF_FACTS_NO_RECORD");
    assert_eq!(code(|it| it.duty[4] = Minutes::new(1)), "STAFF_FACTS_NO_RECORD");
    assert_eq!(code(|it| it.opportunity.days = 401), "STAFF_FACTS_TOO_MANY");
    assert_eq!(code(|it| it.class_hours[0] = ClassHours::new(100_001)), "STAFF_FACTS_TOO_MANY");
}

#[test]
fn facts_have_another_hash_when_a_record_is_another() {
    let facts = StaffFacts::new(testing::teacher()).unwrap();
    let mut parts = testing::teacher();
    parts.records.rolls[0].number += 1;
    assert_ne!(StaffFacts::new(parts).unwrap().digest(), facts.digest());
    assert_eq!(StaffFacts::new(testing::teacher()).unwrap().digest(), facts.digest());
}

#[test]
fn only_confirmed_findings_count() {
    let mut parts = testing::teacher();
    let finding = |number, standing| PersonFinding {
        record: RecordId { origin: RecordOrigin::Finding, ledger: 1, number },
        standing,
    };
    parts.findings = vec![
        finding(1, FindingStanding::Open),
        finding(2, FindingStanding::Withdrawn),
        finding(3, FindingStanding::Confirmed),
    ];
    assert_eq!(StaffFacts::new(parts).unwrap().confirmed_findings(), 1);
}

#[test]
fn who_leads_without_ethics_training_is_a_finding_of_the_school_or_the_bureau() {
    let found = |ethics, leads: bool| {
        let mut parts = testing::teacher();
        parts.ethics = ethics;
        if !leads {
            parts.class_hours = HoursByActivity::default();
        }
        StaffFacts::new(parts).unwrap().ethics_finding()
    };
    assert_eq!(found(Ethics::Recorded(day(1)), true), None);
    assert_eq!(found(Ethics::Missing, true), Some(EthicsFinding::OfTheSchool));
    assert_eq!(found(Ethics::NotOffered, true), Some(EthicsFinding::OfTheBureau));
    assert_eq!(found(Ethics::Missing, false), None);
}
