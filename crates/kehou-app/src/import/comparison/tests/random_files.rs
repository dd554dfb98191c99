//! Properties over files made up at random.

use kehou_registry::{Boarding, ClassRef, Decision, Grade, Placement, WaiverTrack};
use kehou_units::Period;
use proptest::prelude::*;

use super::{books::Books, day, on};
use crate::import::comparison::{Kept, Standing, StoredPupil};

const SCHOOLS: [&str; 2] = ["3708290001", "3708290002"];
const NUMBERS: [&str; 3] = ["G370829201503074214", "G37082920140718232X", "G370829201506123026"];

/// A pupil as one row of each file has it; few different values, so that rows meet.
#[derive(Clone, Debug)]
struct Row {
    school: usize,
    class: u16,
    name: usize,
    number: Option<usize>,
    guardian: usize,
    since: usize,
    until: usize,
    withdrawn: bool,
    list: usize,
    marks: (usize, usize, u32),
}

fn arb_row() -> impl Strategy<Value = Row> {
    let who =
        (0..2_usize, 1..3_u16, 0..5_usize, prop::option::weighted(0.4, 0..3_usize), 0..3_usize);
    let when = (0..3_usize, 0..5_usize, any::<bool>(), 0..3_usize);
    (who, when, (0..4_usize, 0..4_usize, 0..2_u32)).prop_map(|(who, when, marks)| {
        let (school, class, name, number, guardian) = who;
        let (since, until, withdrawn, list) = when;
        Row { school, class, name, number, guardian, since, until, withdrawn, list, marks }
    })
}

/// The files of a county that say the rows: all kinds, or rolls and waivers left out.
fn files(rows: &[Row], all: bool) -> Vec<String> {
    let mut texts = vec![
        "学校标识码,年级,班级,姓名,学籍号,监护人,入班日期,离班日期\n".to_owned(),
        "学校标识码,年级,班级,姓名,学籍号,申请日期,退出日期\n".to_owned(),
        "学校标识码,年级,班级,姓名,学籍号,困难类别,途径,名单日期\n".to_owned(),
        "学校标识码,年级,班级,姓名,学籍号,修订,2023-03-01/1,2023-03-01/2\n".to_owned(),
    ];
    for row in rows {
        let name = ["张三", "李四", "王五", "赵六", "钱七"][row.name];
        let number = row.number.map_or("", |at| NUMBERS[at]);
        let who = format!("{},3,{},{name},{number}", SCHOOLS[row.school], row.class);
        let guardian = ["", "甲", "乙"][row.guardian];
        let since = ["", "2022-09-01", "2023-03-10"][row.since];
        let until = ["", "", "", "2023-03-20", "2023-02-28"][row.until];
        let withdrawn = if row.withdrawn { "2023-03-09" } else { "" };
        let mark = |at: usize| ["√", "旷", "", "迟"][at];
        texts[0] += &format!("{who},{guardian},{since},{until}\n");
        texts[1] += &format!("{who},2023-02-20,{withdrawn}\n");
        let listed = ["", "2023-02-13", "2023-03-01"][row.list];
        if !listed.is_empty() {
            texts[2] += &format!("{who},dibao,名单比对,{listed}\n");
        }
        let (first, second, revision) = row.marks;
        texts[3] += &format!("{who},{revision},{},{}\n", mark(first), mark(second));
    }
    let [first, second] = SCHOOLS;
    texts.push(format!(
        "学校标识码,学校名称,隶属关系,办学类型\n{first},一小,县直,小学\n{second},二小,县直,小学\n"
    ));
    if !all {
        texts.drain(2..4);
    }
    texts
}

fn import(books: &mut Books, rows: &[Row], at: usize) {
    let files = files(rows, true);
    let files: Vec<&str> = files.iter().map(String::as_str).collect();
    books.import(&files, on(at));
}

/// What an officer may do between two imports.
#[derive(Clone, Copy, Debug)]
enum Act {
    Decide,
    Move,
    Rename,
    Strike,
}

fn arb_act() -> impl Strategy<Value = Act> {
    prop_oneof![Just(Act::Decide), Just(Act::Move), Just(Act::Rename), Just(Act::Strike)]
}

