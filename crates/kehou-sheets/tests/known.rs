//! Files read over what is known: single kinds and single schools are read alone, and whoever is
//! known keeps the number. (C2, C5, C8)

#![allow(clippy::unwrap_used, reason = "a test that can't go on has failed")]

use std::{collections::BTreeSet, io::Cursor, sync::LazyLock};

use kehou_attendance::Roster;
use kehou_policy::Policy;
use kehou_registry::{CalendarScope, Pupil, PupilNo, SchoolCode};
use kehou_sheets::{County, Intake, Kind, KindSet, KnownSchool, ReasonCode, Stated};
use proptest::prelude::*;

static POLICY: LazyLock<Policy> = LazyLock::new(|| Policy::shipped().unwrap());

const FIRST: &str = "3708290001";
const SECOND: &str = "3708290002";
const SCHOOLS: &str = "学校标识码,学校名称,隶属关系,办学类型
3708290001,实验小学,县直,小学
3708290002,第二小学,县直,小学
";
/// Two namesakes whom only their guardians tell apart, and a pupil with a number.
const ROSTER: &str = "学校标识码,年级,班级,姓名,学籍号,校内编号,监护人,入班日期
3708290001,3,1,张三,,,张大,
3708290001,3,1,张三,,,张二,
3708290001,3,1,李四,,L1,李大,
3708290001,3,2,王五,G370829201503074214,,王大,2022-09-01
3708290002,1,1,赵六,,,赵大,
";
const CALENDAR: &str = "学校标识码,类型,名称,开始日期,结束日期,年级
,学期,2022-2023-2,2023-02-13,2023-07-07,
,放假,清明,2023-04-05,2023-04-05,
3708290001,停课,大风,2023-03-14,2023-03-14,
3708290001,停课,体检,2023-03-15,2023-03-15,1-2
";

fn read(known: Vec<KnownSchool>, files: &[&str]) -> County {
    let mut intake = Intake::over(&POLICY, "2023-03".parse().unwrap(), known);
    for (at, text) in files.iter().enumerate() {
        intake.read(&format!("{at}.csv"), Cursor::new(text));
    }
    intake.finish()
}

/// What is known once a county's files were taken in.
fn known_after(county: &County, next_pupil_no: u32) -> Vec<KnownSchool> {
    let known = county.schools.iter().map(|record| KnownSchool {
        school: record.school.clone(),
        calendar: record.calendar.clone(),
        pupils: record.pupils.clone(),
        next_pupil_no,
    });
    known.collect()
}

fn known() -> Vec<KnownSchool> {
    let county = read(Vec::new(), &[SCHOOLS, ROSTER, CALENDAR]);
    assert_eq!(county.problems, []);
    known_after(&county, 0)
}

fn code(text: &str) -> SchoolCode {
    text.parse().unwrap()
}

fn stated<'a>(county: &'a County, school: &str) -> &'a Stated {
    &county.stated[&code(school)]
}

fn numbers(all: &BTreeSet<PupilNo>) -> Vec<u32> {
    all.iter().map(|no| no.number()).collect()
}

fn pupil(county: &County, school: &str, no: u32) -> Pupil {
    let record = county.schools.iter().find(|one| one.school.code == code(school)).unwrap();
    record.pupils.iter().find(|pupil| pupil.no == PupilNo::new(no)).unwrap().clone()
}

fn codes(county: &County) -> Vec<ReasonCode> {
    county.problems.iter().map(|one| one.reason.code()).collect()
}

#[test]
fn without_anything_known_everything_is_new_and_whole() {
    let county = read(Vec::new(), &[SCHOOLS, ROSTER, CALENDAR]);
    let first = stated(&county, FIRST);
    assert_eq!(first.kinds, KindSet::of([Kind::Schools, Kind::Pupils, Kind::Calendar]));
    assert_eq!(first.kinds, first.whole);
    assert_eq!((numbers(&first.new), numbers(&first.absent)), (vec![1, 2, 3, 4], vec![]));
    assert!(!county.states_working_days());
}

#[test]
fn applications_alone_find_schools_and_pupils_that_are_known() {
    let text = "学校名称,年级,班级,姓名,学籍号,校内编号,申请日期\n\
                实验小学,,,李四,,L1,2023-02-20\n实验小学,3,2,王五,,,2023-02-20\n";
    let county = read(known(), &[text]);
    assert_eq!(county.problems, []);
    assert_eq!(county.schools.len(), 1, "nothing is said of the second school");
    assert_eq!(stated(&county, FIRST).kinds, KindSet::of([Kind::Applications]));
    let applied = county.schools[0].pupils.iter().filter(|one| !one.applications.is_empty());
    assert_eq!(applied.map(|one| one.no.number()).collect::<Vec<_>>(), [3, 4]);
}

