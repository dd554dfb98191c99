//! Databases for tests: each is new, and ends with the test that opened it.

use std::sync::atomic::{AtomicU64, Ordering};

use sea_orm::{ConnectionTrait, Database};

use crate::{Keys, Store, migrate};

/// The environment variable that names a PostgreSQL server in which databases may be made.
pub const POSTGRES: &str = "KEHOU_TEST_POSTGRES";

/// A database that ends with this value.
pub struct TestDatabase {
    /// The address under which it is opened.
    pub url: String,
    /// Keys made for it.
    pub keys: Keys,
    _folder: Option<tempfile::TempDir>,
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
        Ok(Self { url, keys, _folder: Some(folder) })
    }

    /// A new PostgreSQL database with all migrations on the server that the environment names; none
    /// when it names none.
    ///
    /// # Errors
    ///
    /// What stands in the way of making it.
    pub async fn postgres(server: &str) -> Result<Self, TestError> {
        static MADE: AtomicU64 = AtomicU64::new(0);
        let number = MADE.fetch_add(1, Ordering::Relaxed);
        let name = format!("kehou_test_{}_{number}", std::process::id());
        let admin = Database::connect(format!("{server}/postgres")).await?;
        admin.execute_unprepared(&format!("DROP DATABASE IF EXISTS {name}")).await?;
        admin.execute_unprepared(&format!("CREATE DATABASE {name}")).await?;
        admin.close().await?;
        let url = format!("{server}/{name}");
        migrate(&url).await?;
        let keys = Keys::random().ok_or("no randomness")?;
        Ok(Self { url, keys, _folder: None })
    }

    /// Opens it; several may be open at a time, as several servers would.
    ///
    /// # Errors
    ///
    /// What stands in the way.
    pub async fn open(&self) -> Result<Store, TestError> {
        Ok(Store::open(&self.url, &self.keys).await?)
    }
}
