//! Exports say the same in every format; marks tell nothing of waivers or money, and can be read
//! in again. (F12)

#![allow(clippy::unwrap_used, reason = "a test that can't go on has failed")]

use std::io::Cursor;

use calamine::{DataRef, Reader, Xlsx};
use chrono::NaiveDate;
use kehou_attendance::{Admission, LockRules, Mark, MarkSet, SchoolRecord, Sheets, settle};
use kehou_fee::{Amounts, Line, Outcome, Purpose};
use kehou_policy::Policy;
use kehou_registry::SlotNo;
use kehou_sheets::{
    BillExport, BillIssue, County, ExportFormat, Intake, KnownSchool, LineExport, MarkExport,
};
use kehou_units::{ClassHours, Fen};

const FILES: [&str; 4] = [
    "学校标识码,学校名称,隶属关系,办学类型\n3708290001,实验小学,县直,小学\n",
    "学校标识码,年级,班级,姓名,学籍号,监护人\n3708290001,3,1,张\"三,G370829201503074214,张大\n3708290001,3,1,李四,,李大\n",
    "学校标识码,年级,班级,姓名,困难类别,途径,名单日期\n3708290001,3,1,李四,dibao,名单比对,2023-02-13\n",
    "学校标识码,班级,姓名,修订,2023-03-01/1,2023-03-01/2\n3708290001,3-1,张\"三,,迟,\n3708290001,3-1,李四,,√,√\n3708290001,3-1,李四,1,旷,\n",
];

fn read(files: &[&str], known: Vec<KnownSchool>) -> County {
    let mut intake = Intake::over(&Policy::shipped().unwrap(), "2023-03".parse().unwrap(), known);
    for (at, text) in files.iter().enumerate() {
        intake.read(&format!("{at}.csv"), Cursor::new(text.replace("张\"三", "\"张\"\"三\"")));
    }
    let county = intake.finish();
    assert_eq!(county.problems, []);
    county
}

fn day(d: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(2023, 3, d).unwrap()
}

fn marks(format: ExportFormat, record: &SchoolRecord) -> Vec<u8> {
    let sheets = Sheets {
        rolls: &record.rolls,
        calendar: &record.calendar,
        locks: LockRules {
            roll_time: chrono::NaiveTime::from_hms_opt(18, 0, 0).unwrap(),
            month_working_day: 3,
        },
        billable: MarkSet::of([Mark::Present, Mark::Late, Mark::LeftEarly]),
        known_on: day(31),
        admission: Admission::LoweringOnly,
    };
    let settled = settle(&sheets, day(1), day(31));
    let mut out = Vec::new();
    let mut export = MarkExport::new(format, &mut out).unwrap();
    export.school(record, &settled).unwrap();
    assert_eq!(export.rows(), 3);
    export.finish().unwrap();
    out
}

fn text(bytes: Vec<u8>) -> String {
    String::from_utf8(bytes).unwrap()
}

#[test]
fn marks_that_count_are_rows_in_every_format() {
    let county = read(&FILES, Vec::new());
    let record = &county.schools[0];
    let csv = text(marks(ExportFormat::Csv, record));
    let rows: Vec<&str> = csv.trim_start_matches('\u{feff}').lines().skip(1).collect();
    let expected = [
        "3708290001,实验小学,3-1,1,\"张\"\"三\",4214,,2023-03-01,1,迟",
        "3708290001,实验小学,3-1,2,李四,,,2023-03-01,1,旷",
        "3708290001,实验小学,3-1,2,李四,,,2023-03-01,2,√",
    ];
    assert_eq!(rows, expected);
    let json = text(marks(ExportFormat::JsonLines, record));
    assert_eq!(
        json.lines().next().unwrap(),
        r#"{"school_code":"3708290001","school_name":"实验小学","class":"3-1","pupil_no":1,"name":"张\"三","student_number_end":"4214","local_id":null,"date":"2023-03-01","slot":1,"mark":"late"}"#
    );
    assert_eq!(json.lines().count(), 3);
    let mut book = Xlsx::new(Cursor::new(marks(ExportFormat::Xlsx, record))).unwrap();
    assert_eq!(book.worksheet_range("考勤").unwrap().height(), 4);
}

#[test]
fn marks_look_alike_whoever_is_waived() {
    let county = read(&FILES, Vec::new());
    let [schools, roster, _, rolls] = FILES;
    let without = read(&[schools, roster, rolls], Vec::new());
    assert_eq!(county.schools[0].pupils[1].waivers.len(), 1);
    for format in [ExportFormat::Csv, ExportFormat::JsonLines] {
        let (one, other) = (&county.schools[0], &without.schools[0]);
        assert_eq!(marks(format, one), marks(format, other));
        let text = text(marks(format, one));
        for word in ["元", "fen", "免", "waive", "应收", "due"] {
            assert!(!text.contains(word), "{word}");
        }
    }
}

