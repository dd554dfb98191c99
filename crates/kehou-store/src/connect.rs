//! Opening the books.

use std::{sync::Arc, time::Duration};

use kehou_units::Fault;
use sea_orm::{
    ConnectOptions, DatabaseConnection, DbErr,
    sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqliteSynchronous},
};

use crate::{
    Book, Bound, Keys, SchoolId, StoreError, conn::Conn, error::is_locked, key_check, migrate,
    seal::Seal, write::Writer,
};

/// How many connections read at a time (SQLite), or read and write (PostgreSQL).
const CONNECTIONS: u32 = 16;
/// How often, and after what wait, a file that others are just opening is tried again.
const LOCKED_TRIES: usize = 100;
const LOCKED_WAIT: Duration = Duration::from_millis(20);
/// The role that the service takes on PostgreSQL: it reads and adds, and changes nothing written.
const SERVICE_ROLE: &str = "kehou_service";

/// The county's books.
#[derive(Clone)]
pub struct Store {
    pub(crate) inner: Arc<Inner>,
}

pub(crate) struct Inner {
    /// Connections that read; on PostgreSQL they write too.
    pub(crate) pool: DatabaseConnection,
    pub(crate) seal: Arc<Seal>,
    /// The one that writes on SQLite.
    pub(crate) writer: Option<Writer>,
}

/// Why the books can't be opened.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    /// The address of the database is wrong.
    #[error(
        "`{given}` is no database; write a path such as kehou.db, or postgres://user@host/name"
    )]
    Address {
        /// What was given, without a password.
        given: String,
    },
    /// The database can't be reached.
    #[error("the database can't be opened: {0}")]
    Database(#[source] DbErr),
    /// Migrations are pending.
    #[error("the database lacks {pending} migrations; back it up, then run `kehou migrate`")]
    Pending {
        /// How many.
        pending: usize,
    },
    /// Migrations can't be applied, or are not those of this program.
    #[error("migrations can't be applied: {what}")]
    Migration {
        /// What is wrong.
        what: String,
    },
    /// The keys are not those with which the database was first opened.
    #[error("these are not the keys of this database")]
    Keys,
}

impl From<StoreError> for OpenError {
    fn from(error: StoreError) -> Self {
        match error {
            StoreError::Database(error) | StoreError::Busy(error) => Self::Database(error),
            other => Self::Database(DbErr::Custom(other.to_string())),
        }
    }
}

impl OpenError {
    /// The stable code of this error.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Address { .. } => "DATABASE_ADDRESS",
            Self::Database(_) => "DATABASE_UNREACHABLE",
            Self::Pending { .. } => "DATABASE_PENDING",
            Self::Migration { .. } => "DATABASE_MIGRATION",
            Self::Keys => "DATABASE_KEYS",
        }
    }

    /// The kind of failure.
    #[must_use]
    pub const fn fault(&self) -> Fault {
        match self {
            Self::Address { .. } => Fault::Invalid,
            Self::Database(_) => Fault::Busy,
            Self::Pending { .. } | Self::Migration { .. } | Self::Keys => Fault::RuleViolated,
        }
    }
}

/// Which database is meant.
pub(crate) enum Database {
    Sqlite(String),
    Postgres(String),
}

impl Database {
    pub(crate) fn parse(url: &str) -> Result<Self, OpenError> {
        if url.starts_with("postgres://") || url.starts_with("postgresql://") {
            return Ok(Self::Postgres(url.to_owned()));
        }
        let path = url.strip_prefix("sqlite:").unwrap_or(url);
        if path.is_empty() || path.contains("://") || path.contains('?') {
            let given = url.split('@').next_back().unwrap_or_default().to_owned();
            return Err(OpenError::Address { given });
        }
        Ok(Self::Sqlite(path.to_owned()))
    }

    pub(crate) async fn connect_to_migrate(&self) -> Result<DatabaseConnection, OpenError> {
        match self {
            Self::Sqlite(path) => sqlite(path, 1, Access::Write).await,
            Self::Postgres(url) => postgres(url, 1, None).await,
        }
    }

    /// One connection that writes, as the service has it.
    #[cfg(feature = "testing")]
    pub(crate) async fn connect_as_service(&self) -> Result<DatabaseConnection, OpenError> {
        match self {
            Self::Sqlite(path) => sqlite(path, 1, Access::Write).await,
            Self::Postgres(url) => postgres(url, 1, Some(SERVICE_ROLE)).await,
        }
    }
}

