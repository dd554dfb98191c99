//! Bills and findings as a workbook.

use std::io::{Seek, Write};

use kehou_attendance::SchoolRecord;
use kehou_fee::SchoolBills;
use kehou_registry::Finding;
use rust_xlsxwriter::{Format, Workbook, Worksheet, XlsxError};

use super::bill_row::{
    BILL_AMOUNTS, BILL_HEADINGS, FINDING_HEADINGS, bill_cells, by_pupil, finding_cells,
};

/// The rows that a sheet of a workbook holds.
const MOST_ROWS: u32 = 1_048_576;

/// A workbook with a sheet of bills (账单) and one of findings (问题), for finance.
///
/// A sheet that is full goes on in another of the same name and a number.
pub struct BillBook {
    book: Workbook,
    amount: Format,
    bills: Part,
    findings: Part,
}

/// A table that goes on over as many sheets as it needs.
struct Part {
    name: &'static str,
    headings: &'static [&'static str],
    /// The place of its newest sheet in the workbook.
    sheet: usize,
    sheets: u32,
    next_row: u32,
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
        Ok(Self { book, amount: Format::new().set_num_format("#,##0.00"), bills, findings })
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
        for (pupil, bill) in by_pupil(record, bills) {
            let cells = bill_cells(record, bills, (pupil, &bill));
            self.bill(&cells).map_err(std::io::Error::other)?;
        }
        for finding in &bills.totals.findings {
            let cells =
                finding_cells(record, finding, (finding.marks.to_string(), describe(finding)));
            let written = self
                .findings
                .next(&mut self.book)
                .and_then(|(sheet, row)| texts(sheet, row, &cells));
            written.map_err(std::io::Error::other)?;
        }
        Ok(())
    }

    /// Amounts are numbers, which spreadsheet programs can add up; all else is text.
    fn bill(&mut self, cells: &[String; 16]) -> Result<(), XlsxError> {
        let (sheet, row) = self.bills.next(&mut self.book)?;
        for (column, cell) in (0u16..).zip(cells) {
            match in_workbook(cell) {
                Some(yuan) if BILL_AMOUNTS.contains(&usize::from(column)) => {
                    sheet.write_number_with_format(row, column, yuan, &self.amount)?;
                }
                _ => drop(sheet.write_string(row, column, cell)?),
            }
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

impl Part {
    fn begin(
        book: &mut Workbook,
        name: &'static str,
        headings: &'static [&'static str],
    ) -> Result<Self, XlsxError> {
        let mut part = Self { name, headings, sheet: 0, sheets: 0, next_row: 0 };
        part.add_sheet(book)?;
        Ok(part)
    }

    fn add_sheet(&mut self, book: &mut Workbook) -> Result<(), XlsxError> {
        self.sheets += 1;
        self.sheet = book.worksheets().len();
        let name = if self.sheets == 1 {
            self.name.to_owned()
        } else {
            format!("{}{}", self.name, self.sheets)
        };
        let sheet = book.add_worksheet_with_constant_memory()?.set_name(name)?;
        sheet.set_freeze_panes(1, 0)?;
        texts(sheet, 0, self.headings)?;
        self.next_row = 1;
        Ok(())
    }

    /// The sheet and row to write next.
    fn next<'b>(&mut self, book: &'b mut Workbook) -> Result<(&'b mut Worksheet, u32), XlsxError> {
        if self.next_row == MOST_ROWS {
            self.add_sheet(book)?;
        }
        let row = self.next_row;
        self.next_row += 1;
        Ok((book.worksheet_from_index(self.sheet)?, row))
    }
}

/// A finished amount as a workbook stores it.
#[rustfmt::skip]
fn in_workbook(amount: &str) -> Option<f64> { // float-ok: a workbook stores every number so
    amount.parse().ok()
}

fn texts(sheet: &mut Worksheet, row: u32, cells: &[impl AsRef<str>]) -> Result<(), XlsxError> {
    for (column, cell) in (0u16..).zip(cells) {
        sheet.write_string(row, column, cell.as_ref())?;
    }
    Ok(())
}
