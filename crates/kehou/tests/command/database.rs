//! A county's books for one test, on either database, kept by the real command.

use std::{
    path::{Path, PathBuf},
    process::Command,
};

use kehou_store::testing::{POSTGRES, TestDatabase};
use libtest_mimic::{Failed, Trial};
use tempfile::TempDir;

use crate::kehou::{Ran, command, ran};

/// Where databases are made.
#[derive(Clone)]
pub(crate) enum Server {
    Sqlite,
    Postgres(String),
}

/// A folder with an empty database, its keys and its uploads.
pub(crate) struct Books {
    pub(crate) folder: TempDir,
    database: String,
    keys: PathBuf,
    _server: Option<TestDatabase>,
}

impl Books {
    /// A database without tables.
    pub(crate) fn bare(server: &Server) -> Result<Self, Failed> {
        let folder = tempfile::tempdir()?;
        let keys = folder.path().join("kehou.keys");
        let (database, made) = match server {
            Server::Sqlite => (folder.path().join("kehou.db").display().to_string(), None),
            Server::Postgres(server) => {
                let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
                let made = runtime.block_on(TestDatabase::bare_postgres(server));
                let made = made.map_err(|error| error.to_string())?;
                std::fs::write(&keys, made.keys.to_text())?;
                (made.url.clone(), Some(made))
            }
        };
        Ok(Self { folder, database, keys, _server: made })
    }

    /// A database with all tables and the shipped policy.
    pub(crate) fn new(server: &Server) -> Result<Self, Failed> {
        let books = Self::bare(server)?;
        books.run(["migrate"])?.ends_with(0)?;
        books
            .run(["policy", "adopt", "--division", "370829", "--reason", "as decided"])?
            .ends_with(0)?;
        Ok(books)
    }

    /// The files of a log beside an embedded database: none when the last to use it ended well.
    pub(crate) fn log_files(&self) -> Vec<PathBuf> {
        let files = ["-wal", "-shm"].map(|end| PathBuf::from(format!("{}{end}", self.database)));
        files.into_iter().filter(|file| file.exists()).collect()
    }

    /// The command on these books.
    pub(crate) fn command<'a>(&self, arguments: impl IntoIterator<Item = &'a str>) -> Command {
        let mut command = command();
        command.args(arguments).env("KEHOU_DATABASE", &self.database);
        command.env("KEHOU_KEYS", &self.keys).env("KEHOU_SPOOL", self.path("spool"));
        command
    }

    /// Runs the command on these books to its end.
    pub(crate) fn run<'a>(
        &self,
        arguments: impl IntoIterator<Item = &'a str>,
    ) -> Result<Ran, Failed> {
        ran(self.command(arguments).output()?)
    }

    /// The hash of all that they hold.
    pub(crate) fn dump(&self) -> Result<String, Failed> {
        let dump = self.run(["dump"])?.ends_with(0)?.out;
        let all = dump.lines().find(|line| line.starts_with("all "));
        Ok(all.and_then(|line| line.split_whitespace().last()).ok_or("no hash")?.to_owned())
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }
}

/// A path as an argument.
pub(crate) fn text(path: &Path) -> Result<&str, Failed> {
    Ok(path.to_str().ok_or("no text")?)
}

/// A test on each database; without a server the other is shown as ignored with the reason.
pub(crate) fn on_each(name: &str, test: fn(&Server) -> Result<(), Failed>) -> [Trial; 2] {
    let sqlite = Trial::test(format!("command::{name}::sqlite"), move || test(&Server::Sqlite));
    [sqlite, on_postgres(&format!("{name}::postgres"), test)]
}

/// A test that needs a server.
pub(crate) fn on_postgres(name: &str, test: fn(&Server) -> Result<(), Failed>) -> Trial {
    match std::env::var(POSTGRES).ok() {
        Some(server) => {
            Trial::test(format!("command::{name}"), move || test(&Server::Postgres(server)))
        }
        None => Trial::test(format!("command::{name} ({POSTGRES} names no server)"), || Ok(()))
            .with_ignored_flag(true),
    }
}
