use chrono::NaiveDate;
use kehou_attendance::{GroupNo, Mark};
use kehou_registry::{Grade, PupilNo, SlotNo};
use kehou_units::{Instant, Month};
use proptest::prelude::*;

use super::*;
use crate::{
    pb::{
        attendance::{
            GetMonthStateRequest, ListRollsRequest, LockMonthRequest, ReopenMonthRequest, RollMark,
            SubmitRollRequest, submit_roll_request::Group,
        },
        fee::{ClassRef, MarkStatus},
    },
    told::{NO_DAY, NO_INSTANT, assert_told, class, day, days, id, school},
};

fn roll() -> SubmitRollRequest {
    let marks = [(7, MarkStatus::Present), (3, MarkStatus::Sick)];
    SubmitRollRequest {
        request_id: id(),
        school_code: school(),
        date: day(3, 1),
        slot: 2,
        group: Some(Group::Class(ClassRef { grade: 3, number: 2 })),
        marks: marks.map(|(pupil_no, it)| RollMark { pupil_no, status: it.into() }).to_vec(),
        ..Default::default()
    }
}

#[test]
fn a_roll_is_read_in_the_order_of_its_sheet() {
    let read = SubmitRollQuestion::read(roll()).unwrap();
    assert_eq!(read.on, NaiveDate::from_ymd_opt(2023, 3, 1).unwrap());
    assert_eq!((read.slot, read.group.no()), (SlotNo::ALL[1], GroupNo::new(3_002)));
    let marks = [(PupilNo::new(7), Mark::Present), (PupilNo::new(3), Mark::Sick)];
    assert_eq!(read.marks, marks);
    assert_eq!((read.write.reason.as_str(), read.write.etag), ("", None));
}

#[test]
fn everything_wrong_with_a_roll_is_told() {
    let mark = |pupil_no, status| RollMark { pupil_no, status };
    let wrong = SubmitRollRequest {
        request_id: "short".into(),
        reason: "x".repeat(401),
        etag: -4,
        school_code: String::new(),
        date: NO_DAY,
        slot: 9,
        group: Some(Group::GroupNo(9_999)),
        marks: vec![mark(0, 1), mark(5, 0), mark(5, 1), mark(6, 8)],
    };
    assert_told(
        SubmitRollQuestion::read(wrong),
        &[
            ("request_id", "NOT_A_REQUEST_ID"),
            ("reason", "TOO_LONG"),
            ("etag", "OUT_OF_RANGE"),
            ("school_code", "REQUIRED"),
            ("date", "NOT_A_DATE"),
            ("slot", "OUT_OF_RANGE"),
            ("group_no", "OUT_OF_RANGE"),
            ("marks[0].pupil_no", "REQUIRED"),
            ("marks[1].status", "UNSPECIFIED"),
            ("marks[3].status", "UNKNOWN_VALUE"),
            ("marks[2].pupil_no", "DUPLICATE"),
        ],
    );
    let bare = SubmitRollRequest { group: None, marks: Vec::new(), ..roll() };
    assert_told(SubmitRollQuestion::read(bare), &[("group", "REQUIRED"), ("marks", "REQUIRED")]);
    let no_class = Some(Group::Class(ClassRef { grade: 10, number: 0 }));
    assert_told(
        SubmitRollQuestion::read(SubmitRollRequest { group: no_class, ..roll() }),
        &[("class.grade", "OUT_OF_RANGE"), ("class.number", "OUT_OF_RANGE")],
    );
    let crowd = vec![RollMark { pupil_no: 1, status: 1 }; 1_001];
    let crowd = SubmitRollQuestion::read(SubmitRollRequest { marks: crowd, ..roll() });
    assert_eq!(crowd.unwrap_err().listed()[0].flaw.code(), "FIELD_TOO_MANY");
}

#[test]
fn everything_wrong_with_a_query_of_rolls_is_told() {
    let wrong = ListRollsRequest {
        school_code: "x".into(),
        days: days(NO_DAY, NO_DAY),
        class: class(0, 1_000),
        known_at: NO_INSTANT,
        page_size: -1,
        page_token: "AAAA".into(),
        ..Default::default()
    };
    assert_told(
        ListRollsQuestion::read(wrong),
        &[
            ("page_size", "OUT_OF_RANGE"),
            ("page_token", "NOT_A_PAGE_TOKEN"),
            ("school_code", "NOT_A_SCHOOL_CODE"),
            ("days.first", "NOT_A_DATE"),
            ("days.last", "NOT_A_DATE"),
            ("class.grade", "OUT_OF_RANGE"),
            ("class.number", "OUT_OF_RANGE"),
            ("known_at", "NOT_AN_INSTANT"),
        ],
    );
}

#[test]
fn rolls_are_asked_for_between_two_days_of_a_year() {
    let asked = |first, last| {
        let days = days(first, last);
        ListRollsQuestion::read(ListRollsRequest {
            school_code: school(),
            days,
            ..Default::default()
        })
    };
    assert!(asked(day(1, 1), day(12, 31)).is_ok());
    let leap = Some(crate::pb::Date { year: 2024, month: 1, day: 1 });
    assert!(asked(day(1, 1), leap).is_ok(), "366 days");
    let long = Some(crate::pb::Date { year: 2024, month: 1, day: 2 });
    assert_told(asked(day(1, 1), long), &[("days", "OUT_OF_RANGE")]);
    assert_told(asked(day(1, 1), None), &[("days.last", "REQUIRED")]);
}

