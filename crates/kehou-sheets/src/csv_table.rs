//! A table as CSV.

use std::io::Write;

use crate::formula_safe;

/// A table as CSV in UTF-8 with a byte order mark, so that spreadsheet programs show it right, and
/// safe against formulas (see [`formula_safe`]).
pub struct CsvTable<W: Write> {
    writer: csv::Writer<W>,
}

impl<W: Write> CsvTable<W> {
    /// Begins a table with its headings.
    ///
    /// # Errors
    ///
    /// Whatever writing to `out` answers.
    pub fn new(
        mut out: W,
        headings: impl IntoIterator<Item = impl AsRef<str>>,
    ) -> std::io::Result<Self> {
        out.write_all("\u{feff}".as_bytes())?;
        let mut table = Self { writer: csv::Writer::from_writer(out) };
        table.row(headings)?;
        Ok(table)
    }

    /// Adds a row.
    ///
    /// # Errors
    ///
    /// Whatever writing answers; a row with more or fewer cells than there are headings is refused.
    pub fn row(&mut self, cells: impl IntoIterator<Item = impl AsRef<str>>) -> std::io::Result<()> {
        for cell in cells {
            self.writer.write_field(formula_safe(cell.as_ref()).as_bytes())?;
        }
        Ok(self.writer.write_record(None::<&[u8]>)?)
    }

    /// Writes what is still held back.
    ///
    /// # Errors
    ///
    /// Whatever writing answers.
    pub fn finish(mut self) -> std::io::Result<()> {
        self.writer.flush()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_are_safe_and_as_wide_as_their_headings() {
        let mut out = Vec::new();
        let mut table = CsvTable::new(&mut out, ["姓名", "差额"]).unwrap();
        table.row(["=1+1", "-2.00"]).unwrap();
        assert!(table.row(["one"]).is_err());
        table.finish().unwrap();
        assert!(String::from_utf8(out).unwrap().starts_with("\u{feff}姓名,差额\n'=1+1,-2.00\n"));
    }
}
