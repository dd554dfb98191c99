use chrono::NaiveTime;
use kehou_registry::{Term, Terms};
use kehou_units::Period;

use super::*;
use crate::Roster;

fn day(d: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(2023, 3, d).unwrap()
}

fn calendar() -> Calendar {
    let period = Period::new(day(1), Some(day(31))).unwrap();
    Calendar::new(Terms::new(vec![Term { name: "t".into(), period }]), Vec::new()).unwrap()
}

fn sheet(revision: u32, recorded: Option<(u32, u32)>, marks: &[Mark]) -> Roll {
    Roll {
        on: day(7),
        slot: SlotNo::new(1).unwrap(),
        group: GroupNo::new(1),
        revision,
        recorded_at: recorded.map(|(d, hour)| day(d).and_hms_opt(hour, 0, 0).unwrap()),
        roster: 0,
        marks: marks.into(),
    }
}

fn settled(rolls: Vec<Roll>, known: u32, admission: Admission) -> (Vec<Mark>, Option<Defect>) {
    let roster = Roster::new((1..=3).map(PupilNo::new).collect()).unwrap();
    let rolls = SchoolRolls::new(vec![roster], rolls).unwrap();
    let calendar = calendar();
    let sheets = Sheets {
        rolls: &rolls,
        calendar: &calendar,
        locks: LockRules {
            roll_time: NaiveTime::from_hms_opt(18, 0, 0).unwrap(),
            month_working_day: 3,
        },
        billable: MarkSet::of([Mark::Present, Mark::Late, Mark::LeftEarly]),
        known_on: day(known),
        admission,
    };
    let mut all = settle(&sheets, day(1), day(31));
    let one = all.pop().unwrap();
    assert!(all.is_empty(), "one sheet a group, slot and day");
    let marks = match one.marks {
        SettledMarks::AsEntered(roll) => roll.marks.to_vec(),
        SettledMarks::Merged(marks) => marks.iter().map(|(_, mark)| *mark).collect(),
    };
    (marks, one.defect)
}

use Mark::{Absent, Contradicted, Excused, Late, None as Blank, Present, Sick};

#[test]
fn the_highest_revision_in_time_counts() {
    let rolls = vec![
        sheet(1, None, &[Present, Sick, Present]),
        sheet(0, None, &[Present, Present, Absent]),
    ];
    assert_eq!(settled(rolls, 31, Admission::LoweringOnly), (vec![Present, Sick, Present], None));
}

#[test]
fn two_sheets_that_differ_contradict_each_other_where_they_do() {
    let rolls =
        vec![sheet(0, None, &[Present, Present, Blank]), sheet(0, None, &[Present, Absent, Sick])];
    let expected = (vec![Present, Contradicted, Sick], Some(Defect::Contradicted));
    assert_eq!(settled(rolls, 31, Admission::LoweringOnly), expected);
}

#[test]
fn after_the_lock_a_correction_may_lower_and_not_raise() {
    let rolls = || {
        let first = sheet(0, Some((7, 18)), &[Present, Absent, Present]);
        vec![first, sheet(1, Some((8, 19)), &[Excused, Present, Present])]
    };
    let expected = (vec![Excused, Absent, Present], Some(Defect::RecordedLate));
    assert_eq!(settled(rolls(), 31, Admission::LoweringOnly), expected);
    assert_eq!(settled(rolls(), 31, Admission::Everything).0, [Excused, Present, Present]);
    assert_eq!(
        settled(rolls(), 7, Admission::Everything).0,
        [Present, Absent, Present],
        "not known yet"
    );
}

#[test]
fn a_sheet_counts_as_late_only_after_eighteen_of_the_next_teaching_day() {
    let at = |d, hour| {
        settled(vec![sheet(0, Some((d, hour)), &[Present; 3])], 31, Admission::LoweringOnly)
    };
    assert_eq!(at(8, 18), (vec![Present; 3], None));
    assert_eq!(at(8, 19), (vec![Blank; 3], Some(Defect::RecordedLate)));
}

