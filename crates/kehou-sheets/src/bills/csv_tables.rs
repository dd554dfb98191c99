//! Bills, lines and findings as CSV: UTF-8 with a byte order mark, safe against formulas.

use std::io::Write;

use kehou_attendance::SchoolRecord;
use kehou_fee::{Outcome, SchoolBills};
use kehou_registry::Finding;

use super::{
    FindingReader,
    bill_row::{
        BILL_HEADINGS, BillIssue, FINDING_HEADINGS, LINE_HEADINGS, bill_cells, by_pupil,
        finding_cells, line_cells,
    },
};
use crate::{CsvTable, export_cell::Cell};

/// One row for each pupil: what is due, waived and payable.
pub struct BillTable<W: Write> {
    table: CsvTable<W>,
}

impl<W: Write> BillTable<W> {
    /// Begins a table.
    ///
    /// # Errors
    ///
    /// Whatever writing to `out` answers.
    pub fn new(out: W) -> std::io::Result<Self> {
        Ok(Self { table: CsvTable::new(out, BILL_HEADINGS)? })
    }

    /// Adds the bills of a school, by pupil number.
    ///
    /// # Errors
    ///
    /// Whatever writing answers.
    pub fn school(&mut self, record: &SchoolRecord, bills: &SchoolBills) -> std::io::Result<()> {
        let issue = BillIssue::of(&bills.totals);
        for (pupil, bill) in by_pupil(record, bills) {
            let cells = bill_cells(&record.school, &issue, (pupil, &bill.amounts));
            self.table.row(cells.iter().map(Cell::shown))?;
        }
        Ok(())
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

/// One row for each mark of each pupil, with what became of it and by which rules.
pub struct LineTable<W: Write> {
    table: CsvTable<W>,
}

impl<W: Write> LineTable<W> {
    /// Begins a table.
    ///
    /// # Errors
    ///
    /// Whatever writing to `out` answers.
    pub fn new(out: W) -> std::io::Result<Self> {
        Ok(Self { table: CsvTable::new(out, LINE_HEADINGS)? })
    }

    /// Adds the lines of a school, by pupil number, day and slot; `describe` names an outcome.
    ///
    /// # Errors
    ///
    /// Whatever writing answers.
    pub fn school(
        &mut self,
        record: &SchoolRecord,
        bills: &SchoolBills,
        describe: &dyn Fn(Outcome) -> String,
    ) -> std::io::Result<()> {
        let school = record.school.code.as_str();
        let texts = Outcome::ALL.map(describe);
        for (pupil, bill) in by_pupil(record, bills) {
            for line in bill.lines {
                let cells = line_cells(school, pupil, line, &texts[line.outcome as usize]);
                self.table.row(cells.iter().map(Cell::shown))?;
            }
        }
        Ok(())
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

/// One row for each finding.
pub struct FindingTable<W: Write> {
    table: CsvTable<W>,
    reader: FindingReader,
}

impl<W: Write> FindingTable<W> {
    /// Begins a table for a reader.
    ///
    /// # Errors
    ///
    /// Whatever writing to `out` answers.
    pub fn new(out: W, reader: FindingReader) -> std::io::Result<Self> {
        Ok(Self { table: CsvTable::new(out, FINDING_HEADINGS)?, reader })
    }

    /// Adds the findings about a school that the reader may see; `describe` renders one, with the
    /// number of marks where the reader may know it.
    ///
    /// # Errors
    ///
    /// Whatever writing answers.
    pub fn school(
        &mut self,
        record: &SchoolRecord,
        findings: &[Finding],
        describe: &dyn Fn(&Finding, Option<u32>) -> String,
    ) -> std::io::Result<()> {
        for finding in findings.iter().filter(|finding| self.reader.may_see(finding)) {
            let marks = self.reader.may_count(finding).then_some(finding.marks);
            let shown = marks.map(|marks| marks.to_string()).unwrap_or_default();
            self.table.row(finding_cells(record, finding, (shown, describe(finding, marks))))?;
        }
        Ok(())
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
