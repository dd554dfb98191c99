//! Copies of an embedded database.

use std::{
    fs::{self, File, OpenOptions},
    io,
    path::{Path, PathBuf},
};

use kehou_units::Fault;
use sea_orm::{DatabaseConnection, DbErr};
use sqlx::{AssertSqlSafe, Row as _};

use crate::{
    OpenError,
    connect::{Access, sqlite},
    migrate,
};

/// What becomes of a file that exists where another is to be put.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Existing {
    /// It stays, and nothing is done.
    Kept,
    /// It is replaced.
    Replaced,
}

/// Why a copy was not made or not put in place; what was there before still is.
#[derive(Debug, thiserror::Error)]
pub enum BackupError {
    /// The file that would be written exists.
    #[error("{} exists; give --force to replace it", path.display())]
    Exists {
        /// The file.
        path: PathBuf,
    },
    /// The copy and the database are one file.
    #[error("{} is the database itself", path.display())]
    Same {
        /// The file.
        path: PathBuf,
    },
    /// The copy is broken, or no copy of such a database.
    #[error("{} is no sound copy of a database: {what}", path.display())]
    Unsound {
        /// The copy.
        path: PathBuf,
        /// What is wrong.
        what: String,
    },
    /// Another process uses the database.
    #[error("database {} is in use; stop the service first", path.display())]
    InUse {
        /// The database.
        path: PathBuf,
    },
    /// A file can't be read or written.
    #[error("{}: {error}", path.display())]
    File {
        /// The file.
        path: PathBuf,
        /// Why not.
        #[source]
        error: io::Error,
    },
    /// The database failed.
    #[error(transparent)]
    Database(#[from] OpenError),
}

impl BackupError {
    /// The stable code of this error.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Exists { .. } => "BACKUP_EXISTS",
            Self::Same { .. } => "BACKUP_SAME",
            Self::Unsound { .. } => "BACKUP_UNSOUND",
            Self::InUse { .. } => "BACKUP_IN_USE",
            Self::File { .. } => "BACKUP_FILE",
            Self::Database(error) => error.code(),
        }
    }

    /// The kind of failure.
    #[must_use]
    pub const fn fault(&self) -> Fault {
        match self {
            Self::Exists { .. } => Fault::Exists,
            Self::Same { .. } | Self::Unsound { .. } => Fault::Invalid,
            Self::InUse { .. } | Self::File { .. } => Fault::Busy,
            Self::Database(error) => error.fault(),
        }
    }
}

/// Writes a copy of a database as it stands at one moment, while others read and write it, and gives
/// its bytes. The copy appears at `to` when it is whole and on the disk.
///
/// # Errors
///
/// [`BackupError::Exists`], [`BackupError::Same`]; [`BackupError::File`] when the copy can't be
/// written; [`BackupError::Database`].
pub async fn back_up(database: &Path, to: &Path, existing: Existing) -> Result<u64, BackupError> {
    refuse_same(database, to)?;
    refuse_existing(to, existing)?;
    let draft = Draft::beside(to)?;
    drop(draft.make_private()?);
    let connection = open(database, Access::Write).await?;
    let path = draft.path.to_str().ok_or_else(|| no_text(&draft.path))?;
    let sql = format!("VACUUM INTO '{}'", path.replace('\'', "''"));
    let pool = connection.get_sqlite_connection_pool();
    let copied = sqlx::query(AssertSqlSafe(sql)).execute(pool).await;
    let closed = connection.close().await;
    copied.map_err(failed)?;
    closed.map_err(OpenError::Database)?;
    let bytes = fs::metadata(&draft.path).map_err(|error| file(&draft.path, error))?.len();
    draft.put(to)?;
    Ok(bytes)
}

/// Puts a copy in the place of a database that nobody uses. The copy is looked through first: it is
/// sound throughout, and this program knows its migrations.
///
/// # Errors
///
/// [`BackupError::Unsound`] when the copy is not that; [`BackupError::Exists`],
/// [`BackupError::Same`]; [`BackupError::InUse`] when another process has the database open;
/// [`BackupError::File`], [`BackupError::Database`].
pub async fn restore(from: &Path, database: &Path, existing: Existing) -> Result<(), BackupError> {
    refuse_same(from, database)?;
    refuse_existing(database, existing)?;
    let draft = Draft::beside(database)?;
    let (mut copy, mut read) =
        (draft.make_private()?, File::open(from).map_err(|error| file(from, error))?);
    let bytes = io::copy(&mut read, &mut copy).map_err(|error| file(&draft.path, error))?;
    drop(copy);
    if bytes == 0 {
        return Err(unsound(from, "it is empty"));
    }
    // The draft is looked at, since looking writes beside the file.
    check(from, &draft.path).await?;
    if database.exists() {
        refuse_in_use(database).await?;
    }
    // A log that is left of a database that is gone would be read into the one that comes.
    remove_beside(database);
    draft.put(database)
}

