//! Writing without destroying.

use std::{fs, path::Path};

use anyhow::Context as _;

/// Writes a file that is not there yet, or is there with the same content; a file with other
/// content is somebody's work and is left alone.
pub(crate) fn put(path: &Path, content: &[u8]) -> anyhow::Result<()> {
    if path.exists() {
        let found = fs::read(path).with_context(|| format!("{} can't be read", path.display()))?;
        anyhow::ensure!(
            found == content,
            "{} exists with other content; name another folder, or remove the file if it is not needed",
            path.display()
        );
        return Ok(());
    }
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder)
            .with_context(|| format!("folder {} can't be made", folder.display()))?;
    }
    fs::write(path, content).with_context(|| format!("{} can't be written", path.display()))
}
