//! Migrations: forward only, one file a step, side by side for the two databases.

use std::borrow::Cow;

use sea_orm::{DatabaseConnection, DbBackend};
use sqlx::{
    AssertSqlSafe, SqlSafeStr,
    migrate::{AppliedMigration, Migrate, MigrateError, Migration, MigrationType, Migrator},
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
    7 "0007_keys";
    8 "0008_unchanged_requests";
    9 "0009_inspections";
}

/// How many migrations this program has.
pub(crate) const KNOWN: usize = SQLITE.len();
/// Where a database keeps the list of its migrations.
const TABLE: &str = "_sqlx_migrations";

/// What a run of migrations found and did.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Migrated {
    /// How many the database had before.
    pub before: usize,
    /// The names of those that were applied now, in order.
    pub applied: Vec<&'static str>,
}

/// Applies what a database lacks. Others that migrate at the same time wait, and find nothing to do.
///
/// # Errors
///
/// [`OpenError`] when the address is wrong, the database can't be reached, or a migration that was
/// applied is not the one that this program has.
pub async fn migrate(url: &str) -> Result<Migrated, OpenError> {
    let connection = Database::parse(url)?.connect_to_migrate().await?;
    let migrated = run(&connection).await?;
    connection.close().await.map_err(OpenError::Database)?;
    Ok(migrated)
}

/// Applies what a connected database lacks.
pub(crate) async fn run(connection: &DatabaseConnection) -> Result<Migrated, OpenError> {
    let known = migrator(connection);
    let before = match connection.get_database_backend() {
        DbBackend::Sqlite => run_sqlite(connection, &known).await?,
        _ => run_postgres(connection, &known).await?,
    };
    let names = steps_of(connection).iter().map(|(_, name, _)| *name);
    Ok(Migrated { before, applied: names.skip(before).collect() })
}

/// All or nothing, in one transaction that keeps others out.
async fn run_sqlite(
    connection: &DatabaseConnection,
    known: &Migrator,
) -> Result<usize, MigrationError> {
    let pool = connection.get_sqlite_connection_pool();
    let mut tx = pool.begin_with("BEGIN IMMEDIATE").await?;
    tx.ensure_migrations_table(TABLE).await?;
    let before = count_known(&tx.list_applied_migrations(TABLE).await?, known)?;
    known.run_direct(None, &mut *tx, false).await?;
    tx.commit().await?;
    Ok(before)
}

/// Each in a transaction of its own, behind a lock that ends with the connection.
async fn run_postgres(
    connection: &DatabaseConnection,
    known: &Migrator,
) -> Result<usize, MigrationError> {
    let mut one = connection.get_postgres_connection_pool().acquire().await?;
    one.lock().await?;
    one.ensure_migrations_table(TABLE).await?;
    let before = count_known(&one.list_applied_migrations(TABLE).await?, known)?;
    known.run_direct(None, &mut *one, false).await?;
    one.unlock().await?;
    Ok(before)
}

/// How many migrations a database has; an error when it has others than this program knows.
pub(crate) async fn applied(connection: &DatabaseConnection) -> Result<usize, OpenError> {
    Ok(count_known(&list(connection).await?, &migrator(connection))?)
}

/// Whether nothing at all was ever made in an SQLite file.
pub(crate) async fn is_empty(connection: &DatabaseConnection) -> Result<bool, OpenError> {
    let pool = connection.get_sqlite_connection_pool();
    let made: Option<(i64,)> = sqlx::query_as("SELECT 1 FROM sqlite_master LIMIT 1")
        .fetch_optional(pool)
        .await
        .map_err(MigrationError::from)?;
    Ok(made.is_none())
}

async fn list(connection: &DatabaseConnection) -> Result<Vec<AppliedMigration>, MigrationError> {
    let found: Option<(i64,)>;
    match connection.get_database_backend() {
        DbBackend::Sqlite => {
            let mut one = connection.get_sqlite_connection_pool().acquire().await?;
            let sql = "SELECT CAST(1 AS BIGINT) FROM sqlite_master WHERE name = $1";
            found = sqlx::query_as(sql).bind(TABLE).fetch_optional(&mut *one).await?;
            if found.is_some() {
                return Ok(one.list_applied_migrations(TABLE).await?);
            }
        }
        _ => {
            let mut one = connection.get_postgres_connection_pool().acquire().await?;
            let sql = "SELECT CAST(1 AS BIGINT) FROM pg_tables WHERE tablename = $1";
            found = sqlx::query_as(sql).bind(TABLE).fetch_optional(&mut *one).await?;
            if found.is_some() {
                return Ok(one.list_applied_migrations(TABLE).await?);
            }
        }
    }
    Ok(Vec::new())
}

fn count_known(listed: &[AppliedMigration], known: &Migrator) -> Result<usize, MigrationError> {
    for step in listed {
        let same = known.iter().find(|one| one.version == step.version);
        if same.is_none_or(|one| one.checksum != step.checksum) {
            return Err(MigrationError::Unknown(step.version));
        }
    }
    Ok(listed.len())
}

/// What stands in the way of migrations.
#[derive(Debug, thiserror::Error)]
enum MigrationError {
    #[error("the database has migration {0}, which this program does not know")]
    Unknown(i64),
    #[error(transparent)]
    Step(#[from] MigrateError),
    #[error(transparent)]
    Database(#[from] sqlx::Error),
}

impl From<MigrationError> for OpenError {
    fn from(error: MigrationError) -> Self {
        Self::Migration { what: error.to_string() }
    }
}

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
