//! Single situations, each with what must come of it.

use kehou_registry::{Decision, PupilNo, WaiverTrack};

use super::{books, day, on};
use crate::import::comparison::{Change, Counts, SheetRank, Standing};

const SCHOOL: &str = "学校标识码,学校名称,隶属关系,办学类型\n3708290001,一小,县直,小学\n";
const HEADINGS: &str = "学校标识码,年级,班级,姓名,学籍号,监护人,联系电话,入班日期,离班日期\n";

fn roster(rows: &str) -> String {
    format!("{HEADINGS}{rows}")
}

const THREE: &str = "3708290001,3,1,张三,G370829201503074214,张大,139,,
3708290001,3,1,李四,,李大,,,
3708290001,3,2,王五,G370829201506123026,王大,,2022-09-01,
";

#[test]
fn a_first_import_adds_everything_since_ever() {
    let mut books = books(&[SCHOOL, &roster(THREE)]);
    assert_eq!(books.only().pupils.len(), 3);
    let (period, _) = books.pupil("张三").placements[0].value;
    assert_eq!(period.first(), kehou_sheets::BEGINNING);
}

#[test]
fn who_is_missing_ends_the_day_before_and_who_comes_begins() {
    let mut books = books(&[SCHOOL, &roster(THREE)]);
    let rows = THREE.lines().take(2).collect::<Vec<_>>().join("\n");
    let rows = format!("{rows}\n3708290001,1,1,新生,,新大,,,\n");
    let comparison = books.import(&[&roster(&rows)], on(1));
    let pupils = &comparison.schools[0].pupils;
    assert_eq!((pupils.added.len(), pupils.removed.len(), pupils.present), (1, 1, 3));
    assert_eq!(comparison.over_limit.len(), 1);
    assert_eq!(books.pupil("王五").placements[0].value.0.last(), Some(day(3, 5)));
    assert_eq!(books.pupil("新生").placements[0].value.0.first(), day(3, 6));
    assert_eq!(books.pupil("新生").no, PupilNo::new(4));
}

#[test]
fn who_changes_class_without_a_date_changes_on_the_day() {
    let mut books = books(&[SCHOOL, &roster(THREE)]);
    let rows = THREE.replace("3,1,张三", "3,2,张三");
    let comparison = books.import(&[&roster(&rows)], on(1));
    assert_eq!(comparison.schools[0].pupils.moved.len(), 1);
    let course: Vec<String> = books
        .pupil("张三")
        .placements
        .iter()
        .map(|kept| format!("{} {}", kept.value.0, kept.value.1.class))
        .collect();
    assert_eq!(course, ["1900-01-01..2023-03-05 3-1", "2023-03-06.. 3-2"]);
    assert!(comparison.over_limit.is_empty());
}

#[test]
fn dated_rows_hold_from_their_own_day() {
    let mut books = books(&[SCHOOL, &roster(THREE)]);
    let rows = THREE.replace(
        "3,2,王五,G370829201506123026,王大,,2022-09-01,",
        "3,3,王五,G370829201506123026,王大,,2023-02-20,2023-04-28",
    );
    let comparison = books.import(&[&roster(&rows)], on(1));
    assert_eq!(comparison.schools[0].pupils.left.len(), 1);
    let course: Vec<String> =
        books.pupil("王五").placements.iter().map(|kept| kept.value.0.to_string()).collect();
    assert_eq!(course, ["2022-09-01..2023-02-19", "2023-02-20..2023-04-28"]);
}

#[test]
fn blanks_say_nothing_and_what_arrives_is_taken() {
    let mut books = books(&[SCHOOL, &roster(THREE)]);
    let rows = THREE
        .replace("张三,G370829201503074214,张大,139", "张三,,张大,")
        .replace("李四,,李大,", "李四,G37082920140718232X,李大,138");
    let comparison = books.import(&[&roster(&rows)], on(1));
    let school = &comparison.schools[0];
    assert_eq!((school.identities.counts.changed, school.guardians.counts.changed), (1, 1));
    assert!(books.pupil("张三").identity.value.student_number.is_some());
    assert_eq!(books.pupil("张三").guardians[0].value.phone.as_deref(), Some("139"));
    assert_eq!(books.pupil("李四").guardians[0].value.phone.as_deref(), Some("138"));
}

