//! Tables of workbooks that go on over as many sheets as they need.

use rust_xlsxwriter::{Format, Workbook, Worksheet, XlsxError};

use crate::export_cell::Cell;

/// The rows that a sheet of a workbook holds.
const MOST_ROWS: u32 = 1_048_576;

/// A table that goes on over as many sheets as it needs.
pub(crate) struct Part {
    name: &'static str,
    headings: &'static [&'static str],
    /// The place of its newest sheet in the workbook.
    sheet: usize,
    sheets: u32,
    next_row: u32,
}

impl Part {
    pub(crate) fn begin(
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
        write_texts(sheet, 0, self.headings)?;
        self.next_row = 1;
        Ok(())
    }

    /// The sheet and row to write next.
    pub(crate) fn next<'b>(
        &mut self,
        book: &'b mut Workbook,
    ) -> Result<(&'b mut Worksheet, u32), XlsxError> {
        if self.next_row == MOST_ROWS {
            self.add_sheet(book)?;
        }
        let row = self.next_row;
        self.next_row += 1;
        Ok((book.worksheet_from_index(self.sheet)?, row))
    }
}

/// How amounts are shown.
pub(crate) fn amount_format() -> Format {
    Format::new().set_num_format("#,##0.00")
}

/// Amounts are numbers, which spreadsheet programs can add up; all else is text.
pub(crate) fn write_cells(
    (sheet, row): (&mut Worksheet, u32),
    cells: &[Cell<'_>],
    amount: &Format,
) -> Result<(), XlsxError> {
    for (column, cell) in (0u16..).zip(cells) {
        let text = cell.shown();
        match in_workbook(&text) {
            Some(yuan) if matches!(cell, Cell::Yuan(_)) => {
                sheet.write_number_with_format(row, column, yuan, amount)?;
            }
            _ => drop(sheet.write_string(row, column, &*text)?),
        }
    }
    Ok(())
}

/// A finished amount as a workbook stores it.
#[rustfmt::skip]
fn in_workbook(amount: &str) -> Option<f64> { // float-ok: a workbook stores every number so
    amount.parse().ok()
}

pub(crate) fn write_texts(
    sheet: &mut Worksheet,
    row: u32,
    cells: &[impl AsRef<str>],
) -> Result<(), XlsxError> {
    for (column, cell) in (0u16..).zip(cells) {
        sheet.write_string(row, column, cell.as_ref())?;
    }
    Ok(())
}
