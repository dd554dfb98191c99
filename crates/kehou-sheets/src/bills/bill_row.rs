//! The cells of a bill, a line and a finding.

use kehou_attendance::{Mark, SchoolRecord};
use kehou_fee::{Amounts, Bill, Line, Purpose, SchoolBills, SchoolTotals};
use kehou_registry::{Finding, Pupil, School, Subject};
use kehou_units::Month;

use crate::export_cell::Cell;

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

/// The names of their columns in JSON.
pub(crate) const BILL_NAMES: [&str; 16] = [
    "school_code",
    "school_name",
    "class",
    "pupil_no",
    "name",
    "student_number_end",
    "local_id",
    "month",
    "purpose",
    "class_hours",
    "due_fen",
    "waived_fen",
    "payable_fen",
    "held_fen",
    "payee",
    "policy_id",
];

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

/// The names of their columns in JSON.
pub(crate) const LINE_NAMES: [&str; 13] = [
    "school_code",
    "pupil_no",
    "name",
    "date",
    "slot",
    "mark",
    "outcome",
    "rate_fen",
    "due_fen",
    "waived_fen",
    "payable_fen",
    "held_fen",
    "rules",
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

/// What all bills of a school's month have in common.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BillIssue<'a> {
    /// The month.
    pub month: Month,
    /// What the price is for.
    pub purpose: Purpose,
    /// The name of the payee that families pay to, if one is designated. (F17)
    pub payee: Option<&'a str>,
    /// The policy that priced it.
    pub policy_id: &'a str,
}

impl<'a> BillIssue<'a> {
    /// What all bills of priced totals have in common.
    #[must_use]
    pub fn of(totals: &'a SchoolTotals) -> Self {
        Self {
            month: totals.month,
            purpose: totals.purpose,
            payee: totals.payee.as_ref().map(|payee| payee.name.as_str()),
            policy_id: totals.policy_id.as_str(),
        }
    }
}

pub(crate) fn bill_cells<'a>(
    school: &'a School,
    issue: &BillIssue<'a>,
    (pupil, amounts): (&'a Pupil, &Amounts),
) -> [Cell<'a>; 16] {
    let class = pupil.placements.in_force(issue.month.last_day());
    let class = class.or_else(|| pupil.placements.latest().map(|(_, placement)| placement));
    [
        Cell::text(school.code.as_str()),
        Cell::text(school.name()),
        class.map_or(Cell::text(""), |placement| Cell::of(placement.class)),
        Cell::Whole(pupil.no.number().into()),
        Cell::text(&pupil.name),
        Cell::text(number_end(pupil)),
        Cell::text(pupil.local_id.as_deref().unwrap_or_default()),
        Cell::of(issue.month),
        purpose(issue.purpose),
        Cell::Whole(amounts.class_hours.count().into()),
        Cell::Yuan(amounts.due),
        Cell::Yuan(amounts.waived),
        Cell::Yuan(amounts.payable),
        Cell::Yuan(amounts.held),
        Cell::text(issue.payee.unwrap_or_default()),
        Cell::text(issue.policy_id),
    ]
}

/// The last four characters of a student number.
pub(crate) fn number_end(pupil: &Pupil) -> &str {
    let number = pupil.student_number.as_ref().map_or("", |number| number.as_str());
    number.get(number.len().saturating_sub(4)..).unwrap_or_default()
}

/// What a row of bills is, so that a look ahead is never taken for a bill.
fn purpose(purpose: Purpose) -> Cell<'static> {
    let (shown, code) = match purpose {
        Purpose::Bill => ("账单", "bill"),
        Purpose::Preview => ("预估", "preview"),
        Purpose::Correction => ("重算", "correction"),
    };
    Cell::Word { shown: shown.into(), code }
}

pub(crate) fn line_cells<'a>(
    school: &'a str,
    pupil: &'a Pupil,
    line: &Line,
    outcome: &'a str,
) -> [Cell<'a>; 13] {
    let rules = line.outcome.rules().iter().map(ToString::to_string).collect();
    [
        Cell::text(school),
        Cell::Whole(pupil.no.number().into()),
        Cell::text(&pupil.name),
        Cell::of(line.on),
        Cell::Whole(line.slot.number().into()),
        mark_cell(line.mark),
        Cell::Word { shown: outcome.into(), code: line.outcome.code() },
        Cell::Yuan(line.rate),
        Cell::Yuan(line.due()),
        Cell::Yuan(line.waived()),
        Cell::Yuan(line.payable()),
        Cell::Yuan(line.held()),
        Cell::Codes(rules),
    ]
}

pub(crate) fn mark_cell(mark: Mark) -> Cell<'static> {
    Cell::Word { shown: mark.symbol().into(), code: mark.code() }
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
