//! Migrations: from empty, once, and the same tables on both databases.

use std::{collections::BTreeMap, fs, path::Path};

use kehou_store::{Migrated, OpenError, Store, migrate, testing::TestError};
use sea_orm::ConnectionTrait;

use crate::{
    harness::{Checked, Server, contract, number_school},
    introspection::{Column, columns, tables},
};

contract!(
    an_empty_database_gets_all_and_a_second_run_nothing,
    a_database_with_pending_migrations_is_not_opened,
    a_database_of_another_program_is_not_opened,
    those_who_migrate_at_once_do_it_once,
    what_is_there_survives_a_run;
    both both_have_the_same_tables, both_declare_the_same,
);

/// The files of one database's migrations, in order, with their texts.
fn files(database: &str) -> Result<BTreeMap<String, String>, TestError> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("migrations").join(database);
    let mut files = BTreeMap::new();
    for file in fs::read_dir(folder)? {
        let path = file?.path();
        let name = path.file_stem().ok_or("a file without a name")?.to_string_lossy().into_owned();
        files.insert(name, fs::read_to_string(path)?);
    }
    Ok(files)
}

async fn an_empty_database_gets_all_and_a_second_run_nothing(server: Server) -> Checked {
    let database = server.bare().await?;
    let all: Vec<String> = files("sqlite")?.into_keys().collect();
    let first = migrate(&database.url).await?;
    assert_eq!(first.before, 0);
    assert_eq!(first.applied, all);
    let second = migrate(&database.url).await?;
    assert_eq!(second, Migrated { before: all.len(), applied: Vec::new() });
    number_school(&database.open().await?).await?;
    Ok(())
}

async fn a_database_with_pending_migrations_is_not_opened(server: Server) -> Checked {
    let database = server.bare().await?;
    let owner = database.as_owner().await?;
    owner.execute_unprepared("CREATE TABLE somebody_elses (a BIGINT)").await?;
    let pending = |opened: Result<Store, OpenError>| match opened {
        Err(OpenError::Pending { pending }) => Ok(pending),
        Err(other) => Err(TestError::from(other)),
        Ok(_) => Err("it was opened".into()),
    };
    let known = files("sqlite")?.len();
    if server.is_sqlite() {
        assert_eq!(pending(Store::open(&database.url, &database.keys).await)?, known);
    }
    migrate(&database.url).await?;
    owner.execute_unprepared("DELETE FROM _sqlx_migrations WHERE version = 8").await?;
    assert_eq!(pending(Store::open(&database.url, &database.keys).await)?, 1);
    Ok(())
}

async fn a_database_of_another_program_is_not_opened(server: Server) -> Checked {
    let unknown = "INSERT INTO _sqlx_migrations \
        (version, description, success, checksum, execution_time) \
        SELECT 99, 'later', success, checksum, 0 FROM _sqlx_migrations WHERE version = 1";
    let changed = "UPDATE _sqlx_migrations SET checksum = \
        (SELECT checksum FROM _sqlx_migrations WHERE version = 2) WHERE version = 1";
    for (foreign, number) in [(unknown, "99"), (changed, "1")] {
        let database = server.database().await?;
        database.as_owner().await?.execute_unprepared(foreign).await?;
        let opened = Store::open(&database.url, &database.keys).await.err();
        for refused in [opened, migrate(&database.url).await.err()] {
            match refused {
                Some(OpenError::Migration { what }) => assert!(what.contains(number), "{what}"),
                other => return Err(format!("{foreign}: {other:?}").into()),
            }
        }
    }
    Ok(())
}

async fn those_who_migrate_at_once_do_it_once(server: Server) -> Checked {
    for _ in 0..5 {
        let database = server.bare().await?;
        let runs = (0..4).map(|_| {
            let url = database.url.clone();
            tokio::spawn(async move { migrate(&url).await })
        });
        let mut applied = 0;
        for run in runs.collect::<Vec<_>>() {
            applied += run.await??.applied.len();
        }
        assert_eq!(applied, files("sqlite")?.len(), "each once, by whoever was first");
        number_school(&database.open().await?).await?;
    }
    Ok(())
}

async fn what_is_there_survives_a_run(server: Server) -> Checked {
    let (database, store) = server.store().await?;
    crate::content::fill(&store).await?;
    let before = store.dump().await?;
    migrate(&database.url).await?;
    assert_eq!(store.dump().await?, before);
    Ok(())
}

/// A kind of column of PostgreSQL as SQLite calls it.
fn sqlite_kind(kind: &str) -> &str {
    match kind {
        "bytea" | "uuid" => "blob",
        kind => kind,
    }
}

async fn both_have_the_same_tables(sqlite: Server, postgres: Server) -> Checked {
    let (sqlite, postgres) = (sqlite.database().await?, postgres.database().await?);
    let (sqlite, postgres) = (sqlite.as_owner().await?, postgres.as_owner().await?);
    let names = tables(&sqlite).await?;
    assert_eq!(names, tables(&postgres).await?);
    assert!(names.len() >= 27, "{names:?}");
    for table in names {
        let theirs = columns(&postgres, &table).await?;
        let theirs = theirs
            .into_iter()
            .map(|column| Column { kind: sqlite_kind(&column.kind).to_owned(), ..column })
            .collect::<Vec<_>>();
        assert_eq!(columns(&sqlite, &table).await?, theirs, "{table}");
        assert!(theirs.iter().any(|column| column.key > 0), "{table} has a key");
    }
    Ok(())
}

/// The statements that make tables and indexes are the same word for word, but for the names of
/// kinds: so the checks and the unique keys are too.
async fn both_declare_the_same(_sqlite: Server, _postgres: Server) -> Checked {
    let (sqlite, postgres) = (files("sqlite")?, files("postgres")?);
    assert!(sqlite.keys().eq(postgres.keys()));
    for ((name, sqlite), postgres) in sqlite.iter().zip(postgres.values()) {
        let theirs = declared(postgres);
        assert_eq!(declared(sqlite), theirs, "{name}");
        assert!(theirs.iter().any(|made| made.starts_with("CREATE TABLE")), "{name} makes a table");
    }
    Ok(())
}

fn declared(sql: &str) -> Vec<String> {
    let lines: Vec<&str> = sql.lines().filter(|line| !line.starts_with("--")).collect();
    let kinds = |made: &str| {
        made.replace(" WITHOUT ROWID", "").replace(" BYTEA", " BLOB").replace(" UUID", " BLOB")
    };
    let made = lines.join("\n");
    let made = made.split(";\n").map(str::trim);
    made.filter(|made| {
        ["CREATE TABLE", "CREATE INDEX", "CREATE UNIQUE"]
            .iter()
            .any(|begin| made.starts_with(begin))
    })
    .map(kinds)
    .collect()
}
