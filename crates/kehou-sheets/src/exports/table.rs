//! One table in any format.

use std::io::Write;

use rust_xlsxwriter::{Format, Workbook};

use super::ExportFormat;
use crate::{
    CsvTable,
    export_cell::Cell,
    workbook_part::{Part, amount_format, write_cells},
};

/// What a table is called and what its columns are.
#[derive(Clone, Copy)]
pub(crate) struct Columns {
    /// The name of its sheets.
    pub(crate) sheet: &'static str,
    /// The headings of tables.
    pub(crate) headings: &'static [&'static str],
    /// The names in JSON.
    pub(crate) names: &'static [&'static str],
}

/// A table that is written row by row.
pub(crate) struct ExportTable<W: Write> {
    columns: Columns,
    rows: u64,
    written: Written<W>,
}

enum Written<W: Write> {
    Csv(Box<CsvTable<W>>),
    JsonLines(W),
    Xlsx(Box<Book>, W),
}

/// A workbook with one table.
struct Book {
    book: Workbook,
    part: Part,
    amount: Format,
}

impl<W: Write> ExportTable<W> {
    pub(crate) fn new(format: ExportFormat, out: W, columns: Columns) -> std::io::Result<Self> {
        let written = match format {
            ExportFormat::Csv => Written::Csv(Box::new(CsvTable::new(out, columns.headings)?)),
            ExportFormat::JsonLines => Written::JsonLines(out),
            ExportFormat::Xlsx => {
                let mut book = Workbook::new();
                let part = Part::begin(&mut book, columns.sheet, columns.headings);
                let part = part.map_err(std::io::Error::other)?;
                Written::Xlsx(Box::new(Book { book, part, amount: amount_format() }), out)
            }
        };
        Ok(Self { columns, rows: 0, written })
    }

    /// Adds a row.
    pub(crate) fn row(&mut self, cells: &[Cell<'_>]) -> std::io::Result<()> {
        self.rows += 1;
        match &mut self.written {
            Written::Csv(table) => table.row(cells.iter().map(Cell::shown)),
            Written::JsonLines(out) => write_object(out, self.columns.names, cells),
            Written::Xlsx(to, _) => {
                let Book { book, part, amount } = &mut **to;
                let place = part.next(book);
                let written = place.and_then(|place| write_cells(place, cells, amount));
                written.map_err(std::io::Error::other)
            }
        }
    }

    /// How many rows it has, headings left out.
    pub(crate) const fn rows(&self) -> u64 {
        self.rows
    }

    /// Writes what is still held back.
    pub(crate) fn finish(self) -> std::io::Result<()> {
        match self.written {
            Written::Csv(table) => table.finish(),
            Written::JsonLines(mut out) => out.flush(),
            Written::Xlsx(mut book, mut out) => {
                let bytes = book.book.save_to_buffer().map_err(std::io::Error::other)?;
                out.write_all(&bytes)?;
                out.flush()
            }
        }
    }
}

fn write_object(out: &mut impl Write, names: &[&str], cells: &[Cell<'_>]) -> std::io::Result<()> {
    for (at, (name, cell)) in names.iter().zip(cells).enumerate() {
        let before = if at == 0 { "{" } else { "," };
        write!(out, "{before}\"{name}\":")?;
        match cell {
            Cell::Text(text) if text.is_empty() => out.write_all(b"null")?,
            Cell::Text(text) => serde_json::to_writer(&mut *out, text)?,
            Cell::Whole(number) => write!(out, "{number}")?,
            Cell::Yuan(amount) => write!(out, "{}", amount.as_fen())?,
            Cell::Word { code, .. } => serde_json::to_writer(&mut *out, code)?,
            Cell::Codes(codes) => serde_json::to_writer(&mut *out, codes)?,
        }
    }
    out.write_all(b"}\n")
}
