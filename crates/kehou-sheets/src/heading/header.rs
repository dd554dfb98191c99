//! The recognised heading row of one table.

use chrono::NaiveDate;
use kehou_registry::SlotNo;

use super::Layout;
use crate::{Kind, kinds::LAYOUTS};

/// The recognised headings of a table: which of its columns is which.
#[derive(Clone, Debug)]
pub(crate) struct Header {
    /// The place of the layout in [`LAYOUTS`].
    pub(crate) layout: usize,
    /// The row of the headings.
    pub(crate) row: u32,
    /// The headings as the file has them.
    pub(crate) texts: Vec<String>,
    /// For each column of the layout, where it stands.
    pub(crate) at: Vec<Option<u16>>,
    /// The columns of service slots.
    pub(crate) slots: Vec<SlotColumn>,
}

/// A column of marks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct SlotColumn {
    pub(crate) column: u16,
    pub(crate) on: NaiveDate,
    pub(crate) slot: SlotNo,
}

impl Header {
    pub(crate) fn layout(&self) -> &'static Layout {
        LAYOUTS[self.layout]
    }

    pub(crate) fn kind(&self) -> Kind {
        self.layout().kind
    }

    /// Where a column of the layout stands, if the table has it.
    pub(crate) fn position(&self, column: usize) -> Option<u16> {
        self.at.get(column).copied().flatten()
    }

    /// Whether anything is read from a position.
    pub(crate) fn reads(&self, position: u16) -> bool {
        let mut slots = self.slots.iter().map(|slot| slot.column);
        self.at.contains(&Some(position)) || slots.any(|column| column == position)
    }

    /// The heading of a position as the file has it.
    pub(crate) fn text(&self, position: u16) -> &str {
        self.texts.get(usize::from(position)).map_or("", String::as_str)
    }

    /// The heading of a column of the layout: as the file has it, else the canonical one.
    pub(crate) fn heading(&self, column: usize) -> &str {
        let canonical =
            || self.layout().columns.get(column).map_or("", |spec| spec.headings.canonical);
        self.position(column).map_or_else(canonical, |position| self.text(position))
    }
}
