//! One row of cell texts.

use crate::{fields::is_control, formula::bare, limits};

/// A row of cell texts, without the blanks around them, in one reused buffer.
#[derive(Debug, Default)]
pub(crate) struct Row {
    number: u32,
    text: String,
    ends: Vec<usize>,
    too_long: Option<usize>,
}

impl Row {
    /// Begins a row anew; `number` is the one that a spreadsheet program shows.
    pub(super) fn begin(&mut self, number: u32) {
        self.number = number;
        self.text.clear();
        self.ends.clear();
        self.too_long = None;
    }

    /// Adds a cell. Of one that is too long only its beginning is kept, and the row says so.
    pub(super) fn push(&mut self, cell: &str) {
        let mut cell = bare(trimmed(cell));
        if cell.len() > limits::CELL_BYTES {
            self.too_long.get_or_insert(self.ends.len());
            cell = &cell[..cell.floor_char_boundary(256)];
        }
        self.text.push_str(cell);
        self.ends.push(self.text.len());
    }

    /// Its number, as a spreadsheet program shows it, from 1.
    pub(crate) const fn number(&self) -> u32 {
        self.number
    }

    /// How many cells it has.
    pub(crate) const fn len(&self) -> usize {
        self.ends.len()
    }

    /// The text of a cell; empty beyond the last one.
    pub(crate) fn cell(&self, at: usize) -> &str {
        let Some(&end) = self.ends.get(at) else { return "" };
        let start = at.checked_sub(1).and_then(|before| self.ends.get(before)).copied();
        &self.text[start.unwrap_or(0)..end]
    }

    /// All cells.
    pub(crate) fn cells(&self) -> impl Iterator<Item = &str> {
        (0..self.len()).map(|at| self.cell(at))
    }

    /// Whether every cell is empty.
    pub(crate) const fn is_blank(&self) -> bool {
        self.text.is_empty()
    }

    /// Whether any cell holds a character that may not stand in one.
    pub(crate) fn has_control_characters(&self) -> bool {
        self.text.bytes().any(|b| is_control(char::from(b)))
    }

    /// The first cell that was too long to be kept.
    pub(crate) const fn too_long(&self) -> Option<usize> {
        self.too_long
    }
}

/// A cell without blanks of any kind around it.
fn trimmed(cell: &str) -> &str {
    let plain = |b: &u8| b.is_ascii_graphic();
    match cell.as_bytes() {
        [] => cell,
        [one] if plain(one) => cell,
        [first, .., last] if plain(first) && plain(last) => cell,
        _ => cell.trim_matches(|c: char| c.is_whitespace() || matches!(c, '\u{feff}' | '\u{200b}')),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_lose_their_blanks_and_guards() {
        let mut row = Row::default();
        row.begin(7);
        for cell in ["\u{3000}张三 ", "", "\tG1\t", "'=x", "=\"007\"", "\u{feff}a b"] {
            row.push(cell);
        }
        let cells: Vec<&str> = row.cells().collect();
        assert_eq!(cells, ["张三", "", "G1", "=x", "007", "a b"]);
        assert_eq!((row.number(), row.cell(99), row.is_blank()), (7, "", false));
        row.begin(8);
        row.push("  ");
        assert!(row.is_blank() && row.len() == 1);
    }

    #[test]
    fn a_cell_that_is_too_long_is_told() {
        let mut row = Row::default();
        row.begin(1);
        row.push("a");
        row.push(&"长".repeat(limits::CELL_BYTES));
        assert_eq!(row.too_long(), Some(1));
        assert!(row.cell(1).len() <= 256);
    }
}