#[test]
fn a_hand_written_placement_stands_until_files_date_a_later_one() {
    let mut books = books(&[SCHOOL, &roster(THREE)]);
    let kept = &mut books.pupil("王五").placements[0];
    kept.standing = Standing::ByHand;
    let before = kept.clone();
    let missing: Vec<&str> = THREE.lines().take(2).collect();
    let comparison = books.import(&[&roster(&missing.join("\n"))], on(1));
    let pupils = &comparison.schools[0].pupils;
    assert_eq!((pupils.removed.len(), pupils.kept.len()), (0, 1));
    let undated = THREE.replace("3,2,王五", "3,3,王五").replace("2022-09-01", "");
    assert!(books.import(&[&roster(&undated)], on(1)).schools[0].placements.items.is_empty());
    assert_eq!(books.pupil("王五").placements, [before]);
    let dated = THREE.replace("3,2,王五", "3,3,王五").replace("2022-09-01", "2023-03-13");
    books.import(&[&roster(&dated)], on(1));
    assert_eq!(books.pupil("王五").placements[0].value.0.last(), Some(day(3, 12)));
}

#[test]
fn a_roster_with_a_refused_row_removes_nobody() {
    let mut books = books(&[SCHOOL, &roster(THREE)]);
    let rows = THREE.replace("王五,G370829201506123026", "王五,G370829201506123027");
    let comparison = books.import(&[&roster(&rows)], on(1));
    let pupils = &comparison.schools[0].pupils;
    assert_eq!((pupils.removed.len(), pupils.withheld.len()), (0, 1));
}

const WAIVERS: &str = "学校标识码,年级,班级,姓名,困难类别,途径,名单日期,核定结果,核定日期,原因\n";

fn waiver(category: &str, listed: &str, decided: &str) -> String {
    format!("{WAIVERS}3708290001,3,1,李四,{category},名单比对,{listed},{decided}\n")
}

#[test]
fn a_decision_is_never_reset_by_the_same_list() {
    let list = waiver("dibao", "2023-02-13", ",,");
    let mut books = books(&[SCHOOL, &roster(THREE), &list]);
    let waivers = &mut books.pupil("李四").waivers;
    waivers[0].value.track = WaiverTrack::ListMatch {
        listed_on: day(2, 13),
        decision: Decision::Confirmed { on: day(2, 20) },
    };
    for standing in [Standing::Imported, Standing::ByHand] {
        books.pupil("李四").waivers[0].standing = standing;
        let comparison = books.import(&[&list], on(1));
        assert!(comparison.schools[0].waivers.items.is_empty(), "{standing:?}");
        assert_eq!(comparison.schools[0].waivers.counts.unchanged, 1);
    }
    let against = waiver("dibao", "2023-02-13", "不符,2023-03-01,不在册");
    let comparison = books.import(&[&against], on(1));
    assert!(comparison.schools[0].waivers.items.is_empty());
    assert_eq!(comparison.schools[0].waivers.counts.kept, 1);
    let next = waiver("dibao", "2023-03-01", ",,");
    assert_eq!(books.import(&[&next], on(1)).schools[0].waivers.counts.added, 1);
    assert_eq!(books.pupil("李四").waivers.len(), 2, "a waiver that a list leaves out stands");
}

#[test]
fn an_application_ends_by_its_withdrawal_alone() {
    let heading = "学校标识码,年级,班级,姓名,申请日期,退出日期\n";
    let of = |rows: &str| format!("{heading}{rows}");
    let first = of("3708290001,3,1,张三,2023-02-20,\n3708290001,3,1,李四,2023-02-20,\n");
    let mut books = books(&[SCHOOL, &roster(THREE), &first]);
    let withdrawn = of("3708290001,3,1,张三,2023-02-20,2023-03-09\n");
    let comparison = books.import(&[&withdrawn], on(1));
    let counts = Counts { changed: 1, ..Counts::default() };
    assert_eq!(comparison.schools[0].applications.counts, counts);
    assert!(books.import(&[&first], on(1)).schools[0].is_empty(), "a blank undoes no withdrawal");
    assert_eq!(books.pupil("张三").applications[0].value.withdrawn_on, Some(day(3, 9)));
    books.pupil("李四").applications[0].standing = Standing::StruckByHand;
    let comparison = books.import(&[&first], on(1));
    assert_eq!(comparison.schools[0].applications.counts.kept, 1);
    assert!(comparison.schools[0].is_empty(), "what an officer struck out stays out");
}

