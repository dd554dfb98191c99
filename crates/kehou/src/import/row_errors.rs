//! Lists of refused rows, to be mended in a spreadsheet.

use std::{
    fs::{self, File},
    io::BufWriter,
    path::{Path, PathBuf},
};

use anyhow::Context as _;
use kehou_app::import::ImportError;
use kehou_sheets::CsvTable;
use kehou_words::Lang;

use super::{Import, SourceFile, preview::text_of};
use crate::folder::{self, errors_beside};

const HEADINGS: [&str; 8] = ["文件", "工作表", "行", "列", "列名", "内容", "代码", "原因"];

/// Writes the refused rows of each file beside it, or into a folder, and removes lists of an earlier
/// run. Gives the lists that were written.
pub(super) fn write(
    files: &[SourceFile],
    into: Option<&Path>,
    import: &Import,
    lang: Lang,
) -> anyhow::Result<Vec<PathBuf>> {
    let mut written = Vec::new();
    for file in files {
        let list = match into {
            Some(folder) => errors_beside(&folder.join(inside(&file.name))),
            None => errors_beside(&file.path),
        };
        let refused: Vec<&ImportError> =
            import.refused.iter().filter(|error| error.file == file.name).collect();
        if refused.is_empty() {
            remove(&list)?;
            continue;
        }
        let failed = || format!("{} can't be written", list.display());
        fs::create_dir_all(folder::of(&list)).with_context(failed)?;
        write_list(&list, &refused, lang).with_context(failed)?;
        written.push(list);
    }
    Ok(written)
}

/// A name as a path that leads nowhere but inward.
fn inside(name: &str) -> PathBuf {
    let parts = Path::new(name).components();
    parts.filter(|part| matches!(part, std::path::Component::Normal(_))).collect()
}

fn write_list(list: &Path, refused: &[&ImportError], lang: Lang) -> std::io::Result<()> {
    let mut table = CsvTable::new(BufWriter::new(File::create(list)?), HEADINGS)?;
    for error in refused {
        let row = if error.row == 0 { String::new() } else { error.row.to_string() };
        let ImportError { file, sheet, column, heading, value, code, .. } = error;
        table.row([file, sheet, &row, column, heading, value, code, &text_of(error, lang)])?;
    }
    table.finish()
}

fn remove(list: &Path) -> anyhow::Result<()> {
    if list.exists() {
        fs::remove_file(list)
            .with_context(|| format!("{} is outdated and can't be removed", list.display()))?;
    }
    Ok(())
}
