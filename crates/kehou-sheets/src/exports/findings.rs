//! Findings of a month. (F12: the caller leaves out what the reader may not know)

use std::io::Write;

use kehou_registry::{Finding, Pupil, School, Subject};

use super::{
    ExportFormat,
    table::{Columns, ExportTable},
};
use crate::export_cell::Cell;

const HEADINGS: [&str; 11] = [
    "学校标识码",
    "学校名称",
    "代码",
    "级别",
    "班级",
    "学生序号",
    "姓名",
    "日期",
    "时段",
    "人次",
    "说明",
];

const NAMES: [&str; 11] = [
    "school_code",
    "school_name",
    "code",
    "severity",
    "class",
    "pupil_no",
    "name",
    "date",
    "slot",
    "marks",
    "text",
];

/// Findings, one row each: a check or a defect, whom it is about, and how many marks it touches.
pub struct FindingExport<W: Write> {
    table: ExportTable<W>,
}

impl<W: Write> FindingExport<W> {
    /// Begins an export.
    ///
    /// # Errors
    ///
    /// Whatever writing to `out` answers.
    pub fn new(format: ExportFormat, out: W) -> std::io::Result<Self> {
        let columns = Columns { sheet: "问题", headings: &HEADINGS, names: &NAMES };
        Ok(Self { table: ExportTable::new(format, out, columns)? })
    }

    /// Adds a finding; `pupil` is whom it is about, when it is about one, and `text` says it.
    ///
    /// # Errors
    ///
    /// Whatever writing answers.
    pub fn finding(
        &mut self,
        school: &School,
        finding: &Finding,
        (pupil, text): (Option<&Pupil>, &str),
    ) -> std::io::Result<()> {
        let (class, number) = match finding.subject {
            Subject::School => (Cell::text(""), Cell::text("")),
            Subject::Class(class) => (Cell::of(class), Cell::text("")),
            Subject::Pupil(pupil) => (Cell::text(""), Cell::Whole(pupil.number().into())),
        };
        self.table.row(&[
            Cell::text(school.code.as_str()),
            Cell::text(school.name()),
            Cell::of(finding.code),
            Cell::of(finding.code.severity()),
            class,
            number,
            Cell::text(pupil.map_or("", |pupil| &pupil.name)),
            finding.on.map_or(Cell::text(""), Cell::of),
            finding.slot.map_or(Cell::text(""), |slot| Cell::Whole(slot.number().into())),
            Cell::Whole(finding.marks.into()),
            Cell::text(text),
        ])
    }

    /// How many rows were written, headings left out.
    #[must_use]
    pub const fn rows(&self) -> u64 {
        self.table.rows()
    }

    /// Writes what is still held back.
    ///
    /// # Errors
    ///
    /// Whatever writing answers.
    pub fn finish(self) -> std::io::Result<()> {
        self.table.finish()
    }
}
