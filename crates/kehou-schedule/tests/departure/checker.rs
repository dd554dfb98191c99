//! The checker: a sound plan passes, and each hard rule broken once is found.

use kehou_schedule::check::{Violation, check};
use kehou_schedule::late_hours::{
    AdultNo, DayParts, Place, Plan, Roaming, RoomNo, Span, Stretch, Tie, Vetting,
};
use kehou_units::Minutes;

use super::invented::{adult, bands, day, group, minute, room, settings, span};

/// Two groups; the second joins the first at 18:00, brought by its adult, who then leaves.
fn sound() -> (DayParts, Plan) {
    let groups = vec![group(0, "A", &[9, 3]), group(1, "B", &[9, 3])];
    let rooms = vec![room("A", "X", 20), room("B", "X", 20)];
    let adults = vec![adult(0, 1_110, 0), adult(1, 1_110, 0), adult(2, 1_110, 0)];
    let parts = DayParts {
        settings: settings(),
        bands: bands(2),
        groups,
        rooms,
        adults,
        siblings: Vec::new(),
    };
    let at = |room: usize| Some(RoomNo::at(room));
    let rooms = vec![vec![at(0), at(1)], vec![at(0), at(0)]];
    let stretches = vec![
        stay(0, 0, 1_050, 1_110),
        stay(1, 1, 1_050, 1_080),
        stay(1, 0, 1_080, 1_085),
        stay(2, 0, 1_080, 1_110),
    ];
    (parts, Plan { rooms, stretches })
}

fn stay(adult: usize, room: usize, from: u32, until: u32) -> Stretch {
    let place = Place::Room(RoomNo::at(room));
    Stretch { adult: AdultNo::at(adult), place, during: span(from, until) }
}

fn judge(change: impl FnOnce(&mut DayParts, &mut Plan)) -> Result<(), Violation> {
    let (mut parts, mut plan) = sound();
    change(&mut parts, &mut plan);
    check(&day(parts), plan).map(|_| ())
}

fn broken(change: impl FnOnce(&mut DayParts, &mut Plan)) -> (&'static str, u32) {
    let violation = judge(change).unwrap_err();
    (violation.code(), violation.at.count())
}

#[test]
fn a_sound_plan_passes() {
    judge(|_, _| {}).unwrap();
}

#[test]
fn a_group_has_an_open_room_that_holds_it() {
    assert_eq!(broken(|_, plan| plan.rooms[1][1] = None), ("SCHEDULE_PLAN_NO_ROOM", 1_080));
    assert_eq!(broken(|_, plan| plan.rooms.truncate(1)), ("SCHEDULE_PLAN_SHAPE", 1_050));
    let crowded = |parts: &mut DayParts, _: &mut Plan| parts.rooms[0].capacity = 5;
    assert_eq!(broken(crowded), ("SCHEDULE_PLAN_CROWDED", 1_050));
    let closed =
        |parts: &mut DayParts, _: &mut Plan| parts.rooms[0].closed = vec![span(1_100, 1_105)];
    assert_eq!(broken(closed), ("SCHEDULE_PLAN_CLOSED", 1_080));
}

#[test]
fn the_youngest_stay_in_their_building() {
    let youngest = |parts: &mut DayParts, _: &mut Plan| {
        parts.rooms[1].building = super::invented::name("Y");
        parts.groups[1].roaming = Roaming::HomeBuilding;
    };
    assert_eq!(broken(youngest), ("SCHEDULE_PLAN_BUILDING", 1_080));
}

#[test]
fn an_adult_is_in_one_place_without_a_break() {
    let twice = |_: &mut DayParts, plan: &mut Plan| plan.stretches.push(stay(0, 1, 1_060, 1_070));
    assert_eq!(broken(twice).0, "SCHEDULE_PLAN_TWO_PLACES");
    let back = |_: &mut DayParts, plan: &mut Plan| plan.stretches.push(stay(1, 0, 1_100, 1_110));
    assert_eq!(broken(back), ("SCHEDULE_PLAN_COMES_BACK", 1_085));
    let nowhere = |_: &mut DayParts, plan: &mut Plan| plan.stretches.push(stay(2, 9, 1_050, 1_080));
    assert_eq!(broken(nowhere), ("SCHEDULE_PLAN_SHAPE", 1_050));
}

