//! Schools with everything that makes pricing difficult: corrections, late sheets, two groups,
//! closures and make-up days of some classes, odd plans, moves between classes.

use chrono::{Days, NaiveDate, NaiveTime, TimeDelta, Weekday};
use kehou_attendance::{GroupNo, Roll, SchoolRolls};
use kehou_registry::{
    Affiliation, Boarding, Calendar, CalendarEntry, CalendarScope, Charging, Closure,
    ClosureReason, DayKind, GradeSet, PayeeKind, Placement, PlannedSlot, Pupil, PupilNo, SlotKind,
    WeekdaySet,
};
use kehou_units::{Dated, Fen, Period};
use proptest::prelude::*;

use crate::testing::{OneSchool, arb_school, class, day, notice, payee, slot, spring};

/// A school of any kind.
pub(super) fn arb_any_school() -> impl Strategy<Value = OneSchool> {
    let plan = prop::collection::vec(arb_planned(), 3);
    let corrections = prop::collection::vec(arb_sheet_change(), 40);
    let placements = prop::collection::vec(arb_placements(), 4);
    let weekdays = prop::collection::vec(arb_weekdays(), 4);
    let sums = (arb_calendar(), arb_charging(), prop::option::weighted(0.1, 1u32..32));
    (arb_school(), plan, corrections, placements, weekdays, sums).prop_map(
        |(mut school, plan, changes, placements, weekdays, (calendar, charging, closed))| {
            let slots = (1..).zip(plan).map(|(number, planned)| planned.of(number));
            school = school.with_plan(slots.collect());
            school.calendar = Calendar::new(school.calendar.terms().clone(), calendar).unwrap();
            let last_day = closed.map(|number| day(3, number));
            school.school.closure = last_day.map(|last_day| Closure { last_day, successor: None });
            charging.apply(&mut school);
            for (pupil, (placements, weekdays)) in
                school.pupils.iter_mut().zip(placements.into_iter().zip(weekdays))
            {
                renumber(pupil);
                if pupil.placements.in_force(day(3, 1)).is_some_and(|p| p.boarding == Boarding::Day)
                {
                    pupil.placements = placements;
                }
                pupil.applications.iter_mut().for_each(|one| one.weekdays = weekdays);
            }
            school.rolls = changed(&school.rolls, &changes);
            school
        },
    )
}

/// The same school twice, the second with its pupils and sheets in another order.
pub(super) fn arb_order() -> impl Strategy<Value = (OneSchool, OneSchool)> {
    arb_any_school().prop_flat_map(|school| {
        let sheets = Just(school.rolls.rolls().to_vec()).prop_shuffle();
        let pupils = Just(school.pupils.clone()).prop_shuffle();
        (Just(school), pupils, sheets).prop_map(|(school, pupils, sheets)| {
            let rolls = SchoolRolls::new(school.rolls.rosters().to_vec(), sheets).unwrap();
            let other = OneSchool { pupils, rolls, ..school.clone() };
            (school, other)
        })
    })
}

/// Numbers that do not rise with the place: 1, 2, 3, 4 become 13, 6, 19, 12.
fn renumber(pupil: &mut Pupil) {
    pupil.no = renumbered(pupil.no);
}

fn renumbered(number: PupilNo) -> PupilNo {
    PupilNo::new((number.number() * 13) % 20)
}

#[derive(Clone, Debug)]
struct AnyPlanned {
    charging: Charging,
    kind: SlotKind,
    minutes: u32,
    weekdays: WeekdaySet,
    cancelled: Vec<u32>,
    last: Option<u32>,
}

impl AnyPlanned {
    fn of(self, number: usize) -> PlannedSlot {
        let ordinary = slot(number);
        let last = self.last.map_or(spring().last(), |number| Some(day(3, number)));
        PlannedSlot {
            charging: self.charging,
            kind: self.kind,
            ends: ordinary.starts + TimeDelta::minutes(self.minutes.into()),
            weekdays: self.weekdays,
            cancelled: self.cancelled.into_iter().map(|number| day(3, number)).collect(),
            period: Period::new(spring().first(), last).unwrap(),
            ..ordinary
        }
    }
}

fn arb_planned() -> impl Strategy<Value = AnyPlanned> {
    let priced = |fen| Charging::Priced(Fen::new(fen).unwrap());
    let charging = prop_oneof![
        6 => Just(Charging::CountyRate),
        1 => Just(Charging::Free),
        2 => prop::sample::select(&[0i64, 150, 200, 201, 250]).prop_map(priced),
    ];
    let kind = prop_oneof![9 => Just(SlotKind::Regular), 1 => Just(SlotKind::Evening)];
    let minutes = prop::sample::select(&[34u32, 35, 39, 40, 40, 40, 45, 45]);
    let cancelled = prop::collection::vec(1u32..32, 0..3);
    let last = prop::option::weighted(0.2, 1u32..32);
    (charging, kind, minutes, arb_weekdays(), cancelled, last).prop_map(
        |(charging, kind, minutes, weekdays, cancelled, last)| AnyPlanned {
            charging,
            kind,
            minutes,
            weekdays,
            cancelled,
            last,
        },
    )
}

