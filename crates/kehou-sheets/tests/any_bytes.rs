//! No bytes make the reader panic, whatever they are.

#![allow(clippy::unwrap_used, reason = "a test that can't go on has failed")]

use std::{
    io::{Cursor, Read, Write},
    sync::LazyLock,
};

use kehou_policy::Policy;
use kehou_sheets::{County, Intake};
use proptest::prelude::*;
use zip::{CompressionMethod, ZipArchive, ZipWriter, write::SimpleFileOptions};

static POLICY: LazyLock<Policy> = LazyLock::new(|| Policy::shipped().unwrap());

const WORKBOOK: &[u8] = include_bytes!("../../../tests/hostile/workbook-odd/名册与考勤.xlsx");

const FILES: [&str; 5] = [
    "学校标识码,学校名称,镇街代码,隶属关系,办学类型,生效日期,截止日期,并入学校\n3708290001,实验小学,,县直,小学,,,\n",
    "学校标识码,年级,班级,姓名,学籍号,校内编号,监护人,入班日期\n3708290001,3,1,张三,G370829201503074214,,张大,2022-09-01\n3708290001,3,1,李四,,L1,李大,2022-09-01\n",
    "学校标识码,年级,班级,姓名,学籍号,修订,录入时间,2023-03-01/1,3月2日第1节\n3708290001,3,1,张三,,1,2023-03-01 17:00,√,旷\n3708290001,3,1,李四,,,,√,迟\n",
    "学校标识码,年级,班级,姓名,日期,时段,标记\n3708290001,3,1,张三,2023-03-03,1,√\n",
    "学校标识码,年级,班级,类型,名称,开始日期,结束日期,按星期\n,,,学期,春,2023-02-13,2023-07-07,\n3708290001,1-3,,补课,,2023-04-23,2023-04-23,三\n",
];

fn read<'a>(files: impl IntoIterator<Item = &'a [u8]>) -> County {
    let mut intake = Intake::new(&POLICY, "2023-03".parse().unwrap());
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

/// The workbook with one part changed by `change`, stored without compression.
fn workbook_with(part: usize, change: impl FnOnce(&mut Vec<u8>)) -> Vec<u8> {
    let mut archive = ZipArchive::new(Cursor::new(WORKBOOK)).unwrap();
    let part = part % archive.len();
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    let stored = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
    let mut change = Some(change);
    for at in 0..archive.len() {
        let mut entry = archive.by_index(at).unwrap();
        let mut bytes = Vec::new();
        entry.read_to_end(&mut bytes).unwrap();
        if let Some(change) = change.take_if(|_| at == part) {
            change(&mut bytes);
        }
        let name = entry.name().unwrap().into_owned();
        writer.start_file(name, stored).unwrap();
        writer.write_all(&bytes).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

/// A change to the XML of a workbook: somewhere, some bytes give way to others.
fn arb_xml_change() -> impl Strategy<Value = (prop::sample::Index, usize, &'static [u8])> {
    const PIECES: [&[u8]; 16] = [
        b"",
        b"<",
        b">",
        b"\"",
        b"&",
        b"&#x0;",
        b"9",
        b"99999999999",
        b"-1",
        b"1e308",
        b"NaN",
        b"<c r=\"A1\" t=\"s\"><v>7</v></c>",
        b"<c r=\"XFE1048577\"/>",
        b"</row>",
        b"t=\"e\"",
        b"\xFF",
    ];
    (any::<prop::sample::Index>(), 0..12_usize, prop::sample::select(PIECES.to_vec()))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

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

    /// A workbook of which any part is damaged is read or refused.
    #[test]
    fn damaged_workbooks_are_answered(
        part in 0..9_usize,
        changes in prop::collection::vec(arb_xml_change(), 1..4),
    ) {
        let bytes = workbook_with(part, |bytes| {
            for (at, taken, put) in changes {
                let at = at.index(bytes.len() + 1);
                let end = (at + taken).min(bytes.len());
                bytes.splice(at..end, put.iter().copied());
            }
        });
        read([FILES[0].as_bytes(), &bytes]);
    }

    /// So is one of which any byte of the package is damaged.
    #[test]
    fn damaged_packages_are_answered(at in any::<prop::sample::Index>(), byte in any::<u8>()) {
        let mut bytes = WORKBOOK.to_vec();
        let at = at.index(bytes.len());
        bytes[at] = byte;
        read([bytes.as_slice()]);
    }
}

#[test]
fn the_files_are_sound_when_nothing_is_changed() {
    let county = read(FILES.map(str::as_bytes));
    assert_eq!(county.problems, []);
    assert_eq!(county.schools[0].pupils.len(), 2);
    assert_eq!(county.schools[0].rolls.rolls().len(), 5);
    let whole = workbook_with(0, |_| {});
    let county = read([FILES[0].as_bytes(), &whole]);
    assert_eq!((county.problems.len(), county.schools[0].pupils.len()), (3, 1));
}
