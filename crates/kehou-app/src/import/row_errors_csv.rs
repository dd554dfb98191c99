//! What was refused of an import as CSV, to be mended in a spreadsheet.

use kehou_sheets::CsvTable;

use super::ImportError;
use crate::{AppError, Refusal, RefusalCode};

const HEADINGS: [&str; 8] = ["文件", "工作表", "行", "列", "列名", "内容", "代码", "原因"];

/// What was refused as CSV in UTF-8 with headings and a byte order mark, safe against formulas;
/// `describe` says why as people read it.
///
/// # Errors
///
/// [`RefusalCode::SpoolFailed`] when a row can't be written.
pub fn row_errors_csv<'a>(
    errors: impl IntoIterator<Item = &'a ImportError>,
    describe: impl Fn(&ImportError) -> String,
) -> Result<String, AppError> {
    let mut bytes = Vec::new();
    let failed = |error| Refusal::new(RefusalCode::SpoolFailed).with("what", error);
    let write = || -> std::io::Result<()> {
        let mut table = CsvTable::new(&mut bytes, HEADINGS)?;
        for error in errors {
            let row = if error.row == 0 { String::new() } else { error.row.to_string() };
            let ImportError { file, sheet, column, heading, value, code, .. } = error;
            table.row([file, sheet, &row, column, heading, value, code, &describe(error)])?;
        }
        table.finish()
    };
    write().map_err(failed)?;
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_refused_is_safe_to_open() {
        let error = ImportError {
            file: "名册.csv".into(),
            row: 3,
            column: "C".into(),
            value: "=cmd()".into(),
            code: "NAME_MISSING".into(),
            ..ImportError::default()
        };
        let text = row_errors_csv([&error], |_| "a, b".into()).unwrap();
        let lines: Vec<&str> = text.lines().collect();
        assert_eq!(
            lines,
            [
                "\u{feff}文件,工作表,行,列,列名,内容,代码,原因",
                "名册.csv,,3,C,,'=cmd(),NAME_MISSING,\"a, b\"",
            ]
        );
    }
}
