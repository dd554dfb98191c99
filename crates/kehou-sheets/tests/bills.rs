//! From files to bills and back to files: what is written is what was priced, whoever reads it.

#![allow(clippy::unwrap_used, reason = "a test that can't go on has failed")]

use std::io::Cursor;

use calamine::{DataRef, Reader, Xlsx};
use chrono::NaiveDate;
use kehou_attendance::SchoolRecord;
use kehou_fee::{Knowledge, SchoolBills, SchoolFacts, Tariff, price};
use kehou_policy::Policy;
use kehou_registry::{Defect, FindingCode};
use kehou_sheets::{BillBook, BillTable, County, FindingReader, FindingTable, Intake, LineTable};

const SCHOOL: &str = "3708290001";
const ZHANG: &str = "G370829201503074214";

/// One school, one service day of one slot: a pupil who pays, whose name a spreadsheet program
/// would run, and one whom a government list waives, undecided since.
fn county() -> County {
    let files = [
        format!("学校标识码,学校名称,隶属关系,办学类型\n{SCHOOL},\"=1+1,小学\",县直,小学\n"),
        format!(
            "学校标识码,年级,班级,姓名,学籍号,校内编号,监护人\n{SCHOOL},3,1,=cmd(),{ZHANG},,张大\n{SCHOOL},3,1,李四,,@L1,李大\n"
        ),
        format!(
            "学校标识码,年级,班级,姓名,学籍号,校内编号,申请日期\n{SCHOOL},3,1,=cmd(),{ZHANG},,2023-02-13\n{SCHOOL},3,1,李四,,@L1,2023-02-13\n"
        ),
        format!(
            "学校标识码,时段,类型,开始日期,结束日期,星期,年级,开始时间,结束时间,收费\n{SCHOOL},1,课后服务,2023-02-13,2023-07-07,三,1-6,16:30,17:10,是\n"
        ),
        format!(
            "学校标识码,公示日期,适用开始,适用结束,收费标准,收费项目,依据机关,依据文号,计费单位,收费范围,减免政策,监督电话\n{SCHOOL},2023-02-10,2023-02-13,2023-07-07,2.00,课后服务费,县教体局,4号,每生每课时,自愿,全免,0537\n"
        ),
        format!(
            "学校标识码,渠道类型,户名,账号,生效日期\n{SCHOOL},核算单位账户,县会计核算中心,6217,2023-01-01\n"
        ),
        format!(
            "学校标识码,年级,班级,姓名,学籍号,校内编号,困难类别,途径,名单日期\n{SCHOOL},3,1,李四,,@L1,dibao,名单比对,2023-02-13\n"
        ),
        "类型,名称,开始日期,结束日期\n学期,2022-2023-2,2023-02-13,2023-07-07\n".to_owned(),
        format!(
            "学校标识码,年级,班级,姓名,学籍号,校内编号,2023-03-01/1\n{SCHOOL},3,1,=cmd(),{ZHANG},,迟\n{SCHOOL},3,1,李四,,@L1,√\n"
        ),
    ];
    let mut intake = Intake::new(&Policy::shipped().unwrap(), "2023-03".parse().unwrap());
    for (at, text) in files.iter().enumerate() {
        intake.read(&format!("{at}.csv"), Cursor::new(text));
    }
    let county = intake.finish();
    assert_eq!(county.problems, []);
    county
}

fn priced(county: &County) -> (&SchoolRecord, SchoolBills) {
    let record = &county.schools[0];
    let facts = SchoolFacts {
        school: &record.school,
        calendar: &record.calendar,
        plan: &record.plan,
        notices: &record.notices,
        payees: &record.payees,
        pupils: &record.pupils,
        rolls: &record.rolls,
        working_days: &county.working_days,
    };
    let tariff = Tariff::resolve(&Policy::shipped().unwrap(), "2023-03".parse().unwrap()).unwrap();
    let on = NaiveDate::from_ymd_opt(2023, 4, 10).unwrap();
    let knowledge = Knowledge::at_lock(&tariff, &county.working_days, on).unwrap();
    (record, price(&tariff, &facts, knowledge))
}

/// The records of a CSV text that begins with a byte order mark.
fn records(bytes: &[u8]) -> Vec<Vec<String>> {
    let text = std::str::from_utf8(bytes).unwrap().strip_prefix('\u{feff}').unwrap();
    let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(text.as_bytes());
    reader.records().map(|record| record.unwrap().iter().map(str::to_owned).collect()).collect()
}