#[test]
fn limits_bind_and_read_alike() {
    let statutory = |parts: &mut DayParts, _: &mut Plan| {
        parts.adults[2].statutory_end = Some(minute(1_090));
    };
    let care =
        |parts: &mut DayParts, _: &mut Plan| parts.adults[2].care.latest = Some(minute(1_090));
    let late = |parts: &mut DayParts, _: &mut Plan| {
        parts.adults[2].care.most_late = Some(Minutes::new(10));
    };
    let away = |parts: &mut DayParts, _: &mut Plan| {
        parts.adults[2].available = vec![span(1_040, 1_090)];
    };
    let text = |change: fn(&mut DayParts, &mut Plan)| judge(change).unwrap_err().to_string();
    let texts = [text(statutory), text(care), text(late), text(away)];
    assert!(texts.iter().all(|it| *it == texts[0]), "{texts:?}");
    assert_eq!(broken(statutory), ("SCHEDULE_PLAN_LIMIT", 1_090));
}

#[test]
fn outside_persons_are_valid_and_never_alone() {
    let outside = |vetting: Vetting| {
        move |parts: &mut DayParts, _: &mut Plan| parts.adults[1].tie = Tie::Outside(vetting)
    };
    assert_eq!(broken(outside(Vetting::NotValid)).0, "SCHEDULE_PLAN_NOT_VALID");
    assert_eq!(broken(outside(Vetting::Valid)), ("SCHEDULE_PLAN_OUTSIDE_ALONE", 1_050));
}

#[test]
fn every_minute_has_enough_adults() {
    let late = |_: &mut DayParts, plan: &mut Plan| plan.stretches[0].during.from = minute(1_055);
    assert_eq!(broken(late), ("SCHEDULE_PLAN_ALONE", 1_050));
    let many = |parts: &mut DayParts, _: &mut Plan| parts.groups[0].staying = vec![10, 3];
    assert_eq!(broken(many), ("SCHEDULE_PLAN_TOO_FEW", 1_050));
    let alone = |parts: &mut DayParts, plan: &mut Plan| {
        parts.groups[0].staying = vec![9, 2];
        plan.stretches.pop();
    };
    assert_eq!(broken(alone), ("SCHEDULE_PLAN_SITE", 1_085));
}

#[test]
fn groups_are_handed_over_by_somebody_who_stays() {
    // The second group walks over alone while its adult goes home.
    let alone = |_: &mut DayParts, plan: &mut Plan| {
        plan.stretches.remove(2);
    };
    assert_eq!(broken(alone), ("SCHEDULE_PLAN_HAND_OVER", 1_075));
    let short = |_: &mut DayParts, plan: &mut Plan| {
        plan.stretches[2].during = Span { from: minute(1_080), until: minute(1_084) };
    };
    assert_eq!(broken(short), ("SCHEDULE_PLAN_HAND_OVER", 1_079));
    // Who is lost hands nothing over.
    let lost = |parts: &mut DayParts, plan: &mut Plan| {
        plan.stretches.remove(2);
        parts.adults[1].lost_at = Some(minute(1_080));
    };
    judge(lost).unwrap();
}

#[test]
fn what_runs_or_is_told_stays() {
    let (parts, plan) = sound();
    let held = day(parts).holding(&plan, 1);
    check(&held, plan.clone()).unwrap();
    let mut other = plan.clone();
    other.stretches[1].during.from = minute(1_051);
    other.stretches.push(stay(2, 1, 1_050, 1_080));
    assert_eq!(check(&held, other).unwrap_err().code(), "SCHEDULE_PLAN_RUNNING");
    let (parts, _) = sound();
    let told = day(parts).announcing(
        kehou_schedule::late_hours::BandNo::at(1),
        kehou_schedule::late_hours::GroupNo::at(1),
        RoomNo::at(1),
    );
    assert_eq!(check(&told, plan).unwrap_err().code(), "SCHEDULE_PLAN_TOLD");
}
