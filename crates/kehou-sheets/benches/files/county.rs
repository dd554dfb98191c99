//! A county made for timing: 160 schools of 500 pupils in 12 classes, 22 days of two slots.

use std::{fmt::Write, io::Cursor};

use chrono::{Datelike, NaiveDate, Weekday};
use kehou_registry::StudentNumber;
use rust_xlsxwriter::Workbook;

pub(crate) const SCHOOLS: u32 = 160;
const PUPILS: u32 = 500;
const SURNAMES: [&str; 12] =
    ["赵", "钱", "孙", "李", "周", "吴", "郑", "王", "欧阳", "陈", "褚", "卫"];
const NAMES: [&str; 16] = [
    "一", "子涵", "浩", "欣怡", "宇轩", "梓萱", "明", "思远", "佳", "文博", "雨桐", "静", "嘉懿",
    "伟", "若曦", "航",
];

/// Makes the files of the county.
pub(crate) struct CountyFiles;

impl CountyFiles {
    pub(crate) fn schools(&self) -> Vec<u8> {
        let mut text = "学校标识码,学校名称,镇街代码,隶属关系,办学类型\n".to_owned();
        for school in 0..SCHOOLS {
            writeln!(text, "{},第{school}小学,370829101,镇街,小学", code(school)).unwrap();
        }
        text.into_bytes()
    }

    pub(crate) fn roster_csv(&self) -> Vec<u8> {
        let mut text = HEADINGS.join(",") + "\n";
        pupils().for_each(|cells| writeln!(text, "{}", cells.join(",")).unwrap());
        text.into_bytes()
    }

    pub(crate) fn roster_workbook(&self) -> Vec<u8> {
        let mut book = Workbook::new();
        let sheet = book.add_worksheet();
        let headings = HEADINGS.map(str::to_owned).to_vec();
        for (row, cells) in (0..).zip(std::iter::once(headings).chain(pupils())) {
            for (column, cell) in (0..).zip(&cells) {
                sheet.write_string(row, column, cell).unwrap();
            }
        }
        let mut out = Cursor::new(Vec::new());
        book.save_to_writer(&mut out).unwrap();
        out.into_inner()
    }

    pub(crate) fn wide_rolls(&self, school: u32) -> Vec<u8> {
        let mut text = "学校标识码,年级,班级,姓名,学籍号".to_owned();
        slots().for_each(|(on, slot)| write!(text, ",{on}/{slot}").unwrap());
        for pupil in 0..PUPILS {
            text.push('\n');
            text.push_str(&who(school, pupil).join(","));
            for (at, _) in (0..).zip(slots()) {
                write!(text, ",{}", mark(school, pupil, at)).unwrap();
            }
        }
        text.into_bytes()
    }

    pub(crate) fn long_rolls(&self, school: u32) -> Vec<u8> {
        let mut text = "学校标识码,年级,班级,姓名,学籍号,日期,时段,标记\n".to_owned();
        for (at, (on, slot)) in (0..).zip(slots()) {
            for pupil in 0..PUPILS {
                let (who, mark) = (who(school, pupil).join(","), mark(school, pupil, at));
                writeln!(text, "{who},{on},{slot},{mark}").unwrap();
            }
        }
        text.into_bytes()
    }
}

const HEADINGS: [&str; 9] =
    ["学校标识码", "年级", "班级", "姓名", "学籍号", "监护人", "联系电话", "寄宿", "入班日期"];

fn pupils() -> impl Iterator<Item = Vec<String>> {
    let all = (0..SCHOOLS).flat_map(|school| (0..PUPILS).map(move |pupil| (school, pupil)));
    all.map(|(school, pupil)| {
        let mut cells = who(school, pupil).to_vec();
        let phone = format!("139{:08}", school * PUPILS + pupil);
        let rest = [format!("{}家长", cells[3]), phone, "否".into(), "2022-09-01".into()];
        cells.extend(rest);
        cells
    })
}

fn code(school: u32) -> String {
    format!("37082{:05}", 90_000 + school)
}

/// School, grade, class, name and student number of a pupil.
fn who(school: u32, pupil: u32) -> [String; 5] {
    let class = pupil / 42;
    let pick = |list: &[&str], at: u32| list[at as usize % list.len()].to_owned();
    let name = pick(&SURNAMES, pupil * 7 + school) + &pick(&NAMES, pupil * 11 + school / 3);
    let digits = format!("370829201{:08}", school * PUPILS + pupil);
    let check = StudentNumber::check_character(digits.as_bytes().try_into().unwrap());
    let (grade, number) = (class / 2 + 1, class % 2 + 1);
    [code(school), grade.to_string(), number.to_string(), name, format!("G{digits}{check}")]
}

fn slots() -> impl Iterator<Item = (NaiveDate, u8)> {
    let first = NaiveDate::from_ymd_opt(2023, 3, 1).unwrap();
    let days = first.iter_days().filter(|on| !matches!(on.weekday(), Weekday::Sat | Weekday::Sun));
    days.take(22).flat_map(|on| [(on, 1), (on, 2)])
}

/// Present as a rule; every mark is made, so that the long form has a row for each.
fn mark(school: u32, pupil: u32, slot: u32) -> &'static str {
    let seed = (school * 7_919 + pupil * 104_729).wrapping_add(slot * 1_299_709);
    match seed.wrapping_mul(2_654_435_761) >> 25 {
        0 => "迟",
        1 => "早",
        2 | 3 => "假",
        4 | 5 => "病",
        6 => "旷",
        _ => "√",
    }
}
