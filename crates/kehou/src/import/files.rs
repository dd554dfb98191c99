//! The files of an import.

use std::{
    fs::File,
    io::Read as _,
    path::{Path, PathBuf},
};

use anyhow::Context as _;
use kehou_app::{App, import::Upload};
use kehou_units::Month;
use kehou_words::Lang;
use ring::digest::{Context, SHA256};

use crate::{folder, progress, tell::say};

/// How many bytes are read at a time.
const PIECE: usize = 1 << 20;

/// A file that is imported.
pub(crate) struct SourceFile {
    /// Its path.
    pub(crate) path: PathBuf,
    /// Its name in reports: the path within the folder that was named, or as it was named.
    pub(crate) name: String,
}

/// The files that paths name: of a folder, every CSV and XLSX file in it.
pub(crate) fn gather(paths: &[PathBuf]) -> anyhow::Result<Vec<SourceFile>> {
    let mut files = Vec::new();
    for path in paths {
        if !path.is_dir() {
            anyhow::ensure!(path.exists(), "there is no file {}", path.display());
            files.push(SourceFile { path: path.clone(), name: as_named(path) });
            continue;
        }
        for file in folder::files_of(path, Path::new(""))? {
            // Of one folder the place of the folder says nothing; of several it tells files apart.
            let name = match paths {
                [_] => folder::name_of(path, &file),
                _ => as_named(&file),
            };
            files.push(SourceFile { path: file, name });
        }
    }
    anyhow::ensure!(!files.is_empty(), "no CSV or XLSX file was found to import");
    files.sort_by(|one, other| one.name.cmp(&other.name));
    files.dedup_by(|one, other| one.path == other.path);
    Ok(files)
}

fn as_named(path: &Path) -> String {
    folder::name_of(Path::new("."), path)
}

/// The SHA-256 of each file.
pub(super) fn hashes(files: &[SourceFile], lang: Lang) -> anyhow::Result<Vec<[u8; 32]>> {
    let bar = progress::bar(files.len() as u64, say("PROGRESS_READING", lang, &[]));
    let mut hashes = Vec::with_capacity(files.len());
    for file in files {
        let mut hash = Context::new(&SHA256);
        pieces(&file.path, |piece| {
            hash.update(piece);
            Ok(())
        })?;
        hashes.push(bytes_of(hash));
        bar.inc(1);
    }
    bar.finish_and_clear();
    Ok(hashes)
}

/// What tells an import from others: the month, who imports, and the files.
pub(super) fn content(
    month: Month,
    subject: &str,
    files: &[SourceFile],
    hashes: &[[u8; 32]],
) -> [u8; 32] {
    let mut hash = Context::new(&SHA256);
    hash.update(format!("{month}\0{subject}\0").as_bytes());
    for (file, sha256) in files.iter().zip(hashes) {
        hash.update(file.name.as_bytes());
        hash.update(&[0]);
        hash.update(sha256);
    }
    bytes_of(hash)
}

/// The id of an import that says nothing else; the attempts before were given up.
pub(super) fn request_id(content: &[u8; 32], attempt: u32) -> String {
    let digits: String = content.iter().take(16).map(|byte| format!("{byte:02x}")).collect();
    format!("files-{digits}-{attempt}")
}

/// Brings files into the upload area. One that is another than when it was looked at is refused.
pub(super) fn upload(
    app: &App,
    files: &[SourceFile],
    hashes: &[[u8; 32]],
    lang: Lang,
) -> anyhow::Result<Upload> {
    let bar = progress::bar(files.len() as u64, say("PROGRESS_UPLOADING", lang, &[]));
    let mut upload = Upload::begin(app)?;
    for (file, sha256) in files.iter().zip(hashes) {
        upload.file(&file.name, Some(*sha256))?;
        pieces(&file.path, |piece| Ok(upload.bytes(piece)?))?;
        bar.inc(1);
    }
    bar.finish_and_clear();
    Ok(upload)
}

fn pieces(path: &Path, mut take: impl FnMut(&[u8]) -> anyhow::Result<()>) -> anyhow::Result<()> {
    let failed = || format!("{} can't be read", path.display());
    let mut file = File::open(path).with_context(failed)?;
    let mut buffer = vec![0; PIECE];
    loop {
        match file.read(&mut buffer).with_context(failed)? {
            0 => return Ok(()),
            length => take(&buffer[..length])?,
        }
    }
}

fn bytes_of(hash: Context) -> [u8; 32] {
    let mut bytes = [0; 32];
    bytes.copy_from_slice(hash.finish().as_ref());
    bytes
}
