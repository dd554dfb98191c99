//! Reading a folder of files.

use std::{
    fs::File,
    io::BufReader,
    path::{Path, PathBuf},
};

use anyhow::Context as _;
use kehou_policy::Policy;
use kehou_sheets::{County, FileReport, Intake, Kind, Reason, RowError, write_row_errors};
use kehou_units::Month;
use kehou_words::Lang;

use crate::{progress, tell::say};

/// What a folder holds, read for a month.
pub(crate) struct FolderRead {
    pub(crate) county: County,
    pub(crate) files: Vec<FileReport>,
    /// The files with row errors, each beside the file it is about.
    pub(crate) error_files: Vec<PathBuf>,
}

const ERRORS: &str = ".errors.csv";

/// Reads every CSV and XLSX file of a folder and its subfolders, but those of `out`.
pub(crate) fn read(
    folder: &Path,
    out: &Path,
    (policy, month, lang): (&Policy, Month, Lang),
) -> anyhow::Result<FolderRead> {
    let paths = files_of(folder, out)?;
    anyhow::ensure!(
        !paths.is_empty(),
        "folder {} holds no CSV or XLSX file to read",
        folder.display()
    );
    let mut intake = Intake::new(policy, month);
    let bar = progress::bar(paths.len() as u64, say("PROGRESS_READING", lang, &[]));
    let mut files = Vec::with_capacity(paths.len());
    for path in &paths {
        let file =
            File::open(path).with_context(|| format!("{} can't be opened", path.display()))?;
        files.push(intake.read(&name_of(folder, path), BufReader::new(file)));
        bar.inc(1);
    }
    let county = intake.finish();
    bar.finish_and_clear();
    let error_files = write_errors((folder, &paths), &county, lang)?;
    Ok(FolderRead { county, files, error_files })
}

/// The folder in which a path stands.
pub(crate) fn of(path: &Path) -> &Path {
    match path.parent() {
        Some(folder) if folder != Path::new("") => folder,
        _ => Path::new("."),
    }
}

/// The path within the folder, with `/` between its parts.
pub(crate) fn name_of(folder: &Path, path: &Path) -> String {
    let inside = path.strip_prefix(folder).unwrap_or(path);
    let parts = inside.components().map(|part| part.as_os_str().to_string_lossy());
    parts.collect::<Vec<_>>().join("/")
}

/// Every CSV and XLSX file of a folder and its subfolders, but those of `out`, by path.
pub(crate) fn files_of(folder: &Path, out: &Path) -> anyhow::Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        let entries = std::fs::read_dir(&folder)
            .with_context(|| format!("folder {} can't be read", folder.display()))?;
        for entry in entries {
            let path =
                entry.with_context(|| format!("folder {} can't be read", folder.display()))?.path();
            if path.is_dir() {
                if path != out && !is_hidden(&path) && !is_output(&path) {
                    folders.push(path);
                }
            } else if is_table(&path) && !is_hidden(&path) {
                files.push(path);
            }
        }
    }
    files.sort();
    Ok(files)
}

/// The name of the file that marks a folder as written by `price`.
pub(crate) const OUTPUT_MARK: &str = ".kehou-bills";

fn is_output(folder: &Path) -> bool {
    folder.join(OUTPUT_MARK).exists()
}

fn is_hidden(path: &Path) -> bool {
    // `~$` begins the lock files that office programs leave beside an open workbook.
    path.file_name().is_some_and(|name| name.to_string_lossy().starts_with(['.', '~']))
}

/// Old workbooks (`.xls`) are handed to the intake too, which refuses them and says what to do.
fn is_table(path: &Path) -> bool {
    let name =
        path.file_name().map(|name| name.to_string_lossy().to_lowercase()).unwrap_or_default();
    [".csv", ".xlsx", ".xls"].iter().any(|end| name.ends_with(end)) && !name.ends_with(ERRORS)
}

/// Writes the row errors of each file beside it, and removes those of an earlier run.
fn write_errors(
    (folder, paths): (&Path, &[PathBuf]),
    county: &County,
    lang: Lang,
) -> anyhow::Result<Vec<PathBuf>> {
    let mut written = Vec::new();
    for path in paths {
        let name = name_of(folder, path);
        let errors: Vec<&RowError> =
            county.problems.iter().filter(|error| *error.file == *name).collect();
        let beside = errors_beside(path);
        if errors.is_empty() {
            if beside.exists() {
                std::fs::remove_file(&beside).with_context(|| {
                    format!("{} is outdated and can't be removed", beside.display())
                })?;
            }
            continue;
        }
        let file = File::create(&beside)
            .with_context(|| format!("{} can't be written", beside.display()))?;
        write_row_errors(std::io::BufWriter::new(file), errors, &|reason| {
            reason_text(reason, lang)
        })
        .with_context(|| format!("{} can't be written", beside.display()))?;
        written.push(beside);
    }
    Ok(written)
}

/// What a kind of file is called.
pub(crate) fn kind_name(kind: Kind, lang: Lang) -> String {
    say(&format!("KIND_{}", kind.code().to_uppercase()), lang, &[])
}

/// Why something was refused, in words.
pub(crate) fn reason_text(reason: &Reason, lang: Lang) -> String {
    let args: Vec<(&str, &str)> = reason.args().collect();
    say(reason.code().as_str(), lang, &args)
}

/// The place of a file's row errors: its whole name and `.errors.csv`.
pub(crate) fn errors_beside(path: &Path) -> PathBuf {
    let mut name = path.file_name().map(ToOwned::to_owned).unwrap_or_default();
    name.push(ERRORS);
    path.with_file_name(name)
}
