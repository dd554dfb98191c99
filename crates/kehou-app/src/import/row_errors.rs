//! What was refused of the files of an import.

use std::{fs, path::Path};

use kehou_sheets::{FileReport, Kind, RowError};
use kehou_store::ImportId;

use super::{plan::Plan, spool::kept_folder};
use crate::{App, AppError, Principal, Refusal, RefusalCode, boxed};

const FILE: &str = "row-errors";

/// Something of a file that was refused.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ImportError {
    /// The file, by its name.
    pub file: String,
    /// The sheet of a workbook; empty for a text file.
    pub sheet: String,
    /// The code of what the table is about; empty when that was not found out.
    pub kind: String,
    /// The row, from 1; 0 when it is about the table or the file.
    pub row: u32,
    /// The letters of the column; empty when it is about the row.
    pub column: String,
    /// The heading of the column; empty when there is none.
    pub heading: String,
    /// What stands there.
    pub value: String,
    /// The stable code of the reason.
    pub code: String,
    /// The arguments of its text.
    pub args: Vec<(String, String)>,
}

impl ImportError {
    fn of(error: &RowError, reports: &[FileReport]) -> Self {
        let of_file = reports.iter().filter(|report| report.file == error.file);
        let of_sheet =
            of_file.flat_map(|report| &report.tables).filter(|it| it.sheet == error.sheet);
        // A sheet with a waiver list is one, whatever else stands on it. (F12)
        let kind = of_sheet.map(|table| table.kind).max_by_key(|kind| *kind == Kind::Waivers);
        let args = error.reason.args().map(|(name, value)| (name.to_owned(), value.to_owned()));
        Self {
            file: error.file.to_string(),
            sheet: error.sheet.to_string(),
            kind: kind.map_or_else(String::new, |kind| kind.code().to_owned()),
            row: error.row,
            column: error.column_letters(),
            heading: error.heading.to_string(),
            value: error.value.to_string(),
            code: error.reason.code().as_str().to_owned(),
            args: args.collect(),
        }
    }

    /// One line; within it a tab separates cells, and control characters become spaces.
    fn to_line(&self) -> String {
        let clean = |text: &str| text.replace(char::is_control, " ");
        let row = self.row.to_string();
        let Self { file, sheet, kind, column, heading, value, code, .. } = self;
        let cells = [file, sheet, kind, &row, column, heading, value, code];
        let args = self.args.iter().flat_map(|(name, value)| [name, value]);
        let cells: Vec<String> = cells.into_iter().chain(args).map(|cell| clean(cell)).collect();
        cells.join("\t")
    }

    fn of_line(line: &str) -> Option<Self> {
        let mut cells = line.split('\t').map(str::to_owned);
        let mut next = || cells.next();
        let (file, sheet, kind, row) = (next()?, next()?, next()?, next()?.parse().ok()?);
        let (column, heading, value, code) = (next()?, next()?, next()?, next()?);
        let mut args = Vec::new();
        while let Some(name) = next() {
            args.push((name, next()?));
        }
        Some(Self { file, sheet, kind, row, column, heading, value, code, args })
    }
}

/// What was refused.
pub(super) fn of(plan: &Plan) -> impl Iterator<Item = ImportError> {
    plan.problems.iter().map(|error| ImportError::of(error, &plan.reports))
}

/// Keeps what was refused beside the files.
pub(super) fn write(folder: &Path, plan: &Plan) -> Result<(), AppError> {
    let lines: Vec<String> = of(plan).map(|error| error.to_line()).collect();
    let failed = |error| Refusal::new(RefusalCode::SpoolFailed).with("what", error);
    Ok(fs::write(folder.join(FILE), lines.join("\n")).map_err(failed)?)
}

/// What was refused of an import, in the order of files and rows. An import that holds waiver lists is
/// shown to who staged it and to those only who read waivers of the whole county. (F12)
///
/// # Errors
///
/// Forbidden as for [`import`](super::import); [`RefusalCode::ImportUnknown`];
/// [`RefusalCode::SpoolFailed`] when what was kept can't be read.
#[boxed]
pub async fn row_errors(
    app: &App,
    who: &Principal,
    id: ImportId,
) -> Result<Vec<ImportError>, AppError> {
    let row = app.import_row(who, id).await?;
    let path = kept_folder(app, &row.fingerprint).join(FILE);
    let absent = |_| Refusal::new(RefusalCode::ImportFilesAbsent).with("import", id.number());
    let text = fs::read_to_string(path).map_err(absent)?;
    let broken = || Refusal::new(RefusalCode::SpoolFailed).with("what", "a line of refused rows");
    let lines = text.lines().filter(|line| !line.is_empty());
    let errors: Option<Vec<ImportError>> = lines.map(ImportError::of_line).collect();
    Ok(errors.ok_or_else(broken)?)
}
