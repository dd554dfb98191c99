use super::*;
use crate::Grade;

fn day(m: u32, d: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(2023, m, d).unwrap()
}

fn class(grade: u8, number: u16) -> ClassRef {
    ClassRef { grade: Grade::new(grade).unwrap(), number }
}

fn entry(m: u32, d: u32, scope: CalendarScope, kind: DayKind) -> CalendarEntry {
    CalendarEntry { period: Period::new(day(m, d), Some(day(m, d))).unwrap(), scope, kind }
}

fn spring(entries: Vec<CalendarEntry>) -> Result<Calendar, CalendarError> {
    let period = Period::new(day(2, 13), Some(day(7, 7))).unwrap();
    Calendar::new(Terms::new(vec![Term { name: "2022-2023-2".into(), period }]), entries)
}

#[test]
fn the_narrowest_scope_decides() {
    let calendar = spring(vec![
        entry(3, 14, CalendarScope::County, DayKind::Holiday),
        entry(3, 14, CalendarScope::School, DayKind::Teaching),
        entry(3, 14, CalendarScope::Class(class(3, 2)), DayKind::Closed(ClosureReason::Illness)),
    ])
    .unwrap();
    assert!(!calendar.is_one_for_all());
    assert_eq!(calendar.day(class(3, 1), day(3, 14)), DayKind::Teaching);
    assert_eq!(calendar.day(class(3, 2), day(3, 14)), DayKind::Closed(ClosureReason::Illness));
}

#[test]
fn weekends_and_vacations_are_no_teaching_days_unless_made_up() {
    let follows = Weekday::Thu;
    let made_up = entry(4, 8, CalendarScope::County, DayKind::MakeUp { follows });
    let calendar = spring(vec![made_up]).unwrap();
    assert!(calendar.is_one_for_all());
    assert_eq!(calendar.day(class(1, 1), day(4, 8)).timetable(day(4, 8)), Some(Weekday::Thu));
    assert_eq!(calendar.day(class(1, 1), day(4, 9)), DayKind::Holiday);
    assert_eq!(calendar.day(class(1, 1), day(2, 10)), DayKind::Holiday, "before the term");
    assert_eq!(calendar.next_teaching_day(day(4, 7)), Some(day(4, 8)));
    assert_eq!(calendar.next_teaching_day(day(7, 7)), None);
}

#[test]
fn two_words_about_one_day_are_refused() {
    let of = |grades: &[u8]| {
        CalendarScope::Grades(GradeSet::of(grades.iter().map(|g| Grade::new(*g).unwrap())))
    };
    let closed = DayKind::Closed(ClosureReason::Weather);
    let twice = spring(vec![
        entry(3, 14, of(&[1, 2]), closed),
        entry(3, 14, of(&[2, 3]), DayKind::Teaching),
    ]);
    assert_eq!(twice, Err(CalendarError { on: day(3, 14) }));
    let apart =
        spring(vec![entry(3, 14, of(&[1]), closed), entry(3, 14, of(&[3]), DayKind::Teaching)]);
    assert!(apart.is_ok());
}

#[test]
fn a_school_follows_its_county_where_it_says_nothing_itself() {
    let closed = DayKind::Closed(ClosureReason::Weather);
    let county = spring(vec![
        entry(4, 5, CalendarScope::County, DayKind::Holiday),
        entry(4, 6, CalendarScope::County, DayKind::Holiday),
        entry(4, 7, CalendarScope::County, DayKind::Holiday),
    ])
    .unwrap();
    let own = vec![
        entry(4, 6, CalendarScope::School, DayKind::Teaching),
        entry(4, 7, CalendarScope::County, closed),
    ];
    let follows = Calendar::new(Terms::default(), own.clone()).unwrap().within(&county);
    let days = [3, 5, 6, 7].map(|d| follows.day(class(3, 1), day(4, d)));
    assert_eq!(days, [DayKind::Teaching, DayKind::Holiday, DayKind::Teaching, closed]);
    // A term of its own takes the place of the county's that shares days with it.
    let short = Period::new(day(3, 1), Some(day(4, 3))).unwrap();
    let terms = Terms::new(vec![Term { name: "own".into(), period: short }]);
    let differs = Calendar::new(terms, own).unwrap().within(&county);
    assert_eq!(differs.day(class(3, 1), day(4, 4)), DayKind::Holiday, "outside its term");
    assert_eq!(differs.terms().iter().len(), 1);
}
