//! The cells of a bill, a line and a finding.

use kehou_attendance::SchoolRecord;
use kehou_fee::{Bill, Line, Purpose, SchoolBills};
use kehou_registry::{Finding, Pupil, Subject};

/// The headings of the table of bills.
pub(crate) const BILL_HEADINGS: [&str; 16] = [
    "学校标识码",
    "学校名称",
    "班级",
    "学生序号",
    "姓名",
    "学籍号后四位",
    "校内编号",
    "月份",
    "性质",
    "课时",
    "应收(元)",
    "免收(元)",
    "应缴(元)",
    "未收待查(元)",
    "收款单位",
    "政策编号",
];

/// Where the amounts stand among the cells of a bill.
pub(crate) const BILL_AMOUNTS: std::ops::Range<usize> = 10..14;

/// The headings of the table of lines.
pub(crate) const LINE_HEADINGS: [&str; 13] = [
    "学校标识码",
    "学生序号",
    "姓名",
    "日期",
    "时段",
    "考勤",
    "结果",
    "单价(元)",
    "应收(元)",
    "免收(元)",
    "应缴(元)",
    "未收待查(元)",
    "依据",
];

/// The headings of the table of findings.
pub(crate) const FINDING_HEADINGS: [&str; 9] =
    ["学校标识码", "学校名称", "代码", "级别", "对象", "日期", "时段", "人次", "说明"];

/// The pupils of a school with their bills, by number.
pub(crate) fn by_pupil<'a>(
    record: &'a SchoolRecord,
    bills: &'a SchoolBills,
) -> impl Iterator<Item = (&'a Pupil, Bill<'a>)> {
    record.pupils.iter().filter_map(|pupil| Some((pupil, bills.of(pupil.no)?)))
}

pub(crate) fn bill_cells(
    record: &SchoolRecord,
    bills: &SchoolBills,
    (pupil, bill): (&Pupil, &Bill<'_>),
) -> [String; 16] {
    let totals = &bills.totals;
    let class = pupil.placements.in_force(totals.month.last_day());
    let class = class.or_else(|| pupil.placements.latest().map(|(_, placement)| placement));
    let number = pupil.student_number.as_ref().map_or("", |number| number.as_str());
    let amounts = bill.amounts;
    [
        totals.school.to_string(),
        record.school.name().to_owned(),
        class.map(|placement| placement.class.to_string()).unwrap_or_default(),
        pupil.no.to_string(),
        pupil.name.clone(),
        number.get(number.len().saturating_sub(4)..).unwrap_or_default().to_owned(),
        pupil.local_id.clone().unwrap_or_default(),
        totals.month.to_string(),
        purpose(totals.purpose).to_owned(),
        amounts.class_hours.to_string(),
        amounts.due.to_string(),
        amounts.waived.to_string(),
        amounts.payable.to_string(),
        amounts.held.to_string(),
        totals.payee.as_ref().map(|payee| payee.name.clone()).unwrap_or_default(),
        totals.policy_id.to_string(),
    ]
}

/// What a row of bills is, so that a look ahead is never taken for a bill.
const fn purpose(purpose: Purpose) -> &'static str {
    match purpose {
        Purpose::Bill => "账单",
        Purpose::Preview => "预估",
        Purpose::Correction => "重算",
    }
}

pub(crate) fn line_cells(
    school: &str,
    pupil: &Pupil,
    line: &Line,
    outcome: String,
) -> [String; 13] {
    let rules: Vec<String> = line.outcome.rules().iter().map(ToString::to_string).collect();
    [
        school.to_owned(),
        pupil.no.to_string(),
        pupil.name.clone(),
        line.on.to_string(),
        line.slot.to_string(),
        line.mark.symbol().to_owned(),
        outcome,
        line.rate.to_string(),
        line.due().to_string(),
        line.waived().to_string(),
        line.payable().to_string(),
        line.held().to_string(),
        rules.join(" "),
    ]
}

pub(crate) fn finding_cells(
    record: &SchoolRecord,
    finding: &Finding,
    (marks, text): (String, String),
) -> [String; 9] {
    let subject = match finding.subject {
        Subject::School => String::new(),
        Subject::Class(class) => class.to_string(),
        Subject::Pupil(pupil) => name_of(record, pupil),
    };
    [
        finding.school.to_string(),
        record.school.name().to_owned(),
        finding.code.to_string(),
        finding.code.severity().to_string(),
        subject,
        finding.on.map(|on| on.to_string()).unwrap_or_default(),
        finding.slot.map(|slot| slot.to_string()).unwrap_or_default(),
        marks,
        text,
    ]
}

fn name_of(record: &SchoolRecord, pupil: kehou_registry::PupilNo) -> String {
    let known = record.pupils.iter().find(|known| known.no == pupil);
    known.map_or_else(|| pupil.to_string(), |known| format!("{} ({pupil})", known.name))
}