fn arb_weekdays() -> impl Strategy<Value = WeekdaySet> {
    let some = prop::collection::vec(0u8..7, 1..6);
    let some = some
        .prop_map(|days| WeekdaySet::of(days.into_iter().map(|d| Weekday::try_from(d).unwrap())));
    prop_oneof![3 => Just(WeekdaySet::ALL), 3 => Just(WeekdaySet::MONDAY_TO_FRIDAY), 2 => some]
}

/// Entries of one day each, no two about the same day.
fn arb_calendar() -> impl Strategy<Value = Vec<CalendarEntry>> {
    let scope = prop::sample::select(vec![
        CalendarScope::County,
        CalendarScope::School,
        CalendarScope::Grades(GradeSet::of([class(3).grade])),
        CalendarScope::Class(class(3)),
        CalendarScope::Class(class(8)),
    ]);
    let follows = (0u8..5).prop_map(|day| Weekday::try_from(day).unwrap());
    let kind = prop_oneof![
        Just(DayKind::Holiday),
        Just(DayKind::Closed(ClosureReason::Weather)),
        Just(DayKind::Teaching),
        follows.prop_map(|follows| DayKind::MakeUp { follows }),
    ];
    prop::collection::btree_map(1u32..32, (scope, kind), 0..6).prop_map(|days| {
        let entry = |(number, (scope, kind))| {
            let on: NaiveDate = day(3, number);
            CalendarEntry { period: Period::new(on, Some(on)).unwrap(), scope, kind }
        };
        days.into_iter().map(entry).collect()
    })
}

/// A class throughout, or two classes, or a time away.
fn arb_placements() -> impl Strategy<Value = Dated<Placement>> {
    let boards = prop::bool::weighted(0.2);
    let later = (prop::sample::select(&[3usize, 8]), boards, 1u32..28, 1u32..4);
    prop::option::weighted(0.4, later).prop_map(|later| {
        let placed = |grade, boarding| Placement { class: class(grade), boarding };
        let Some((grade, boards, first, gap)) = later else {
            return Dated::single(spring(), placed(3, Boarding::Day));
        };
        let boarding = if boards { Boarding::Boarder } else { Boarding::Day };
        let begins = day(3, first + gap);
        let before = Period::new(spring().first(), Some(day(3, first))).unwrap();
        let after = Period::new(begins, spring().last()).unwrap();
        Dated::new(vec![(before, placed(3, Boarding::Day)), (after, placed(grade, boarding))])
            .unwrap()
    })
}

/// Who runs the school, when it published what, and who collects.
#[derive(Clone, Debug)]
struct AnyCharging {
    is_private: bool,
    payee: PayeeKind,
    noticed: (u32, u32),
    noticed_rate: i64,
}

impl AnyCharging {
    fn apply(self, school: &mut OneSchool) {
        if self.is_private {
            let (period, profile) = school.school.profiles.latest().unwrap();
            let mut profile = profile.clone();
            profile.affiliation = Affiliation::Private;
            school.school.profiles = Dated::single(period, profile);
        }
        school.payees = vec![payee(self.payee)];
        school.notices[0].published_on = day(self.noticed.0, self.noticed.1);
        school.notices[0].rate = Fen::new(self.noticed_rate).unwrap();
        let mut blank = notice();
        blank.scope.clear();
        school.notices.push(blank);
    }
}

fn arb_charging() -> impl Strategy<Value = AnyCharging> {
    let payee = prop_oneof![
        9 => Just(PayeeKind::UnitAccount),
        1 => Just(PayeeKind::Person),
    ];
    let noticed = prop::sample::select(&[(2u32, 10u32), (3, 10), (4, 5), (4, 6)]);
    let rate = prop::sample::select(&[250i64, 250, 200, 150]);
    (prop::bool::weighted(0.1), payee, noticed, rate).prop_map(
        |(is_private, payee, noticed, noticed_rate)| AnyCharging {
            is_private,
            payee,
            noticed,
            noticed_rate,
        },
    )
}

/// How a sheet differs from one that was entered in time and never corrected.
#[derive(Clone, Debug)]
struct SheetChange {
    revision: u32,
    group: u32,
    entered_after: Option<(u64, u32)>,
}

fn arb_sheet_change() -> impl Strategy<Value = SheetChange> {
    let entered = (0u64..40, prop::sample::select(&[9u32, 18, 19]));
    (0u32..3, 1u32..3, prop::option::weighted(0.6, entered))
        .prop_map(|(revision, group, entered_after)| SheetChange { revision, group, entered_after })
}

/// The sheets changed, on few days, so that several meet in one slot.
fn changed(rolls: &SchoolRolls, changes: &[SheetChange]) -> SchoolRolls {
    let rosters = rolls.rosters().iter().map(|roster| {
        let numbers = roster.pupils().iter().map(|number| renumbered(*number));
        kehou_attendance::Roster::new(numbers.collect()).unwrap()
    });
    let change = |(roll, change): (&Roll, &SheetChange)| {
        let mut roll = roll.clone();
        roll.on = day(3, 13) + Days::new(u64::from(chrono::Datelike::day0(&roll.on)) / 4);
        roll.revision = change.revision;
        roll.group = GroupNo::new(change.group);
        roll.recorded_at = change.entered_after.map(|(days, hour)| {
            (roll.on + Days::new(days)).and_time(NaiveTime::from_hms_opt(hour, 0, 0).unwrap())
        });
        roll
    };
    let rolls = rolls.rolls().iter().zip(changes).map(change).collect();
    SchoolRolls::new(rosters.collect(), rolls).unwrap()
}
