//! Key files.

use std::{
    fs::{self, File, OpenOptions},
    io::{ErrorKind, Write as _},
    path::Path,
};

use anyhow::Context as _;
use kehou_store::Keys;

use super::place;
use crate::folder;

/// The name of the key file beside an embedded database.
pub(super) const FILE: &str = "kehou.keys";

/// Reads a key file.
pub(crate) fn read(path: &Path) -> anyhow::Result<Keys> {
    let text = fs::read_to_string(path)
        .with_context(|| format!("key file {} can't be read", path.display()))?;
    Keys::from_text(&text).with_context(|| format!("key file {}", path.display()))
}

/// Writes new random keys into a file that only its owner may read. The file appears with all of
/// its content, and one that exists stays as it is.
pub(crate) fn make(path: &Path) -> anyhow::Result<()> {
    let failed = || format!("key file {} can't be written", path.display());
    let keys = Keys::random().context("the system gives no random bytes")?;
    let mut name = path.file_name().map(ToOwned::to_owned).unwrap_or_default();
    name.push(format!(".{}", std::process::id()));
    let draft = path.with_file_name(name);
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    place::owner_only(&mut options);
    let mut file = options.open(&draft).with_context(failed)?;
    let written = file.write_all(keys.to_text().as_bytes()).and_then(|()| file.sync_all());
    // A link never replaces what is there.
    let placed = written.and_then(|()| fs::hard_link(&draft, path));
    fs::remove_file(&draft).ok();
    match placed {
        Ok(()) => {}
        Err(error) if error.kind() == ErrorKind::AlreadyExists => {
            anyhow::bail!("key file {} exists; it is left alone", path.display())
        }
        Err(error) => return Err(error).with_context(failed),
    }
    File::open(folder::of(path)).and_then(|folder| folder.sync_all()).with_context(failed)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_made_once_for_their_owner_alone() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("kehou.keys");
        make(&path).unwrap();
        let text = fs::read_to_string(&path).unwrap();
        assert_eq!(read(&path).unwrap().to_text(), text);
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt as _;
            assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
        }
        assert!(make(&path).unwrap_err().to_string().contains("exists"));
        assert_eq!(fs::read_to_string(&path).unwrap(), text, "the first keys stay");
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1, "no draft is left");
    }
}