/// Columns of a table by their headings.
fn columns<'a>(records: &'a [Vec<String>], headings: &[&str]) -> Vec<Vec<&'a str>> {
    let place = |heading: &&str| records[0].iter().position(|one| one == heading).unwrap();
    let places: Vec<usize> = headings.iter().map(place).collect();
    let cells = |row: &'a Vec<String>| places.iter().map(|at| row[*at].as_str()).collect();
    records[1..].iter().map(cells).collect()
}

#[test]
fn bills_say_what_was_priced_and_run_nothing() {
    let county = county();
    let (record, bills) = priced(&county);
    let mut out = Vec::new();
    let mut table = BillTable::new(&mut out).unwrap();
    table.school(record, &bills).unwrap();
    table.finish().unwrap();
    let records = records(&out);
    let headings =
        ["姓名", "学籍号后四位", "校内编号", "班级", "课时", "应收(元)", "免收(元)", "应缴(元)"];
    let expected = [
        ["'=cmd()", "4214", "", "3-1", "1", "2.00", "0.00", "2.00"],
        ["李四", "", "'@L1", "3-1", "1", "2.00", "2.00", "0.00"],
    ];
    assert_eq!(columns(&records, &headings), expected);
    assert!(records.iter().flatten().all(|cell| !cell.contains(ZHANG)), "numbers are masked");
    let begins = |cell: &String| cell.starts_with(['=', '+', '@']);
    assert!(!records.iter().flatten().any(begins), "nothing runs as a formula");
}

#[test]
fn lines_explain_every_mark() {
    let county = county();
    let (record, bills) = priced(&county);
    let mut out = Vec::new();
    let mut table = LineTable::new(&mut out).unwrap();
    table.school(record, &bills, &|outcome| outcome.code().to_owned()).unwrap();
    table.finish().unwrap();
    let records = records(&out);
    let lines =
        columns(&records, &["姓名", "日期", "时段", "考勤", "单价(元)", "应收(元)", "免收(元)"]);
    let marked: Vec<_> = lines.into_iter().filter(|line| line[1] == "2023-03-01").collect();
    let expected = [
        ["'=cmd()", "2023-03-01", "1", "迟", "2.00", "2.00", "0.00"],
        ["李四", "2023-03-01", "1", "√", "2.00", "2.00", "2.00"],
    ];
    assert_eq!(marked, expected);
}

#[test]
fn a_school_does_not_learn_from_findings_who_is_waived() {
    let county = county();
    let (record, bills) = priced(&county);
    let undecided = FindingCode::Defect(Defect::WaiverUndecided);
    assert!(bills.totals.findings.iter().any(|finding| finding.code == undecided));
    let written = |reader| {
        let mut out = Vec::new();
        let mut table = FindingTable::new(&mut out, reader).unwrap();
        let describe = |finding: &kehou_registry::Finding, _: Option<u32>| finding.code.to_string();
        table.school(record, &bills.totals.findings, &describe).unwrap();
        table.finish().unwrap();
        String::from_utf8(out).unwrap()
    };
    assert!(written(FindingReader::Finance).contains("DEFECT_WAIVER_UNDECIDED"));
    let school = written(FindingReader::School);
    assert!(!school.contains("WAIVER") && school.contains("DEFECT_NOT_RECORDED"), "{school}");
}

#[test]
fn the_workbook_holds_texts_as_texts_and_amounts_as_numbers() {
    let county = county();
    let (record, bills) = priced(&county);
    let mut book = BillBook::new().unwrap();
    book.school(record, &bills, &|finding| finding.code.to_string()).unwrap();
    let mut out = Cursor::new(Vec::new());
    book.finish(&mut out).unwrap();
    let mut book = Xlsx::new(out).unwrap();
    assert_eq!(book.sheet_names()[0], "账单");
    assert!(book.worksheet_formula("账单").unwrap().is_empty());
    let mut cells = book.worksheet_cells_reader("账单").unwrap();
    let (mut texts, mut numbers) = (Vec::new(), Vec::new());
    while let Some(cell) = cells.next_cell().unwrap() {
        match cell.get_value() {
            DataRef::SharedString(text) => texts.push((*text).to_owned()),
            DataRef::String(text) => texts.push(text.clone()),
            DataRef::Float(number) => numbers.push(number.to_string()),
            _ => {}
        }
    }
    assert!(texts.contains(&"=cmd()".to_owned()) && texts.contains(&"@L1".to_owned()));
    let amounts = ["2", "0", "2", "0", "2", "2", "0", "0"];
    assert!(numbers.windows(8).any(|all| all == amounts), "{numbers:?}");
}
