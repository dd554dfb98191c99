//! No bytes make the reader panic, whatever they are.

use std::io::Cursor;

use kehou_policy::Policy;
use kehou_sheets::{County, Intake};
use proptest::prelude::*;

const FILES: [&str; 5] = [
    "学校标识码,学校名称,镇街代码,隶属关系,办学类型,生效日期,截止日期,并入学校\n3708290001,实验小学,,县直,小学,,,\n",
    "学校标识码,年级,班级,姓名,学籍号,校内编号,监护人,入班日期\n3708290001,3,1,张三,G370829201503074214,,张大,2022-09-01\n3708290001,3,1,李四,,L1,李大,2022-09-01\n",
    "学校标识码,年级,班级,姓名,学籍号,修订,录入时间,2023-03-01/1,3月2日第1节\n3708290001,3,1,张三,,1,2023-03-01 17:00,√,旷\n3708290001,3,1,李四,,,,√,迟\n",
    "学校标识码,年级,班级,姓名,日期,时段,标记\n3708290001,3,1,张三,2023-03-03,1,√\n",
    "学校标识码,年级,班级,类型,名称,开始日期,结束日期,按星期\n,,,学期,春,2023-02-13,2023-07-07,\n3708290001,1-3,,补课,,2023-04-23,2023-04-23,三\n",
];

fn read<'a>(files: impl IntoIterator<Item = &'a [u8]>) -> County {
    let mut intake = Intake::new(&Policy::shipped().unwrap(), "2023-03".parse().unwrap());
    for (at, bytes) in files.into_iter().enumerate() {
        intake.read(&format!("{at}.csv"), Cursor::new(bytes));
    }
    intake.finish()
}

/// A change to bytes: at a place, take some away and put others there.
fn arb_change() -> impl Strategy<Value = (prop::sample::Index, usize, Vec<u8>)> {
    let text = prop_oneof![
        Just("\"".to_owned()),
        Just(",".to_owned()),
        Just("\n".to_owned()),
        Just("２０２３年".to_owned()),
        Just("9999999999".to_owned()),
        Just("-".to_owned()),
        Just("\0".to_owned()),
        "[0-9一二三四五六七八九十()（）班年级月日/.:;、-]{0,12}",
        "\\PC{0,8}",
    ];
    let bytes = prop_oneof![4 => text.prop_map(String::into_bytes), 1 => any::<[u8; 3]>().prop_map(Vec::from)];
    (any::<prop::sample::Index>(), 0..16_usize, bytes)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1_000))]

    /// Noise is refused or read, and never more than the file.
    #[test]
    fn noise_is_answered(bytes in prop::collection::vec(any::<u8>(), 0..2_000)) {
        read([bytes.as_slice()]);
    }

    /// Files with bytes changed are answered; what is refused names a file that was read.
    #[test]
    fn changed_files_are_answered(
        file in 0..FILES.len(),
        changes in prop::collection::vec(arb_change(), 1..6),
    ) {
        let mut files: Vec<Vec<u8>> = FILES.iter().map(|text| text.as_bytes().to_vec()).collect();
        let bytes = &mut files[file];
        for (at, taken, put) in changes {
            let at = at.index(bytes.len() + 1);
            let end = (at + taken).min(bytes.len());
            bytes.splice(at..end, put);
        }
        let county = read(files.iter().map(Vec::as_slice));
        for problem in &county.problems {
            prop_assert!(!problem.reason.to_string().contains('{'), "{problem}");
            prop_assert!(problem.file.ends_with(".csv"));
        }
    }
}

#[test]
fn the_files_are_sound_when_nothing_is_changed() {
    let county = read(FILES.map(str::as_bytes));
    assert_eq!(county.problems, []);
    assert_eq!(county.schools[0].pupils.len(), 2);
    assert_eq!(county.schools[0].rolls.rolls().len(), 5);
}
