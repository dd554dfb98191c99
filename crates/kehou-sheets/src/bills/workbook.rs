//! Bills and findings as a workbook.

use std::io::{Seek, Write};

use kehou_attendance::SchoolRecord;
use kehou_fee::SchoolBills;
use kehou_registry::Finding;
use rust_xlsxwriter::{Format, Workbook};

use super::bill_row::{
    BILL_HEADINGS, BillIssue, FINDING_HEADINGS, bill_cells, by_pupil, finding_cells,
};
use crate::workbook_part::{Part, amount_format, write_cells, write_texts};

/// A workbook with a sheet of bills (账单) and one of findings (问题), for finance.
///
/// A sheet that is full goes on in another of the same name and a number.
pub struct BillBook {
    book: Workbook,
    amount: Format,
    bills: Part,
    findings: Part,
}

impl BillBook {
    /// Begins a workbook.
    ///
    /// # Errors
    ///
    /// [`std::io::Error`] when a temporary file can't be written.
    pub fn new() -> std::io::Result<Self> {
        let mut book = Workbook::new();
        let bills =
            Part::begin(&mut book, "账单", &BILL_HEADINGS).map_err(std::io::Error::other)?;
        let findings =
            Part::begin(&mut book, "问题", &FINDING_HEADINGS).map_err(std::io::Error::other)?;
        Ok(Self { book, amount: amount_format(), bills, findings })
    }

    /// Adds the bills of a school, by pupil number, and its findings; `describe` renders one.
    ///
    /// # Errors
    ///
    /// [`std::io::Error`] when a temporary file can't be written.
    pub fn school(
        &mut self,
        record: &SchoolRecord,
        bills: &SchoolBills,
        describe: &dyn Fn(&Finding) -> String,
    ) -> std::io::Result<()> {
        let issue = BillIssue::of(&bills.totals);
        for (pupil, bill) in by_pupil(record, bills) {
            let cells = bill_cells(&record.school, &issue, (pupil, &bill.amounts));
            let written = self
                .bills
                .next(&mut self.book)
                .and_then(|(sheet, row)| write_cells((sheet, row), &cells, &self.amount));
            written.map_err(std::io::Error::other)?;
        }
        for finding in &bills.totals.findings {
            let cells =
                finding_cells(record, finding, (finding.marks.to_string(), describe(finding)));
            let written = self
                .findings
                .next(&mut self.book)
                .and_then(|(sheet, row)| write_texts(sheet, row, &cells));
            written.map_err(std::io::Error::other)?;
        }
        Ok(())
    }

    /// Writes the workbook.
    ///
    /// # Errors
    ///
    /// [`std::io::Error`] when it can't be written to `out`.
    pub fn finish(mut self, out: impl Write + Seek + Send) -> std::io::Result<()> {
        self.book.save_to_writer(out).map_err(std::io::Error::other)
    }
}
