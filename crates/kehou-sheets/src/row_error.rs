//! What was refused, where it stands and why.

use std::{fmt, io::Write, sync::Arc};

use crate::{CsvTable, Reason};

/// Something of a file that was refused: one cell, one row, one table or the file.
///
/// Its text never says more about a pupil than the row itself, but for candidates, of whom it
/// gives class, local id and the last four characters of the student number.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct RowError {
    /// The file, as it was named to [`Intake::read`](crate::Intake::read).
    pub file: Arc<str>,
    /// The sheet of a workbook; empty for a text file.
    pub sheet: Arc<str>,
    /// The row as a spreadsheet program numbers it, from 1; 0 when it is about the table or file.
    pub row: u32,
    /// The column, from 0; none when it is about the row.
    pub column: Option<u16>,
    /// The heading of the column as the file has it; empty when there is none.
    pub heading: Arc<str>,
    /// What stands there, cut after 80 characters; student numbers of pupils that were looked up
    /// show their last four characters.
    pub value: String,
    /// Why it was refused, and what to do.
    pub reason: Reason,
}

impl RowError {
    /// The letters of the column, such as `C`; empty when it is about the row.
    #[must_use]
    pub fn column_letters(&self) -> String {
        self.column.map(column_letters).unwrap_or_default()
    }

    /// Where it stands: file, sheet, row and column.
    #[must_use]
    pub fn place(&self) -> String {
        let sheet = if self.sheet.is_empty() { String::new() } else { format!("[{}]", self.sheet) };
        let row = if self.row == 0 { String::new() } else { format!(":{}", self.row) };
        format!("{}{sheet}{row}{}", self.file, self.column_letters())
    }
}

impl fmt::Display for RowError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: ", self.place())?;
        if !self.heading.is_empty() {
            write!(f, "{} ", self.heading)?;
        }
        if !self.value.is_empty() {
            write!(f, "`{}`: ", self.value)?;
        }
        write!(f, "{} [{}]", self.reason, self.reason.code().as_str())
    }
}

/// The letters of a column counted from 0: 0 is `A`, 26 is `AA`.
pub(crate) fn column_letters(column: u16) -> String {
    let mut letters = Vec::new();
    let mut rest = u32::from(column) + 1;
    while rest > 0 {
        rest -= 1;
        letters.push(char::from(b'A' + u8::try_from(rest % 26).unwrap_or(0)));
        rest /= 26;
    }
    letters.iter().rev().collect()
}

/// At most 80 characters of a value in one line, to be shown.
pub(crate) fn shown(value: &str) -> String {
    let mut chars = value.chars().map(|c| if c.is_control() { ' ' } else { c });
    let head: String = chars.by_ref().take(80).collect();
    if chars.next().is_some() { head + "…" } else { head }
}

/// Writes row errors as CSV, to be put beside the input: file, sheet, row, column, heading, value,
/// code and reason. `describe` renders a reason; its `Display` is English.
///
/// The text is UTF-8 with a byte order mark, so that spreadsheet programs show it right, and safe
/// against formulas (see [`formula_safe`](crate::formula_safe)).
///
/// # Errors
///
/// Whatever writing to `out` answers.
pub fn write_row_errors<'a>(
    out: impl Write,
    errors: impl IntoIterator<Item = &'a RowError>,
    describe: &dyn Fn(&Reason) -> String,
) -> std::io::Result<()> {
    let headings = ["文件", "工作表", "行", "列", "列名", "内容", "代码", "原因"];
    let mut table = CsvTable::new(out, headings)?;
    for error in errors {
        let row = if error.row == 0 { String::new() } else { error.row.to_string() };
        table.row([
            &*error.file,
            &error.sheet,
            &row,
            &error.column_letters(),
            &error.heading,
            &error.value,
            error.reason.code().as_str(),
            &describe(&error.reason),
        ])?;
    }
    table.finish()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ReasonCode;

    #[test]
    fn columns_are_lettered_as_in_a_spreadsheet() {
        for (column, letters) in [(0, "A"), (25, "Z"), (26, "AA"), (701, "ZZ"), (702, "AAA")] {
            assert_eq!(column_letters(column), letters);
        }
    }

    #[test]
    fn errors_are_written_where_a_spreadsheet_can_show_them() {
        let error = RowError {
            file: "a.csv".into(),
            sheet: "".into(),
            row: 3,
            column: Some(2),
            heading: "姓名".into(),
            value: "=cmd()".into(),
            reason: Reason::new(ReasonCode::TimeInvalid),
        };
        assert_eq!(
            error.to_string(),
            "a.csv:3C: 姓名 `=cmd()`: there is no such time; write it like 16:30 [TIME_INVALID]"
        );
        let mut bytes = Vec::new();
        write_row_errors(&mut bytes, [&error], &|reason| reason.to_string()).unwrap();
        let text = String::from_utf8(bytes).unwrap();
        assert!(text.starts_with("\u{feff}文件,工作表,行,列,"));
        assert!(text.contains(
            "a.csv,,3,C,姓名,'=cmd(),TIME_INVALID,there is no such time; write it like 16:30"
        ));
    }
}
