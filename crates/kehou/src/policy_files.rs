//! Policies from files.

use std::path::{Path, PathBuf};

use anyhow::Context as _;
use chrono::NaiveDate;
use kehou_policy::{Loaded, Policy, PolicyErrors};

/// Names and texts of policy files.
pub(crate) type Texts = Vec<(String, String)>;

/// Reads policy files; of a folder, its `.toml` files by name.
pub(crate) fn read(paths: &[PathBuf]) -> anyhow::Result<Texts> {
    let mut files = Vec::new();
    for path in paths {
        if path.is_dir() {
            files.extend(of_folder(path)?);
        } else {
            files.push(path.clone());
        }
    }
    files.iter().map(|path| read_one(path)).collect()
}

fn of_folder(folder: &Path) -> anyhow::Result<Vec<PathBuf>> {
    let entries = std::fs::read_dir(folder)
        .with_context(|| format!("policy folder {} can't be read", folder.display()))?;
    let mut files = Vec::new();
    for entry in entries {
        let path = entry?.path();
        if path.extension().is_some_and(|extension| extension == "toml") {
            files.push(path);
        }
    }
    anyhow::ensure!(!files.is_empty(), "policy folder {} holds no .toml file", folder.display());
    files.sort();
    Ok(files)
}

fn read_one(path: &Path) -> anyhow::Result<(String, String)> {
    let text = std::fs::read_to_string(path)
        .with_context(|| format!("policy file {} can't be read as text", path.display()))?;
    Ok((path.display().to_string(), text))
}

/// The shipped policy with `texts` replacing or joining its files, as reviewed on a day.
pub(crate) fn load(texts: &Texts, reviewed_on: NaiveDate) -> Result<Loaded, PolicyErrors> {
    Policy::with_overrides(texts, reviewed_on)
}