#[test]
fn everything_wrong_with_a_lock_is_told() {
    let told = [
        ("request_id", "REQUIRED"),
        ("reason", "REQUIRED"),
        ("school_code", "REQUIRED"),
        ("month", "NOT_A_MONTH"),
    ];
    let reopened = ReopenMonthRequest { month: "2023-13".into(), ..Default::default() };
    assert_told(ReopenMonthQuestion::read(reopened), &told);
    let locked = LockMonthRequest { families_told_on: NO_DAY, ..Default::default() };
    assert_told(
        LockMonthQuestion::read(locked),
        &[
            ("request_id", "REQUIRED"),
            ("school_code", "REQUIRED"),
            ("month", "REQUIRED"),
            ("families_told_on", "NOT_A_DATE"),
        ],
    );
    let asked = GetMonthStateRequest { known_at: NO_INSTANT, ..Default::default() };
    assert_told(
        GetMonthStateQuestion::read(&asked),
        &[("school_code", "REQUIRED"), ("month", "REQUIRED"), ("known_at", "NOT_AN_INSTANT")],
    );
}

fn sheet<'a>(slot: usize, revision: u32, marks: &'a [(PupilNo, Mark)]) -> SheetView<'a> {
    SheetView {
        on: NaiveDate::from_ymd_opt(2023, 3, 1).unwrap(),
        slot: SlotNo::ALL[slot - 1],
        group: GroupNo::new(3_002),
        revision,
        entered_at: None,
        late_reason: "",
        marks,
    }
}

#[test]
fn sheets_entered_together_make_one_entry_a_pupil() {
    let [seven, nine] = [7, 9].map(PupilNo::new);
    let first = [(seven, Mark::Present), (nine, Mark::None)];
    let second = [(nine, Mark::Absent), (seven, Mark::Late)];
    let corrected = [(seven, Mark::Sick)];
    let sheets = [sheet(2, 0, &second), sheet(1, 1, &corrected), sheet(1, 0, &first)];
    let sent = pupil_days(&sheets);
    let brief = sent.iter().map(|it| {
        let day = it.marks.as_ref().unwrap();
        let marks: Vec<_> = day.marks.iter().map(|mark| (mark.slot, mark.status())).collect();
        (it.pupil_no, day.revision, marks)
    });
    assert_eq!(
        brief.collect::<Vec<_>>(),
        [
            (7, 0, vec![(1, MarkStatus::Present), (2, MarkStatus::Late)]),
            (7, 1, vec![(1, MarkStatus::Sick)]),
            (9, 0, vec![(2, MarkStatus::Absent)]),
        ],
        "by pupil and revision, what was not recorded left out"
    );
    assert_eq!(sent[0].class, class(3, 2));
}

#[test]
fn a_late_sheet_says_when_and_why() {
    let marks = [(PupilNo::new(7), Mark::Present)];
    let entered_at = Some(Instant::from_micros(1_678_000_000_000_000));
    let group = GroupNo::new(10_001);
    let late = SheetView { group, entered_at, late_reason: "ill", ..sheet(1, 0, &marks) };
    let sent = pupil_days(&[late]);
    assert_eq!((sent[0].late_reason.as_str(), sent[0].class), ("ill", None));
    assert_eq!(sent[0].marks.as_ref().unwrap().recorded_at.unwrap().seconds, 1_678_000_000);
}

#[test]
fn a_state_without_lock_has_no_name_on_it() {
    let school = "3708290001".parse().unwrap();
    let open = MonthStateView {
        school: &school,
        month: Month::new(2023, 3).unwrap(),
        phase: MonthPhase::Open,
        locks_on: NaiveDate::from_ymd_opt(2023, 4, 6),
        last: None,
        bill_revision: None,
        published_on: None,
    };
    let sent = open.message();
    assert_eq!((sent.month.as_str(), sent.locks_on), ("2023-03", day(4, 6)));
    assert_eq!((sent.changed_at, sent.changed_by.as_str(), sent.etag), (None, "", 0));
    assert_eq!((sent.bill_revision, sent.published_on), (None, None));
    let at = Instant::from_micros(1_680_000_000_000_000);
    let told_on = NaiveDate::from_ymd_opt(2023, 4, 4);
    let last = LockedView { at, by: "head-1", reason: "typo", families_told_on: told_on, etag: 12 };
    let reopened = MonthStateView {
        phase: MonthPhase::Reopened,
        last: Some(last),
        bill_revision: Some(0),
        ..open
    };
    let sent = reopened.message();
    assert_eq!((sent.changed_by.as_str(), sent.reason.as_str(), sent.etag), ("head-1", "typo", 12));
    assert_eq!((sent.families_told_on, sent.bill_revision), (day(4, 4), Some(0)));
}

proptest! {
    /// The group of a class is that of its number, and no other number is a class.
    #[test]
    fn groups_and_numbers_agree(number in 0u32..20_000) {
        let group = RollGroup::of(GroupNo::new(number));
        prop_assert_eq!(group.no().number(), number);
        let is_class = (1_000..10_000).contains(&number) && number % 1_000 != 0;
        prop_assert_eq!(group.class().is_some(), is_class);
        if let Some(class) = group.class() {
            prop_assert_eq!(class.grade, Grade::new(u8::try_from(number / 1_000).unwrap()).unwrap());
        }
    }
}
