//! Migrations: forward only, one file a step, side by side for the two databases.

use std::borrow::Cow;

use sea_orm::{DatabaseConnection, DbBackend};
use sqlx::{
    AssertSqlSafe, SqlSafeStr,
    migrate::{Migrate, Migration, MigrationType, Migrator},
};

use crate::connect::{Database, OpenError};

macro_rules! steps {
    ($($version:literal $name:literal;)+) => {
        const SQLITE: &[(i64, &str, &str)] = &[
            $(($version, $name, include_str!(concat!("../migrations/sqlite/", $name, ".sql"))),)+
        ];
        const POSTGRES: &[(i64, &str, &str)] = &[
            $(($version, $name, include_str!(concat!("../migrations/postgres/", $name, ".sql"))),)+
        ];
    };
}

steps! {
    1 "0001_ledger";
    2 "0002_schools";
    3 "0003_pupils";
    4 "0004_attendance";
    5 "0005_bills";
    6 "0006_policies";
}

/// The names of the migrations that a database had, and those that were applied now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Migrated {
    /// How many it had before.
    pub before: usize,
    /// What was applied, in order.
    pub applied: Vec<&'static str>,
}

/// Applies what a database lacks. Others that migrate at the same time wait (PostgreSQL) or are
/// refused (SQLite).
///
/// # Errors
///
/// [`OpenError`] when the address is wrong, the database can't be reached, or a migration that was
/// applied is not the one that this program has.
pub async fn migrate(url: &str) -> Result<Migrated, OpenError> {
    let database = Database::parse(url)?;
    let connection = database.connect_to_migrate().await?;
    let before = applied(&connection).await?;
    run(&connection).await?;
    let names = steps_of(&connection).iter().map(|(_, name, _)| *name);
    connection.close().await.map_err(OpenError::Database)?;
    Ok(Migrated { before, applied: names.skip(before).collect() })
}

/// Applies what a connected database lacks.
pub(crate) async fn run(connection: &DatabaseConnection) -> Result<(), OpenError> {
    let migrator = migrator(connection);
    match connection.get_database_backend() {
        DbBackend::Sqlite => migrator.run(connection.get_sqlite_connection_pool()).await,
        _ => migrator.run(connection.get_postgres_connection_pool()).await,
    }
    .map_err(|error| OpenError::Migration { what: error.to_string() })
}

/// How many migrations a database has; an error when it has others than this program knows.
pub(crate) async fn applied(connection: &DatabaseConnection) -> Result<usize, OpenError> {
    const TABLE: &str = "_sqlx_migrations";
    let wrong = |what: String| OpenError::Migration { what };
    let listed = match connection.get_database_backend() {
        DbBackend::Sqlite => {
            let pool = connection.get_sqlite_connection_pool();
            let mut one = pool.acquire().await.map_err(|error| wrong(error.to_string()))?;
            let names: Vec<(String,)> =
                sqlx::query_as("SELECT name FROM sqlite_master WHERE name = $1")
                    .bind(TABLE)
                    .fetch_all(&mut *one)
                    .await
                    .map_err(|error| wrong(error.to_string()))?;
            if names.is_empty() { Ok(Vec::new()) } else { one.list_applied_migrations(TABLE).await }
        }
        _ => {
            let pool = connection.get_postgres_connection_pool();
            let mut one = pool.acquire().await.map_err(|error| wrong(error.to_string()))?;
            let names: Vec<(String,)> =
                sqlx::query_as("SELECT tablename::text FROM pg_tables WHERE tablename = $1")
                    .bind(TABLE)
                    .fetch_all(&mut *one)
                    .await
                    .map_err(|error| wrong(error.to_string()))?;
            if names.is_empty() { Ok(Vec::new()) } else { one.list_applied_migrations(TABLE).await }
        }
    };
    let listed = listed.map_err(|error| wrong(error.to_string()))?;
    let known = migrator(connection);
    for step in &listed {
        let same = known.iter().find(|one| one.version == step.version);
        if same.is_none_or(|one| one.checksum != step.checksum) {
            let what = format!(
                "the database has migration {}, which this program does not know",
                step.version
            );
            return Err(OpenError::Migration { what });
        }
    }
    Ok(listed.len())
}

/// How many migrations this program has.
pub(crate) const KNOWN: usize = SQLITE.len();

fn steps_of(connection: &DatabaseConnection) -> &'static [(i64, &'static str, &'static str)] {
    match connection.get_database_backend() {
        DbBackend::Sqlite => SQLITE,
        _ => POSTGRES,
    }
}

fn migrator(connection: &DatabaseConnection) -> Migrator {
    let step = |(version, name, sql): &(i64, &'static str, &'static str)| {
        let sql = AssertSqlSafe(*sql).into_sql_str();
        Migration::new(*version, Cow::Borrowed(*name), MigrationType::Simple, sql, false)
    };
    Migrator::with_migrations(steps_of(connection).iter().map(step).collect())
}