impl Store {
    /// Opens the books. An embedded database that does not exist, or is an empty file, is made; one
    /// that holds anything must have every migration of this program.
    ///
    /// # Errors
    ///
    /// - [`OpenError::Address`] when the address is wrong.
    /// - [`OpenError::Database`] when the database can't be reached.
    /// - [`OpenError::Pending`] when migrations are pending, [`OpenError::Migration`] when it has
    ///   others than this program.
    /// - [`OpenError::Keys`] when the keys are not those with which it was first opened.
    pub async fn open(url: &str, keys: &Keys) -> Result<Self, OpenError> {
        let database = Database::parse(url)?;
        let seal = Arc::new(Seal::new(keys).ok_or(OpenError::Keys)?);
        let (pool, writer) = match &database {
            Database::Sqlite(path) => {
                // The writer comes first: it makes the files of the write-ahead log.
                let writer = sqlite(path, 1, Access::Write).await?;
                if migrate::is_empty(&writer).await? {
                    migrate::run(&writer).await?;
                }
                let pool = sqlite(path, CONNECTIONS, Access::Read).await?;
                (pool, Some((path.clone(), writer)))
            }
            Database::Postgres(url) => {
                (postgres(url, CONNECTIONS, Some(SERVICE_ROLE)).await?, None)
            }
        };
        let applied = migrate::applied(&pool).await?;
        if applied < migrate::KNOWN {
            return Err(OpenError::Pending { pending: migrate::KNOWN - applied });
        }
        let writing = writer.as_ref().map_or(&pool, |(_, connection)| connection);
        key_check::check(Conn::Pool(writing), &seal).await?;
        let writer =
            writer.map(|(path, connection)| Writer::start(path, connection, Arc::clone(&seal)));
        Ok(Self { inner: Arc::new(Inner { pool, seal, writer }) })
    }

    /// A ledger as it stood.
    ///
    /// # Errors
    ///
    /// [`StoreError::NoLedger`] when there is none of that number; other [`StoreError`]s when the
    /// database fails.
    pub async fn book(&self, ledger: SchoolId, bound: Bound) -> Result<Book<'_>, StoreError> {
        Book::open(self.conn(), &self.inner.seal, ledger, bound).await
    }

    /// Closes the books for everybody who holds them, once what was begun is done: reads and writes
    /// that come later fail as busy. The last to close an embedded database brings its log into the
    /// file and takes the log away. Books that are dropped lose nothing and leave the log behind.
    ///
    /// # Errors
    ///
    /// [`StoreError`] when the database fails.
    pub async fn close(&self) -> Result<(), StoreError> {
        // Readers go first, so that the writer is the last and clears away.
        self.inner.pool.close_by_ref().await?;
        match &self.inner.writer {
            Some(writer) => Ok(writer.close().await?),
            None => Ok(()),
        }
    }

    pub(crate) fn conn(&self) -> Conn<'_> {
        Conn::Pool(&self.inner.pool)
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Access {
    Read,
    Write,
}

fn options(url: &str, connections: u32) -> ConnectOptions {
    let mut options = ConnectOptions::new(url);
    options
        .max_connections(connections)
        .min_connections(1)
        .acquire_timeout(Duration::from_secs(10))
        .idle_timeout(None::<Duration>)
        .max_lifetime(None::<Duration>)
        .test_before_acquire(false)
        .sqlx_logging(false);
    options
}

pub(crate) async fn sqlite(
    path: &str,
    connections: u32,
    access: Access,
) -> Result<DatabaseConnection, OpenError> {
    let mut options = options("sqlite:", connections);
    let path = path.to_owned();
    options.map_sqlx_sqlite_opts(move |given: SqliteConnectOptions| {
        let given = given
            .filename(&path)
            .create_if_missing(access == Access::Write)
            .journal_mode(SqliteJournalMode::Wal)
            .synchronous(SqliteSynchronous::Full)
            .busy_timeout(Duration::from_secs(5))
            .foreign_keys(true)
            .statement_cache_capacity(200)
            // Rows come from a thread of their own; fewer hand-overs, less waiting.
            .row_buffer_size(1_000)
            .pragma("recursive_triggers", "on")
            .pragma("temp_store", "memory");
        match access {
            Access::Read => given.pragma("query_only", "on"),
            // A large import touches many pages; the log is carried over in large steps.
            Access::Write => {
                given.pragma("cache_size", "-32768").pragma("wal_autocheckpoint", "4000")
            }
        }
    });
    // Who opens a new file first turns on its log, and who closes a file last clears it away; others
    // meet the lock, whatever the timeout says.
    for _ in 1..LOCKED_TRIES {
        match sea_orm::Database::connect(options.clone()).await {
            Err(error) if is_locked(&error) => {
                tokio::time::sleep(LOCKED_WAIT).await;
            }
            opened => return opened.map_err(OpenError::Database),
        }
    }
    sea_orm::Database::connect(options).await.map_err(OpenError::Database)
}

async fn postgres(
    url: &str,
    connections: u32,
    role: Option<&'static str>,
) -> Result<DatabaseConnection, OpenError> {
    let mut options = options(url, connections);
    // A connection that rested may be gone; one that was used just now is not.
    options.test_before_acquire_if_idle_for(Duration::from_secs(30));
    options.map_sqlx_postgres_opts(move |given| match role {
        Some(role) => given.options([("role", role)]),
        None => given,
    });
    sea_orm::Database::connect(options).await.map_err(OpenError::Database)
}
