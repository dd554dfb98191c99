//! Where uploaded files are kept until they are stored.

use std::{
    fs::{self, File},
    io::Write,
    path::{Path, PathBuf},
};

use kehou_units::Instant;
use sha2::{Digest, Sha256};

use crate::{App, AppError, Refusal, RefusalCode, ids};

/// The most files of an import.
pub(super) const MOST_FILES: usize = 1_000;
/// The most bytes of all files of an import.
pub(super) const MOST_BYTES: u64 = 1 << 30;

/// What names of folders begin with that hold files on their way in; an id with the instant follows.
const UPLOAD: &str = "upload-";
/// How long an upload may be on its way, in microseconds: a day.
const ABANDONED: i64 = 24 * 60 * 60 * 1_000_000;

/// Files on their way in. Dropped before they are staged, they are gone.
pub struct Upload {
    folder: PathBuf,
    files: Vec<UploadedFile>,
    open: Option<Open>,
    bytes: u64,
    is_kept: bool,
}

/// A file that came in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UploadedFile {
    /// Its name, as it was sent.
    pub name: String,
    /// The SHA-256 of its bytes.
    pub sha256: [u8; 32],
    /// How many bytes it has.
    pub bytes: u64,
}

struct Open {
    file: File,
    hash: Sha256,
    name: String,
    announced: Option<[u8; 32]>,
    bytes: u64,
}

fn failed(what: impl std::fmt::Display) -> AppError {
    Refusal::new(RefusalCode::SpoolFailed).with("what", what).into()
}

fn wrong(file: &str, what: impl std::fmt::Display) -> AppError {
    Refusal::new(RefusalCode::ImportFile).with("file", file).with("what", what).into()
}

impl Upload {
    /// Begins to take files in, and clears away what uploads left that were killed.
    ///
    /// # Errors
    ///
    /// [`RefusalCode::SpoolFailed`] when the upload area can't be written.
    pub fn begin(app: &App) -> Result<Self, AppError> {
        clear_abandoned(app);
        let id = ids::fresh_at(app.clock.now());
        let folder = app.spool.join(format!("{UPLOAD}{}", id.simple()));
        fs::create_dir_all(&folder).map_err(failed)?;
        Ok(Self { folder, files: Vec::new(), open: None, bytes: 0, is_kept: false })
    }

    /// Begins the next file; `announced` is the SHA-256 that its bytes must have.
    ///
    /// # Errors
    ///
    /// [`RefusalCode::ImportFile`] when the file before is not what was announced, a name comes twice,
    /// or there are too many; [`RefusalCode::SpoolFailed`].
    pub fn file(&mut self, name: &str, announced: Option<[u8; 32]>) -> Result<(), AppError> {
        self.close()?;
        if self.files.iter().any(|file| file.name == name) {
            return Err(wrong(name, "the name comes twice"));
        }
        if self.files.len() >= MOST_FILES {
            return Err(wrong(name, format_args!("an import has at most {MOST_FILES} files")));
        }
        // The name is told in reports only; on disk files are numbered.
        let path = data_path(&self.folder, self.files.len());
        let file = File::create(path).map_err(failed)?;
        let (hash, name) = (Sha256::new(), name.to_owned());
        self.open = Some(Open { file, hash, name, announced, bytes: 0 });
        Ok(())
    }

    /// Takes the next bytes of the file that was begun last.
    ///
    /// # Errors
    ///
    /// [`RefusalCode::ImportFile`] when no file was begun or there are too many bytes;
    /// [`RefusalCode::SpoolFailed`].
    pub fn bytes(&mut self, bytes: &[u8]) -> Result<(), AppError> {
        let open = self.open.as_mut().ok_or_else(|| wrong("", "bytes came before a file"))?;
        self.bytes += bytes.len() as u64;
        if self.bytes > MOST_BYTES {
            return Err(wrong(
                &open.name,
                format_args!("an import has at most {MOST_BYTES} bytes"),
            ));
        }
        open.hash.update(bytes);
        open.bytes += bytes.len() as u64;
        open.file.write_all(bytes).map_err(failed)
    }