#[test]
fn rolls_alone_carry_the_known_numbers() {
    let text = "学校标识码,班级,姓名,学籍号,校内编号,2023-03-01/1\n\
                3708290001,3-1,李四,,L1,√\n3708290001,3-2,王五,,,旷\n";
    let county = read(known(), &[text]);
    assert_eq!(county.problems, []);
    let rolls = &county.schools[0].rolls;
    let rosters = rolls.rosters().iter().flat_map(Roster::pupils);
    assert_eq!(rosters.map(|no| no.number()).collect::<Vec<_>>(), [3, 4]);
    let groups = rolls.rolls().iter().map(|roll| roll.group.number());
    assert_eq!(groups.collect::<Vec<_>>(), [3_001, 3_002]);
    assert_eq!(county.schools[0].pupils.len(), 4, "all known pupils");
    assert!(stated(&county, FIRST).absent.is_empty(), "no roster, nobody is absent");
}

#[test]
fn a_roster_speaks_of_its_school_alone() {
    // 李四 is gone, 王五 went to another class, 张三's number arrived, two pupils came.
    let text = "学校标识码,年级,班级,姓名,学籍号,校内编号,监护人,入班日期
3708290001,3,1,张三,,,张二,
3708290001,3,1,张三,G37082920140718232X,,张大,
3708290001,3,3,王五,G370829201503074214,,王大,2023-03-06
3708290001,1,1,新生,,,新大,
3708290001,1,1,又来,,,又大,
";
    let mut known = known();
    known[0].next_pupil_no = 9;
    let county = read(known, &[text]);
    assert_eq!(county.problems, []);
    assert_eq!(county.schools.len(), 1);
    let first = stated(&county, FIRST);
    assert_eq!((numbers(&first.new), numbers(&first.absent)), (vec![9, 10], vec![3]));
    // The guardians tell who of the two namesakes is who, whichever was listed first.
    let guardian = |no| pupil(&county, FIRST, no).guardians[0].name.clone();
    assert_eq!((guardian(1), guardian(2)), ("张二".into(), "张大".into()));
    assert!(pupil(&county, FIRST, 2).student_number.is_some() && first.whole.holds(Kind::Pupils));
    let moved = pupil(&county, FIRST, 4);
    assert_eq!(moved.placements.latest().unwrap().1.class.to_string(), "3-3");
    assert_eq!(pupil(&county, FIRST, 3).name, "李四", "who is absent can still be named");
}

#[test]
fn a_pupil_who_left_or_changed_class_is_still_found_on_an_old_roll() {
    let roster = "学校标识码,年级,班级,姓名,学籍号,校内编号,监护人\n\
                  3708290001,3,3,王五,G370829201503074214,,王大\n";
    let rolls = "学校标识码,班级,姓名,学籍号,校内编号,2023-03-01/1\n\
                 3708290001,3-1,李四,,,√\n3708290001,3-2,王五,,,√\n3708290001,3-3,王五,,,√\n";
    let county = read(known(), &[roster, rolls]);
    assert_eq!(county.problems, []);
    assert_eq!(county.schools[0].rolls.rolls().len(), 3);
}

#[test]
fn an_old_class_names_nobody_whom_the_roster_has_put_elsewhere_beside_a_namesake() {
    // 王五 went to 3-3, and another 王五 came to 3-2.
    let roster = "学校标识码,年级,班级,姓名,学籍号,校内编号,监护人\n\
                  3708290001,3,3,王五,G370829201503074214,,王大\n3708290001,3,2,王五,,,王二\n";
    let text = "学校标识码,班级,姓名,学籍号,校内编号,申请日期\n3708290001,3-2,王五,,,2023-02-20\n";
    let county = read(known(), &[roster, text]);
    assert_eq!(county.problems, []);
    let applied = county.schools[0].pupils.iter().filter(|one| !one.applications.is_empty());
    assert_eq!(applied.map(|one| one.no.number()).collect::<Vec<_>>(), [5]);
}

#[test]
fn a_refused_row_makes_silence_mean_nothing() {
    let short = ROSTER.replace("李四,,L1,李大", "李四,G370829201503074219,L1,李大");
    let county = read(known(), &[&short]);
    assert_eq!(codes(&county), [ReasonCode::StudentNumberCheck]);
    let first = stated(&county, FIRST);
    assert!(first.kinds.holds(Kind::Pupils) && !first.whole.holds(Kind::Pupils));
    let unreadable = read(known(), &[ROSTER, "甲,乙,丙\n1,2,3\n"]);
    assert_eq!(codes(&unreadable), [ReasonCode::KindUnknown]);
    assert!(stated(&unreadable, FIRST).whole.is_empty(), "the lost file may hold the rest");
    let elsewhere =
        "学校标识码,班级,姓名,学籍号,校内编号,申请日期\n3708290001,3-1,无名,,,2023-02-20\n";
    let other = read(known(), &[ROSTER, elsewhere]);
    assert_eq!(codes(&other), [ReasonCode::PupilUnknown]);
    assert!(stated(&other, FIRST).whole.holds(Kind::Pupils), "another kind of file was refused");
}

