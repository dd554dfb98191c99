//! Bills and their lines. (F12: for finance)

use std::io::Write;

use kehou_fee::{Amounts, Line, Outcome};
use kehou_registry::{Pupil, School};

use super::{
    ExportFormat,
    table::{Columns, ExportTable},
};
use crate::bills::{
    BillIssue,
    bill_row::{BILL_HEADINGS, BILL_NAMES, LINE_HEADINGS, LINE_NAMES, bill_cells, line_cells},
};

/// Bills, one row a pupil: what is due, waived and payable.
pub struct BillExport<W: Write> {
    table: ExportTable<W>,
}

impl<W: Write> BillExport<W> {
    /// Begins an export.
    ///
    /// # Errors
    ///
    /// Whatever writing to `out` answers.
    pub fn new(format: ExportFormat, out: W) -> std::io::Result<Self> {
        let columns = Columns { sheet: "账单", headings: &BILL_HEADINGS, names: &BILL_NAMES };
        Ok(Self { table: ExportTable::new(format, out, columns)? })
    }

    /// Adds the bill of a pupil.
    ///
    /// # Errors
    ///
    /// Whatever writing answers.
    pub fn bill(
        &mut self,
        school: &School,
        issue: &BillIssue<'_>,
        (pupil, amounts): (&Pupil, &Amounts),
    ) -> std::io::Result<()> {
        self.table.row(&bill_cells(school, issue, (pupil, amounts)))
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

/// Lines of bills, one row a pupil, day and slot: what became of each mark and by which rules.
pub struct LineExport<W: Write> {
    table: ExportTable<W>,
    outcomes: Vec<String>,
}

impl<W: Write> LineExport<W> {
    /// Begins an export; `describe` names an outcome as people read it.
    ///
    /// # Errors
    ///
    /// Whatever writing to `out` answers.
    pub fn new(
        format: ExportFormat,
        out: W,
        describe: impl Fn(Outcome) -> String,
    ) -> std::io::Result<Self> {
        let columns = Columns { sheet: "明细", headings: &LINE_HEADINGS, names: &LINE_NAMES };
        let outcomes = Outcome::ALL.map(describe).into();
        Ok(Self { table: ExportTable::new(format, out, columns)?, outcomes })
    }

    /// Adds the lines of a pupil's bill, in their order.
    ///
    /// # Errors
    ///
    /// Whatever writing answers.
    pub fn lines(&mut self, school: &School, pupil: &Pupil, lines: &[Line]) -> std::io::Result<()> {
        for line in lines {
            let outcome = self.outcomes.get(line.outcome as usize).map_or("", String::as_str);
            self.table.row(&line_cells(school.code.as_str(), pupil, line, outcome))?;
        }
        Ok(())
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