    fn close(&mut self) -> Result<(), AppError> {
        let Some(open) = self.open.take() else { return Ok(()) };
        let sha256: [u8; 32] = open.hash.finalize().into();
        if open.announced.is_some_and(|announced| announced != sha256) {
            return Err(wrong(&open.name, "its SHA-256 is another; send it again"));
        }
        open.file.sync_all().map_err(failed)?;
        self.files.push(UploadedFile { name: open.name, sha256, bytes: open.bytes });
        Ok(())
    }

    /// Ends the last file.
    ///
    /// # Errors
    ///
    /// [`RefusalCode::ImportFile`] when the last file is not what was announced, or none came.
    pub(super) fn finish(&mut self) -> Result<(), AppError> {
        self.close()?;
        if self.files.is_empty() {
            return Err(wrong("", "no file came"));
        }
        Ok(())
    }

    /// The files that came in, in their order.
    pub(super) fn files(&self) -> &[UploadedFile] {
        &self.files
    }

    /// The folder with the files, numbered in their order.
    pub(super) fn folder(&self) -> &Path {
        &self.folder
    }

    /// Keeps the files in the folder of the import that they belong to.
    pub(super) fn keep(mut self, kept: &Path) -> Result<(), AppError> {
        if kept.exists() {
            // The same files came before; what was forgotten of them since is put back.
            for entry in fs::read_dir(&self.folder).map_err(failed)? {
                let entry = entry.map_err(failed)?;
                fs::rename(entry.path(), kept.join(entry.file_name())).map_err(failed)?;
            }
            return Ok(());
        }
        fs::rename(&self.folder, kept).map_err(failed)?;
        self.is_kept = true;
        Ok(())
    }
}

impl Drop for Upload {
    fn drop(&mut self) {
        if !self.is_kept && fs::remove_dir_all(&self.folder).is_err() {
            tracing::warn!(folder = %self.folder.display(), "an upload can't be cleared away");
        }
    }
}

/// Clears away what uploads left that ended without being kept or dropped, as a killed server's do: folders
/// of uploads that began more than a day ago by the clock. No upload takes that long.
///
/// What can't be cleared is logged, and stops nobody.
pub fn clear_abandoned(app: &App) {
    let Ok(entries) = fs::read_dir(&app.spool) else { return };
    let now = app.clock.now().as_micros();
    for entry in entries.filter_map(Result::ok) {
        let name = entry.file_name();
        let began = name.to_str().and_then(|name| ids::made_at(name.strip_prefix(UPLOAD)?));
        let is_old = |began: Instant| now.saturating_sub(began.as_micros()) > ABANDONED;
        if began.is_some_and(is_old)
            && let Err(error) = fs::remove_dir_all(entry.path())
        {
            let folder = entry.path();
            tracing::warn!(folder = %folder.display(), %error, "an upload can't be cleared away");
        }
    }
}

/// The folder where the files of an import are kept.
pub(super) fn kept_folder(app: &App, fingerprint: &[u8]) -> PathBuf {
    let name: String = fingerprint.iter().map(|byte| format!("{byte:02x}")).collect();
    app.spool.join(name)
}

/// Whether every file of an import is there.
pub(super) fn is_whole(folder: &Path, files: usize) -> bool {
    (0..files).all(|number| data_path(folder, number).exists())
}

/// Where the file of a number is kept.
pub(super) fn data_path(folder: &Path, number: usize) -> PathBuf {
    folder.join(format!("{number:04}"))
}

/// Forgets the files of an import; what it was told about refused rows stays.
pub(super) fn forget(app: &App, fingerprint: &[u8], files: usize) {
    let folder = kept_folder(app, fingerprint);
    for number in 0..files {
        fs::remove_file(data_path(&folder, number)).ok();
    }
}
