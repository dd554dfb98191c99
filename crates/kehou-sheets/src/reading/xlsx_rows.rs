//! Rows of workbooks.

use std::{
    fmt::Display,
    io::{Read, Seek},
    panic::{AssertUnwindSafe, catch_unwind},
};

use calamine::{Reader, SheetVisible, Xlsx};

use super::{
    Encoding, Onward, Row, Step, too_long, too_wide, workbook_bounds, xlsx_cell::write_text,
};
use crate::{Reason, ReasonCode, limits};

pub(super) fn read<R: Read + Seek>(
    input: R,
    take: &mut dyn FnMut(Step<'_>) -> Onward,
) -> Result<Encoding, Reason> {
    let input = workbook_bounds::check(input)?;
    // The parser is not ours: should it panic about a damaged workbook, that is one broken file.
    let read = catch_unwind(AssertUnwindSafe(|| read_sheets(input, take)));
    read.unwrap_or_else(|_| Err(broken(&"its parts contradict each other")))?;
    Ok(Encoding::Xlsx)
}

pub(super) fn broken(cause: &dyn Display) -> Reason {
    Reason::new(ReasonCode::WorkbookBroken).with("cause", cause)
}

fn read_sheets<R: Read + Seek>(
    input: R,
    take: &mut dyn FnMut(Step<'_>) -> Onward,
) -> Result<(), Reason> {
    let mut book = Xlsx::new(input).map_err(|e| broken(&e))?;
    let shown =
        book.sheets_metadata().iter().filter(|sheet| sheet.visible == SheetVisible::Visible);
    let names: Vec<String> = shown.map(|sheet| sheet.name.clone()).collect();
    for name in names {
        if take(Step::Sheet(&name)) == Onward::Go {
            read_sheet(&mut book, &name, take)?;
        }
    }
    Ok(())
}

fn read_sheet<R: Read + Seek>(
    book: &mut Xlsx<R>,
    name: &str,
    take: &mut dyn FnMut(Step<'_>) -> Onward,
) -> Result<(), Reason> {
    let mut cells = book.worksheet_cells_reader(name).map_err(|e| broken(&e))?;
    let mut row = Row::default();
    let mut text = String::new();
    row.begin(0);
    while let Some(cell) = cells.next_cell().map_err(|e| broken(&e))? {
        let (at_row, at_column) = cell.get_position();
        let number = at_row.saturating_add(1);
        if number < row.number() {
            return Err(broken(&"its rows are out of order"));
        }
        if number > row.number() {
            if !row.is_blank() && take(Step::Row(&row)) == Onward::SkipSheet {
                return Ok(());
            }
            if number > limits::ROWS {
                return Err(too_long());
            }
            row.begin(number);
        }
        write_text(cell.get_value(), &mut text);
        place(&mut row, at_column as usize, &text)?;
    }
    if !row.is_blank() {
        take(Step::Row(&row));
    }
    Ok(())
}

/// Puts a cell into its column; empty cells far out are passed over.
fn place(row: &mut Row, column: usize, text: &str) -> Result<(), Reason> {
    if column >= limits::COLUMNS {
        return if text.is_empty() { Ok(()) } else { Err(too_wide()) };
    }
    if column < row.len() {
        return Err(broken(&"its cells are out of order"));
    }
    while row.len() < column {
        row.push("");
    }
    row.push(text);
    Ok(())
}