const PLAN: &str = "学校标识码,时段,类型,开始日期,结束日期,星期,年级,开始时间,结束时间,收费
3708290001,1,课后服务,2023-02-13,2023-07-07,1-5,1-6,16:30,17:10,是
3708290001,2,课后服务,2023-02-13,2023-07-07,1-5,1-6,17:20,18:00,是
";

#[test]
fn a_plan_is_replaced_but_for_what_an_officer_wrote() {
    let mut books = books(&[SCHOOL, PLAN]);
    let later = PLAN.replace("16:30,17:10", "16:40,17:20");
    let later: String = later.lines().take(2).map(|line| format!("{line}\n")).collect();
    let (_, comparison) = books.preview(&[&later], on(1));
    let counts = Counts { changed: 1, removed: 1, ..Counts::default() };
    assert_eq!(comparison.schools[0].plan.counts, counts);
    let narrower = &mut books.only().plan[0];
    narrower.standing = Standing::ByHand;
    narrower.value.grades = kehou_registry::GradeSet::of([kehou_registry::Grade::new(1).unwrap()]);
    books.only().plan[1].standing = Standing::ByHand;
    let comparison = books.import(&[&later], on(1));
    assert!(comparison.schools[0].is_empty());
    assert_eq!(comparison.schools[0].plan.counts.kept, 2, "what collides stays out");
}

const ROLL: &str = "学校标识码,班级,姓名,学籍号,修订,2023-03-01/1\n";

fn marks(rows: &str) -> String {
    format!("{ROLL}{rows}")
}

#[test]
fn a_roll_that_differs_is_a_revision_that_says_only_what_is_new() {
    let first = marks("3708290001,3-1,张三,,,√\n3708290001,3-1,李四,,,√\n");
    let mut books = books(&[SCHOOL, &roster(THREE), &first]);
    assert_eq!(books.only().rolls.rolls().len(), 1);
    let corrected = marks("3708290001,3-1,张三,,,√\n3708290001,3-1,李四,,,旷\n");
    let comparison = books.import(&[&corrected], on(1));
    let rolls = &comparison.schools[0].rolls;
    let [new] = rolls.new.as_slice() else { panic!("{rolls:?}") };
    assert_eq!((new.revision, new.sheet, new.rank), (1, 0, SheetRank::Correction));
    let said: Vec<&str> = new.marks.iter().map(|mark| mark.symbol()).collect();
    assert_eq!(said.iter().filter(|mark| !mark.is_empty()).count(), 1, "{said:?}");
    for again in [&first, &corrected] {
        assert!(books.import(&[again], on(1)).schools[0].is_empty(), "both are known");
    }
    let fewer = marks("3708290001,3-1,李四,,,√\n");
    assert!(books.import(&[&fewer], on(1)).schools[0].is_empty(), "blanks say nothing");
}

#[test]
fn revisions_of_a_file_follow_each_other_above_stored_ones() {
    let first = marks("3708290001,3-1,张三,,,旷\n");
    let mut books = books(&[SCHOOL, &roster(THREE), &first]);
    let history = marks("3708290001,3-1,张三,,0,√\n3708290001,3-1,张三,,1,旷\n");
    let comparison = books.import(&[&history], on(1));
    let new: Vec<(u32, &str)> = comparison.schools[0]
        .rolls
        .new
        .iter()
        .map(|roll| (roll.revision, roll.marks[0].symbol()))
        .collect();
    assert_eq!(new, [(1, "√"), (2, "旷")], "the last word of the file stays the last");
    assert!(books.import(&[&history], on(1)).schools[0].is_empty());
}

#[test]
fn sheets_that_contradict_each_other_stay_two() {
    let twice = marks("3708290001,3-1,张三,,,√\n3708290001,3-1,张三,,,旷\n");
    let mut books = books(&[SCHOOL, &roster(THREE)]);
    let comparison = books.import(&[&twice], on(1));
    let places: Vec<(u32, u32)> =
        comparison.schools[0].rolls.new.iter().map(|roll| (roll.revision, roll.sheet)).collect();
    assert_eq!(places, [(0, 0), (0, 1)]);
    assert!(books.import(&[&twice], on(1)).schools[0].is_empty());
}