fn act(pupil: &mut StoredPupil, act: Act) {
    match act {
        Act::Decide => {
            for kept in &mut pupil.waivers {
                if let WaiverTrack::ListMatch { decision, .. } = &mut kept.value.track {
                    *decision = Decision::Rejected { on: day(3, 3), reason: "不在册".into() };
                    kept.standing = Standing::ByHand;
                }
            }
        }
        Act::Move => {
            let class = ClassRef { grade: Grade::new(3).unwrap(), number: 9 };
            let value = (Period::since(day(2, 1)), Placement { class, boarding: Boarding::Day });
            pupil.placements = vec![Kept { item: 1, standing: Standing::ByHand, value }];
        }
        Act::Rename => {
            pupil.identity.value.local_id = Some("H1".into());
            pupil.identity.standing = Standing::ByHand;
        }
        Act::Strike => {
            for kept in &mut pupil.applications {
                kept.standing = Standing::StruckByHand;
            }
        }
    }
}

/// Everything that officers wrote, by pupil.
fn by_hand(books: &Books) -> Vec<String> {
    fn of<T: std::fmt::Debug>(items: &[Kept<T>]) -> Vec<String> {
        let by_hand = items.iter().filter(|kept| !kept.is_imported());
        by_hand.map(|kept| format!("{kept:?}")).collect()
    }
    let pupils = books.schools.values().flat_map(|school| &school.pupils);
    let all = pupils.flat_map(|pupil| {
        let identity = of(std::slice::from_ref(&pupil.identity));
        [identity, of(&pupil.applications), of(&pupil.waivers)].concat()
    });
    all.collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    /// Whatever was stored before, the same files again change nothing, on whatever day. Where rows were refused
    /// because of what was stored, what is stored since may decide about them: then the third time
    /// changes nothing.
    #[test]
    fn the_same_files_again_change_nothing(
        before in prop::collection::vec(arb_row(), 0..6),
        rows in prop::collection::vec(arb_row(), 1..8),
        another in prop::sample::select(vec![day(2, 13), day(3, 1), day(3, 6), day(3, 25)]),
    ) {
        let mut books = Books::default();
        import(&mut books, &before, 0);
        let files = files(&rows, true);
        let files: Vec<&str> = files.iter().map(String::as_str).collect();
        let (county, _) = books.preview(&files, on(1));
        books.import(&files, on(1));
        if !county.problems.is_empty() {
            books.import(&files, on(1));
        }
        let (_, again) = books.preview(&files, another);
        for school in &again.schools {
            prop_assert!(school.is_empty(), "{:#?}", school);
        }
        prop_assert!(again.over_limit.is_empty() && again.transfers.is_empty());
    }

    /// What officers wrote, decided or struck stands through any import.
    #[test]
    fn what_officers_wrote_stands(
        before in prop::collection::vec(arb_row(), 1..6),
        acts in prop::collection::vec((0..6_usize, arb_act()), 1..5),
        rows in prop::collection::vec(arb_row(), 1..8),
    ) {
        let mut books = Books::default();
        import(&mut books, &before, 0);
        for (at, one) in acts {
            let mut pupils = books.schools.values_mut().flat_map(|school| &mut school.pupils);
            if let Some(pupil) = pupils.nth(at) {
                act(pupil, one);
            }
        }
        let written = by_hand(&books);
        import(&mut books, &rows, 1);
        prop_assert_eq!(by_hand(&books), &written[..]);
        import(&mut books, &rows, 1);
        prop_assert_eq!(by_hand(&books), written);
        let twice = books.clone();
        import(&mut books, &rows, 1);
        prop_assert_eq!(books, twice);
    }

    /// Files of some kinds leave all others as they are.
    #[test]
    fn kinds_that_are_not_stated_stay(
        before in prop::collection::vec(arb_row(), 1..6),
        rows in prop::collection::vec(arb_row(), 1..6),
    ) {
        let mut books = Books::default();
        import(&mut books, &before, 0);
        let files = files(&rows, false);
        let files: Vec<&str> = files.iter().map(String::as_str).collect();
        let (_, preview) = books.preview(&files, on(1));
        for school in &preview.schools {
            prop_assert!(school.waivers.items.is_empty() && school.rolls.new.is_empty());
            prop_assert!(school.plan.items.is_empty() && school.calendar.items.is_empty());
        }
    }
}