/// Looks through a copy. What is told names where it came from.
async fn check(from: &Path, copy: &Path) -> Result<(), BackupError> {
    let told = |error: OpenError| unsound(from, error);
    let connection = open(copy, Access::Write).await.map_err(told)?;
    let looked = look_through(&connection).await;
    let closed = leave_wal(&connection).await;
    connection.close().await.map_err(OpenError::Database)?;
    if let Some(what) = looked.map_err(|error| unsound(from, error))? {
        return Err(unsound(from, what));
    }
    closed.map_err(|error| unsound(from, error))?;
    Ok(())
}

/// What is wrong with a database, if anything.
async fn look_through(connection: &DatabaseConnection) -> Result<Option<String>, OpenError> {
    let pool = connection.get_sqlite_connection_pool();
    let found = sqlx::query("PRAGMA integrity_check(3)").fetch_all(pool).await.map_err(failed)?;
    let found: Vec<String> = found.iter().filter_map(|row| row.try_get(0).ok()).collect();
    if found != ["ok"] {
        return Ok(Some(found.join("; ")));
    }
    Ok((migrate::applied(connection).await? == 0).then(|| "it has none of our tables".to_owned()))
}

/// Ends the write-ahead log, which works only when nobody else has the database open.
async fn leave_wal(connection: &DatabaseConnection) -> Result<(), OpenError> {
    let pool = connection.get_sqlite_connection_pool();
    sqlx::query("PRAGMA journal_mode = DELETE").execute(pool).await.map_err(failed)?;
    Ok(())
}

/// Refuses a database that another process has open, and leaves nothing beside it.
async fn refuse_in_use(database: &Path) -> Result<(), BackupError> {
    let in_use = || BackupError::InUse { path: database.to_owned() };
    let connection = open(database, Access::Write).await?;
    let alone = leave_wal(&connection).await;
    connection.close().await.map_err(OpenError::Database)?;
    alone.map_err(|_| in_use())
}

async fn open(path: &Path, access: Access) -> Result<DatabaseConnection, OpenError> {
    let text =
        path.to_str().ok_or_else(|| OpenError::Address { given: path.display().to_string() })?;
    sqlite(text, 1, access).await
}

fn failed(error: impl std::fmt::Display) -> OpenError {
    OpenError::Database(DbErr::Custom(error.to_string()))
}

fn file(path: &Path, error: io::Error) -> BackupError {
    BackupError::File { path: path.to_owned(), error }
}

fn no_text(path: &Path) -> BackupError {
    file(path, io::Error::new(io::ErrorKind::InvalidInput, "the path is no text in UTF-8"))
}

fn unsound(path: &Path, what: impl std::fmt::Display) -> BackupError {
    BackupError::Unsound { path: path.to_owned(), what: what.to_string() }
}

fn refuse_existing(path: &Path, existing: Existing) -> Result<(), BackupError> {
    let holds = fs::metadata(path).is_ok_and(|found| found.len() > 0);
    if holds && existing == Existing::Kept {
        return Err(BackupError::Exists { path: path.to_owned() });
    }
    Ok(())
}

fn refuse_same(one: &Path, other: &Path) -> Result<(), BackupError> {
    match (fs::canonicalize(one), fs::canonicalize(other)) {
        (Ok(one), Ok(other)) if one == other => Err(BackupError::Same { path: one }),
        _ => Ok(()),
    }
}

/// A file that is not finished; it is gone unless it is put in its place.
struct Draft {
    path: PathBuf,
}

impl Draft {
    fn beside(path: &Path) -> Result<Self, BackupError> {
        let name = path.file_name().map(ToOwned::to_owned);
        let mut name = name.ok_or_else(|| {
            file(path, io::Error::new(io::ErrorKind::InvalidInput, "it names no file"))
        })?;
        name.push(format!(".draft-{}", std::process::id()));
        Ok(Self { path: path.with_file_name(name) })
    }

    /// Makes an empty file that only its owner may read.
    fn make_private(&self) -> Result<File, BackupError> {
        let mut options = OpenOptions::new();
        options.write(true).create(true).truncate(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        options.open(&self.path).map_err(|error| file(&self.path, error))
    }

    /// Brings it to the disk, and puts it in its place.
    fn put(self, to: &Path) -> Result<(), BackupError> {
        let failed = |error| file(to, error);
        File::open(&self.path).and_then(|draft| draft.sync_all()).map_err(failed)?;
        fs::rename(&self.path, to).map_err(failed)?;
        let folder = to.parent().filter(|folder| *folder != Path::new(""));
        let folder = File::open(folder.unwrap_or(Path::new(".")));
        folder.and_then(|folder| folder.sync_all()).map_err(failed)
    }
}

impl Drop for Draft {
    fn drop(&mut self) {
        fs::remove_file(&self.path).ok();
        remove_beside(&self.path);
    }
}

/// Removes what the database engine keeps beside a file.
fn remove_beside(path: &Path) {
    for end in ["-wal", "-shm", "-journal"] {
        let mut path = path.to_owned().into_os_string();
        path.push(end);
        fs::remove_file(path).ok();
    }
}