#[test]
fn who_leaves_one_school_and_comes_to_another_is_a_transfer() {
    let schools = "学校标识码,学校名称,隶属关系,办学类型\n3708290001,一小,县直,小学\n3708290002,二小,县直,小学\n";
    let both = roster(&format!("{THREE}3708290002,3,1,赵六,,赵大,,,\n"));
    let mut books = books(&[schools, &both]);
    let moved = both.replace("3708290001,3,1,张三", "3708290002,3,5,张三");
    let comparison = books.import(&[&moved], on(1));
    let [transfer] = comparison.transfers.as_slice() else { panic!("{comparison:?}") };
    assert_eq!(transfer.from.0.as_str(), "3708290001");
    assert_eq!((transfer.to.0.as_str(), transfer.to.1), ("3708290002", PupilNo::new(2)));
    let over: Vec<&str> =
        comparison.over_limit.iter().map(kehou_registry::SchoolCode::as_str).collect();
    assert_eq!(over, ["3708290001"], "gone from the first school all the same");
    let (_, again) = books.preview(&[&moved], on(1));
    assert!(again.schools.iter().all(super::super::SchoolComparison::is_empty));
    let second = books.schools.values().nth(1).unwrap();
    let begins = second.pupils[1].placements[0].value.0.first();
    assert_eq!(begins, day(3, 6), "nobody is at two schools on one day");
}

#[test]
fn a_transfer_to_a_school_that_is_new_begins_after_the_old_one_ended() {
    let mut books = books(&[SCHOOL, &roster(THREE)]);
    let schools = "学校标识码,学校名称,隶属关系,办学类型\n3708290001,一小,县直,小学\n3708290002,二小,县直,小学\n";
    let moved = roster(&THREE.replace("3708290001,3,1,张三", "3708290002,3,5,张三"));
    let comparison = books.import(&[schools, &moved], on(1));
    assert_eq!(comparison.transfers.len(), 1);
    let begins = comparison.schools[1].placements.items.iter().map(|item| match &item.change {
        Change::Put((period, _)) | Change::Remove((period, _)) => period.first(),
    });
    assert_eq!(begins.collect::<Vec<_>>(), [day(3, 6)]);
    let (_, again) = books.preview(&[schools, &moved], on(1));
    assert!(again.schools.iter().all(super::super::SchoolComparison::is_empty));
}

#[test]
fn one_in_twenty_may_go_unasked() {
    let rows = |count: usize| {
        let row = |at| format!("3708290001,3,{},学生{at},,家长{at},,,\n", 1 + at % 3);
        (0..count).map(row).collect::<String>()
    };
    let books = books(&[SCHOOL, &roster(&rows(40))]);
    let asked = |count| books.preview(&[&roster(&rows(count))], on(1)).1.over_limit.len();
    assert_eq!([40, 38, 37].map(asked), [0, 0, 1]);
}

#[test]
fn each_school_is_judged_by_itself() {
    let schools = "学校标识码,学校名称,隶属关系,办学类型\n3708290001,一小,县直,小学\n3708290002,二小,县直,小学\n";
    let rows = |school: u32, count: usize| {
        let row =
            |at| format!("370829000{school},3,{},学生{school}{at},,家长{at},,,\n", 1 + at % 3);
        (0..count).map(row).collect::<String>()
    };
    let both = |first, second| roster(&format!("{}{}", rows(1, first), rows(2, second)));
    let books = books(&[schools, &both(60, 10)]);
    let over = |first, second| books.preview(&[&both(first, second)], on(1)).1.over_limit;
    // One of seventy is few; one of the ten of its school is not.
    assert_eq!(over(60, 9), ["3708290002".parse().unwrap()]);
    assert_eq!(over(57, 10), []);
    assert_eq!(over(50, 5).len(), 2);
}

#[test]
fn who_is_at_the_other_school_already_does_not_begin_there_again() {
    let schools = "学校标识码,学校名称,隶属关系,办学类型\n3708290001,一小,县直,小学\n3708290002,二小,县直,小学\n";
    let both = roster(&format!("{THREE}3708290002,3,5,张三,,张大,139,,\n"));
    let mut books = books(&[schools, &both]);
    let row = THREE.lines().next().unwrap();
    let rest = THREE.replace(&format!("{row}\n"), "");
    let known = roster(&format!("{rest}{}\n", row.replace("3708290001,3,1", "3708290002,3,5")));
    let comparison = books.import(&[&known], on(1));
    assert!(comparison.schools[1].pupils.added.is_empty());
    assert_eq!(comparison.transfers, []);
    let second = books.schools.values().nth(1).unwrap();
    let begins = second.pupils[0].placements[0].value.0.first();
    assert_eq!(begins, kehou_sheets::BEGINNING);
}