#[test]
fn a_correction_of_one_pupil_leaves_the_others_as_they_were() {
    let rolls = vec![
        sheet(0, None, &[Present, Present, Absent]),
        sheet(1, None, &[Sick, Blank, Blank]),
        sheet(2, None, &[Blank, Excused, Blank]),
    ];
    let expected = (vec![Sick, Excused, Absent], None);
    assert_eq!(settled(rolls.clone(), 31, Admission::LoweringOnly), expected);
    let turned = rolls.into_iter().rev().collect();
    assert_eq!(settled(turned, 31, Admission::LoweringOnly), expected, "in any order");
}

#[test]
fn a_revision_settles_a_contradiction() {
    let rolls = vec![
        sheet(0, None, &[Present, Present, Present]),
        sheet(0, None, &[Absent, Present, Present]),
        sheet(1, None, &[Absent, Blank, Blank]),
    ];
    assert_eq!(settled(rolls, 31, Admission::LoweringOnly), (vec![Absent, Present, Present], None));
}

#[test]
fn what_came_in_time_after_a_late_sheet_takes_its_place() {
    let rolls = |last| {
        vec![
            sheet(0, None, &[Present, Present, Absent]),
            sheet(1, Some((8, 19)), &[Absent, Excused, Present]),
            // The month was opened again: this one counts as in time.
            sheet(2, None, last),
        ]
    };
    for admission in [Admission::LoweringOnly, Admission::Everything] {
        let whole = settled(rolls(&[Present, Late, Sick]), 31, admission);
        assert_eq!(whole, (vec![Present, Late, Sick], None), "{admission:?}");
    }
    let first_only = settled(rolls(&[Present, Blank, Blank]), 31, Admission::LoweringOnly);
    let expected = (vec![Present, Excused, Absent], Some(Defect::RecordedLate));
    assert_eq!(first_only, expected, "what it says nothing about stays");
    let mut again_late = rolls(&[Present, Present, Present]);
    again_late.push(sheet(3, Some((20, 9)), &[Excused, Blank, Present]));
    let expected = (vec![Excused, Present, Present], None);
    assert_eq!(settled(again_late, 31, Admission::LoweringOnly), expected, "lowered once more");
}

/// Every history of up to four sheets about one pupil, read word by word. (F9)
#[test]
fn every_short_history_settles_as_its_words_say() {
    const MARKS: [Mark; 4] = [Blank, Present, Late, Absent];
    let billable = |mark: Mark| matches!(mark, Present | Late);
    for history in 0..8u32.pow(4) {
        let sheets: Vec<(u32, bool, Mark)> = (0..4)
            .map(|place| {
                let one = history / 8u32.pow(place) % 8;
                (place, one >= 4, MARKS[(one % 4) as usize])
            })
            .collect();
        let last_in_time = sheets.iter().rfind(|(_, late, mark)| !late && *mark != Blank);
        let floor = last_in_time.map_or((0, Blank), |(revision, _, mark)| (*revision, *mark));
        let after = sheets.iter().rfind(|(revision, late, mark)| {
            *late && *mark != Blank && (floor.1 == Blank || *revision > floor.0)
        });
        let everything = after.map_or(floor.1, |(.., mark)| *mark);
        let raises = billable(everything) && !billable(floor.1);
        let lowering = if raises { floor.1 } else { everything };
        let roll = |(revision, late, mark): &(u32, bool, Mark)| {
            sheet(*revision, late.then_some((9, 12)), &[*mark; 3])
        };
        let turned = |rolls: Vec<Roll>| rolls.into_iter().rev().collect::<Vec<_>>();
        let rolls: Vec<Roll> = sheets.iter().map(roll).collect();
        let (marks, defect) = settled(turned(rolls.clone()), 31, Admission::LoweringOnly);
        let first = |marks: &[Mark]| marks.first().copied().unwrap_or_default();
        assert_eq!((first(&marks), defect.is_some()), (lowering, raises), "{sheets:?}");
        let (marks, _) = settled(rolls, 31, Admission::Everything);
        assert_eq!(first(&marks), everything, "{sheets:?}");
    }
}
