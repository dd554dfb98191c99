//! The rule cases under `tests/cases/`: each file is a test named after its place.
//!
//! `tests/cases/README.md` tells how to write one. The folder of a case says which rule it tries,
//! and so which runner reads it; a file that no runner reads is a test that fails.

mod attendance;
mod difference;
mod facts;
mod fee;
mod file;
mod incentive;
mod inspection;
mod own;
mod policy;
mod raw;
mod registry;
mod stop;
mod units;

use std::{
    fs, io,
    path::{Path, PathBuf},
};

use anyhow::{Context, Result, bail};
use libtest_mimic::{Failed, Trial};

use self::file::CaseFile;

/// Every case as a trial, sorted by name, and what the runners themselves must notice.
pub(crate) fn trials() -> Vec<Trial> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("cases");
    let mut files = Vec::new();
    if let Err(error) = collect(&root, &mut files) {
        let message = format!("{}: {error}", root.display());
        return vec![Trial::test("cases", move || Err(message.into()))];
    }
    files.sort();
    let files = files.into_iter().filter(|file| !is_read_me(file));
    let trial = |file: PathBuf| {
        let place = place(&root, &file);
        let name = format!("cases::{}", place.join("::"));
        Trial::test(name, move || {
            run(&file, &place).map_err(|error| Failed::from(format!("{error:#}")))
        })
    };
    files.map(trial).chain(own::trials()).collect()
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            collect(&path, files)?;
        } else {
            files.push(path);
        }
    }
    Ok(())
}

fn is_read_me(file: &Path) -> bool {
    file.file_name().is_some_and(|name| name == "README.md")
}

/// The folders of a case below `tests/cases`, and its name without `.toml`.
fn place(root: &Path, file: &Path) -> Vec<String> {
    let within = file.strip_prefix(root).unwrap_or(file);
    let text = within.to_string_lossy().replace('\\', "/");
    let text = text.strip_suffix(".toml").unwrap_or(&text);
    text.split('/').map(str::to_owned).collect()
}

fn run(file: &Path, place: &[String]) -> Result<()> {
    if file.extension().is_none_or(|extension| extension != "toml") {
        bail!("a case is a .toml file");
    }
    let text = fs::read_to_string(file).with_context(|| file.display().to_string())?;
    judge(place, text)
}

/// Runs the case that stands at a place.
fn judge(place: &[String], text: String) -> Result<()> {
    let [owner, row, _] = place else {
        bail!("a case stands at tests/cases/<crate>/<row>/<name>.toml");
    };
    let case = CaseFile::read(text)?;
    let outcome = match owner.as_str() {
        "fee" => fee::run(row, &case),
        "registry" => registry::run(row, &case),
        "attendance" => attendance::run(row, &case),
        "inspection" => inspection::run(row, &case),
        "units" => units::run(row, &case),
        "policy" => policy::run(&case),
        "incentive" => incentive::run(row, &case),
        _ => bail!("no runner reads the cases of `{owner}`"),
    };
    outcome.with_context(|| format!("{} [{}]", case.why, case.clause))
}