#[test]
fn exported_marks_can_be_read_in_again() {
    let county = read(&FILES, Vec::new());
    let record = &county.schools[0];
    let known = KnownSchool {
        school: record.school.clone(),
        calendar: record.calendar.clone(),
        pupils: record.pupils.clone(),
        next_pupil_no: 3,
    };
    let csv = text(marks(ExportFormat::Csv, record));
    let mut intake =
        Intake::over(&Policy::shipped().unwrap(), "2023-03".parse().unwrap(), vec![known]);
    intake.read("考勤.csv", Cursor::new(&csv));
    let again = intake.finish();
    assert_eq!(again.problems, []);
    assert_eq!(text(marks(ExportFormat::Csv, &again.schools[0])), csv);
}

fn issue() -> BillIssue<'static> {
    BillIssue {
        month: "2023-03".parse().unwrap(),
        purpose: Purpose::Bill,
        payee: None,
        policy_id: "p-1",
    }
}

fn amounts() -> Amounts {
    let yuan = |fen| Fen::from_fen(fen).unwrap();
    Amounts {
        due: yuan(400),
        waived: yuan(400),
        payable: yuan(0),
        held: yuan(0),
        class_hours: ClassHours::new(2),
    }
}

fn bills(format: ExportFormat, record: &SchoolRecord) -> Vec<u8> {
    let mut out = Vec::new();
    let mut export = BillExport::new(format, &mut out).unwrap();
    for pupil in &record.pupils {
        export.bill(&record.school, &issue(), (pupil, &amounts())).unwrap();
    }
    assert_eq!(export.rows(), 2);
    export.finish().unwrap();
    out
}

#[test]
fn bills_are_yuan_in_tables_and_whole_fen_in_json() {
    let county = read(&FILES, Vec::new());
    let record = &county.schools[0];
    let json = text(bills(ExportFormat::JsonLines, record));
    assert_eq!(
        json.lines().nth(1).unwrap(),
        r#"{"school_code":"3708290001","school_name":"实验小学","class":"3-1","pupil_no":2,"name":"李四","student_number_end":null,"local_id":null,"month":"2023-03","purpose":"bill","class_hours":2,"due_fen":400,"waived_fen":400,"payable_fen":0,"held_fen":0,"payee":null,"policy_id":"p-1"}"#
    );
    let csv = text(bills(ExportFormat::Csv, record));
    let second = csv.lines().nth(2).unwrap();
    assert_eq!(second, "3708290001,实验小学,3-1,2,李四,,,2023-03,账单,2,4.00,4.00,0.00,0.00,,p-1");
    let mut book = Xlsx::new(Cursor::new(bills(ExportFormat::Xlsx, record))).unwrap();
    let mut cells = book.worksheet_cells_reader("账单").unwrap();
    let mut numbers = Vec::new();
    while let Some(cell) = cells.next_cell().unwrap() {
        if let DataRef::Float(number) = cell.get_value() {
            numbers.push(number.to_string());
        }
    }
    assert_eq!(numbers, ["4", "4", "0", "0", "4", "4", "0", "0"]);
}

#[test]
fn lines_carry_words_for_people_and_codes_for_programs() {
    let county = read(&FILES, Vec::new());
    let record = &county.schools[0];
    let line = Line {
        on: day(1),
        slot: SlotNo::ALL[0],
        mark: Mark::Present,
        outcome: Outcome::Charged,
        rate: Fen::from_fen(200).unwrap(),
    };
    let export = |format| {
        let mut out = Vec::new();
        let describe = |outcome: Outcome| format!("「{}」", outcome.code());
        let mut export = LineExport::new(format, &mut out, describe).unwrap();
        export.lines(&record.school, &record.pupils[1], &[line]).unwrap();
        assert_eq!(export.rows(), 1);
        export.finish().unwrap();
        text(out)
    };
    let csv = export(ExportFormat::Csv);
    let code = Outcome::Charged.code();
    let cells = format!("3708290001,2,李四,2023-03-01,1,√,「{code}」,2.00,2.00,0.00,2.00,0.00,");
    assert!(csv.lines().nth(1).unwrap().starts_with(&cells), "{csv}");
    let json = export(ExportFormat::JsonLines);
    let fields = format!(r#""mark":"present","outcome":"{code}","rate_fen":200,"due_fen":200"#);
    assert!(json.contains(&fields) && json.contains(r#""rules":["#), "{json}");
}