#[test]
fn one_row_for_two_known_namesakes_is_refused() {
    let text = "学校标识码,年级,班级,姓名,学籍号,校内编号,监护人\n3708290001,3,1,张三,,,\n";
    let county = read(known(), &[text]);
    assert_eq!(codes(&county), [ReasonCode::PupilAmbiguous]);
    assert!(stated(&county, FIRST).new.is_empty());
    assert!(!stated(&county, FIRST).whole.holds(Kind::Pupils));
}

#[test]
fn a_local_id_of_another_child_is_no_recognition() {
    let text = "学校标识码,年级,班级,姓名,学籍号,校内编号,监护人\n3708290001,3,1,钱七,,L1,钱大\n";
    let county = read(known(), &[text]);
    assert_eq!(numbers(&stated(&county, FIRST).new), [5]);
    assert!(stated(&county, FIRST).absent.contains(&PupilNo::new(3)));
}

#[test]
fn a_pupil_whom_another_known_school_holds_is_refused_until_one_ends() {
    let text = "学校标识码,年级,班级,姓名,学籍号,校内编号,监护人\n\
                3708290002,1,1,赵六,,,赵大\n3708290002,3,2,王五,G370829201503074214,,王大\n";
    let county = read(known(), &[text]);
    assert_eq!(codes(&county), [ReasonCode::PupilAtTwoSchools]);
    assert_eq!(county.problems[0].reason.arg("other"), Some("kehou"));
    let leaving = ROSTER.lines().filter(|line| !line.contains("王五") && !line.contains(SECOND));
    let leaving: Vec<&str> = leaving.collect();
    let both = read(known(), &[text, &leaving.join("\n")]);
    assert_eq!(both.problems, [], "the roster of the first school says that he left");
    assert_eq!(numbers(&stated(&both, FIRST).absent), [4]);
    assert_eq!(numbers(&stated(&both, SECOND).new), [2]);
}

#[test]
fn a_calendar_keeps_what_the_files_do_not_speak_of() {
    let own =
        "学校标识码,类型,名称,开始日期,结束日期\n3708290001,停课,暴雨,2023-03-20,2023-03-20\n";
    let county = read(known(), &[own]);
    assert_eq!(county.schools.len(), 1);
    let calendar = &county.schools[0].calendar;
    assert_eq!(calendar.terms().iter().count(), 1);
    let scopes = |scope| calendar.entries().iter().filter(|entry| entry.scope == scope).count();
    assert_eq!((scopes(CalendarScope::County), scopes(CalendarScope::School)), (1, 1));
    assert_eq!(calendar.entries().len(), 3, "the entry about grades may be the county's");
    let all = "类型,名称,开始日期,结束日期\n放假,五一,2023-05-01,2023-05-03\n";
    let county = read(known(), &[all]);
    let counts = county.schools.iter().map(|record| record.calendar.entries().len());
    assert_eq!(counts.collect::<Vec<_>>(), [3, 1], "the county's holiday of April is gone");
    assert!(county.schools.iter().all(|record| record.calendar.terms().iter().count() == 1));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    /// Whoever is known keeps the number, whatever rows the files repeat and in whichever order.
    #[test]
    fn the_same_rows_name_the_same_pupils(keys in prop::collection::vec(any::<u32>(), 5)) {
        let mut lines = ROSTER.lines();
        let headings = lines.next().unwrap();
        let mut rows: Vec<(u32, &str)> = keys.into_iter().zip(lines).collect();
        rows.sort_unstable();
        let rows: Vec<&str> = rows.into_iter().map(|(_, row)| row).collect();
        let county = read(known(), &[&format!("{headings}\n{}\n", rows.join("\n"))]);
        let before: Vec<Vec<Pupil>> = known().into_iter().map(|known| known.pupils).collect();
        let after: Vec<Vec<Pupil>> = county.schools.iter().map(|one| one.pupils.clone()).collect();
        prop_assert_eq!(before, after);
        let is_empty = |one: &Stated| one.absent.is_empty() && one.new.is_empty();
        prop_assert!(county.stated.values().all(is_empty));
    }
}
