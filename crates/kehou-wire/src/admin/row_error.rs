//! Rows that were refused.

use crate::{naming::count_out, pb};

/// Something of a file that was refused, to be answered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RowErrorView<'a> {
    /// The file.
    pub file: &'a str,
    /// The sheet of a workbook; empty for a text file.
    pub sheet: &'a str,
    /// The row, from 1; 0 when it is about the table or the file.
    pub row: u32,
    /// The letters of the column; empty when it is about the row.
    pub column: &'a str,
    /// The heading of the column; empty when there is none.
    pub heading: &'a str,
    /// What stands there, cut short.
    pub value: &'a str,
    /// The stable code of the reason.
    pub code: &'a str,
    /// The reason in words.
    pub text: &'a str,
}

impl RowErrorView<'_> {
    /// The refusal as messages carry it.
    #[must_use]
    pub fn message(&self) -> pb::admin::RowError {
        pb::admin::RowError {
            file: self.file.to_owned(),
            sheet: self.sheet.to_owned(),
            row: count_out(self.row),
            column: self.column.to_owned(),
            heading: self.heading.to_owned(),
            value: self.value.to_owned(),
            code: self.code.to_owned(),
            text: self.text.to_owned(),
        }
    }
}
