//! Databases for tests: each is new, and ends with the test that opened it.

use std::sync::{
    Arc,
    atomic::{AtomicU64, Ordering},
};

use sea_orm::{
    ConnectionTrait, Database, DatabaseConnection, DatabaseTransaction, DbBackend,
    SqliteTransactionMode, Statement, TransactionOptions, TransactionTrait,
};

use crate::{Keys, Store, connect, migrate};

/// The environment variable that names a PostgreSQL server in which databases may be made.
pub const POSTGRES: &str = "KEHOU_TEST_POSTGRES";

/// A database that ends with this value.
pub struct TestDatabase {
    /// The address under which it is opened.
    pub url: String,
    /// Keys made for it.
    pub keys: Keys,
    place: Place,
}

/// What ends with a database.
enum Place {
    /// Its folder, which removes itself.
    Folder { _folder: tempfile::TempDir },
    /// The database of that name on that server.
    Server { server: String, name: String },
}

/// What stood in the way of a test database.
pub type TestError = Box<dyn std::error::Error + Send + Sync>;

impl TestDatabase {
    /// An empty SQLite database in a folder of its own.
    ///
    /// # Errors
    ///
    /// What stands in the way of the folder.
    pub fn sqlite() -> Result<Self, TestError> {
        let folder = tempfile::tempdir()?;
        let url = folder.path().join("kehou.db").display().to_string();
        let keys = Keys::random().ok_or("no randomness")?;
        Ok(Self { url, keys, place: Place::Folder { _folder: folder } })
    }

    /// A new PostgreSQL database with all migrations, on the server that [`POSTGRES`] names.
    ///
    /// # Errors
    ///
    /// What stands in the way of making it.
    pub async fn postgres(server: &str) -> Result<Self, TestError> {
        let made = Self::bare_postgres(server).await?;
        migrate(&made.url).await?;
        Ok(made)
    }

    /// A new PostgreSQL database without any migration.
    ///
    /// # Errors
    ///
    /// What stands in the way of making it.
    pub async fn bare_postgres(server: &str) -> Result<Self, TestError> {
        static MADE: AtomicU64 = AtomicU64::new(0);
        let number = MADE.fetch_add(1, Ordering::Relaxed);
        let name = format!("kehou_test_{}_{number}", std::process::id());
        administer(server, &format!("DROP DATABASE IF EXISTS {name} WITH (FORCE)")).await?;
        administer(server, &format!("CREATE DATABASE {name}")).await?;
        let url = format!("{server}/{name}");
        let keys = Keys::random().ok_or("no randomness")?;
        Ok(Self { url, keys, place: Place::Server { server: server.to_owned(), name } })
    }

    /// Opens it; several may be open at a time, as several servers would.
    ///
    /// # Errors
    ///
    /// What stands in the way.
    pub async fn open(&self) -> Result<Store, TestError> {
        Ok(Store::open(&self.url, &self.keys).await?)
    }

    /// Opens it and counts the statements that read, on SQLite; on PostgreSQL those that write too.
    ///
    /// # Errors
    ///
    /// What stands in the way.
    pub async fn open_counted(&self) -> Result<(Store, Arc<AtomicU64>), TestError> {
        let mut store = self.open().await?;
        let count = Arc::new(AtomicU64::new(0));
        let inner = Arc::get_mut(&mut store.inner).ok_or("the store is in use")?;
        let counted = Arc::clone(&count);
        inner.pool.set_metric_callback(move |_| {
            counted.fetch_add(1, Ordering::Relaxed);
        });
        Ok((store, count))
    }

    /// A connection that writes, opened as the service opens its own: what it can't do, the service
    /// can't.
    ///
    /// # Errors
    ///
    /// What stands in the way.
    pub async fn as_service(&self) -> Result<DatabaseConnection, TestError> {
        Ok(connect::Database::parse(&self.url)?.connect_as_service().await?)
    }

    /// A connection as migrations have it: the owner of all tables.
    ///
    /// # Errors
    ///
    /// What stands in the way.
    pub async fn as_owner(&self) -> Result<DatabaseConnection, TestError> {
        Ok(connect::Database::parse(&self.url)?.connect_to_migrate().await?)
    }
}

/// Writers that stand still between what they read and what they write, until they are let go.
pub struct Stopped(DatabaseTransaction);

impl TestDatabase {
    /// Stops whoever writes to a table: on PostgreSQL before the first row, after all that was read; on
    /// SQLite, where a writer has the file to itself, before anything.
    ///
    /// # Errors
    ///
    /// What stands in the way.
    pub async fn stop_writers(&self, table: &str) -> Result<Stopped, TestError> {
        let options = TransactionOptions {
            sqlite_transaction_mode: Some(SqliteTransactionMode::Immediate),
            ..TransactionOptions::default()
        };
        let held = self.as_owner().await?.begin_with_options(options).await?;
        if held.get_database_backend() == DbBackend::Postgres {
            held.execute_unprepared(&format!("LOCK TABLE {table} IN EXCLUSIVE MODE")).await?;
        }
        Ok(Stopped(held))
    }
}

impl Stopped {
    /// Waits until so many writers stand still, here or behind one who does; on SQLite nobody can
    /// tell, and nobody does anything meanwhile.
    ///
    /// # Errors
    ///
    /// When they never do.
    pub async fn until_waiting(&self, writers: i64) -> Result<(), TestError> {
        const LOOKS: usize = 20_000;
        let backend = self.0.get_database_backend();
        if backend != DbBackend::Postgres {
            return Ok(());
        }
        // Between two looks the server rests, so that looking takes nothing from those who are looked at.
        let sql = "SELECT count(*), pg_sleep(0.001) FROM pg_locks l JOIN pg_stat_activity a ON a.pid = l.pid \
                   WHERE a.datname = current_database() AND NOT l.granted";
        for _ in 0..LOOKS {
            // Within a transaction the server shows who is connected as it was at the first look; who
            // connects later would never be seen.
            self.0.execute_unprepared("SELECT pg_stat_clear_snapshot()").await?;
            let row = self.0.query_one_raw(Statement::from_string(backend, sql)).await?;
            let waiting: i64 = row.ok_or("no count")?.try_get_by_index(0)?;
            if waiting >= writers {
                return Ok(());
            }
        }
        Err(format!("fewer than {writers} writers ever waited").into())
    }

    /// Lets them go on.
    ///
    /// # Errors
    ///
    /// What stands in the way.
    pub async fn let_go(self) -> Result<(), TestError> {
        Ok(self.0.rollback().await?)
    }
}

impl Drop for TestDatabase {
    fn drop(&mut self) {
        let Place::Server { server, name } = &self.place else { return };
        let (server, name) = (server.clone(), name.clone());
        let drop = async move {
            administer(&server, &format!("DROP DATABASE IF EXISTS {name} WITH (FORCE)")).await
        };
        // A thread of its own, since a runtime may be running on this one. What can't be dropped
        // goes with the server.
        let end = move || {
            tokio::runtime::Builder::new_current_thread()
                .enable_all()
                .build()
                .map(|it| it.block_on(drop))
        };
        std::thread::spawn(end).join().ok();
    }
}

async fn administer(server: &str, sql: &str) -> Result<(), TestError> {
    let admin = Database::connect(format!("{server}/postgres")).await?;
    admin.execute_unprepared(sql).await?;
    Ok(admin.close().await?)
}
