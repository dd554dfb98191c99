//! Reading the kept files of an import.

use std::{
    fs::File,
    io::BufReader,
    path::{Path, PathBuf},
};

use kehou_policy::Policy;
use kehou_sheets::{FileReport, Intake, Kind, RowError};
use kehou_units::Month;

use super::spool::{UploadedFile, data_path};
use crate::{AppError, Refusal, RefusalCode};

/// Names of files, and where they are kept.
pub(super) type KeptFiles = Vec<(String, PathBuf)>;

/// Where the files of an import are kept, by name.
pub(super) fn kept_files(folder: &Path, files: &[UploadedFile]) -> KeptFiles {
    let paths = (0..files.len()).map(|number| data_path(folder, number));
    files.iter().map(|file| file.name.clone()).zip(paths).collect()
}

/// Reads files; what they refer to is looked up afterwards.
pub(super) fn read(
    (policy, month): (&Policy, Month),
    files: &[(String, PathBuf)],
) -> Result<(Intake, Vec<FileReport>), AppError> {
    let mut intake = Intake::over(policy, month, Vec::new());
    let mut reports = Vec::with_capacity(files.len());
    for (name, path) in files {
        let missing = |error: std::io::Error| {
            let what = format_args!("the kept file `{name}`: {error}").to_string();
            Refusal::new(RefusalCode::SpoolFailed).with("what", what)
        };
        let file = File::open(path).map_err(missing)?;
        reports.push(intake.read(name, BufReader::with_capacity(1 << 16, file)));
    }
    Ok((intake, reports))
}

/// Refuses files of which nothing can be taken in: one without any table that is known, or all of them
/// without a row. A table with headings only says nothing, beside others it does no harm.
///
/// # Errors
///
/// [`RefusalCode::ImportNoTable`] with the first such file and what was expected of it,
/// [`RefusalCode::ImportNoRows`].
pub(super) fn refuse_empty(reports: &[FileReport], problems: &[RowError]) -> Result<(), Refusal> {
    let mut without = reports.iter().filter(|report| report.tables.is_empty());
    if let Some(first) = without.next() {
        let of_file = problems.iter().find(|error| error.file == first.file);
        return Err(Refusal::new(RefusalCode::ImportNoTable)
            .with("file", &first.file)
            .with("reason", of_file.map_or("", |error| error.reason.code().as_str()))
            .with("expected", expected(of_file))
            .with("others", without.count()));
    }
    if reports.iter().all(|report| report.rows() == 0) {
        let name = reports.first().map_or("", |report| &*report.file);
        return Err(Refusal::new(RefusalCode::ImportNoRows)
            .with("file", name)
            .with("others", reports.len().saturating_sub(1)));
    }
    Ok(())
}

/// The kind of table that comes nearest with the headings it needs besides, else every kind.
fn expected(problem: Option<&RowError>) -> String {
    let nearest = problem.and_then(|error| {
        let lacks = error.reason.arg("missing").or_else(|| error.reason.arg("heading"))?;
        Some(format!("{}: {lacks}", error.reason.arg("kind")?))
    });
    let all = || Kind::ALL.map(|kind| format!("{} ({})", kind.zh(), kind.code())).join("、");
    nearest.unwrap_or_else(all)
}
