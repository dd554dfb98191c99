//! Rows of facts are never changed, whatever the service tries with a connection of its own.

use kehou_store::{OpenError, Store, testing::TestError};
use sea_orm::{ConnectionTrait, DatabaseConnection, DbBackend, Statement};

use crate::{
    content::fill,
    harness::{Checked, Server, contract},
    introspection::{columns, rows, tables},
};

contract!(
    no_fact_is_changed_replaced_or_removed,
    persons_are_erased_and_nothing_else,
    the_service_does_not_change_the_schema;
    both the_login_of_a_service_needs_its_role_alone,
);

/// Where something stands, as opposed to what was true: these two move on.
const STATES: [&str; 2] = ["school_head", "import"];
/// Who a person is, which may be erased.
const ERASABLE: [&str; 2] = ["guardian", "person"];

/// The tables that hold facts, each with a row at least.
async fn facts(owner: &DatabaseConnection) -> Result<Vec<String>, TestError> {
    let mut tables = tables(owner).await?;
    for state in STATES.iter().chain(&ERASABLE) {
        assert!(tables.iter().any(|table| table == state), "{state} is a table");
    }
    tables.retain(|table| !STATES.contains(&table.as_str()));
    Ok(tables)
}

/// Statements that change, replace or take away rows of a table; by any of them a row would be
/// lost or become another.
async fn attacks(
    owner: &DatabaseConnection,
    server: &Server,
    table: &str,
) -> Result<Vec<String>, TestError> {
    let columns = columns(owner, table).await?;
    let list = columns.iter().map(|column| column.name.as_str()).collect::<Vec<_>>().join(", ");
    let mut keys: Vec<_> = columns.iter().filter(|column| column.key > 0).collect();
    keys.sort_by_key(|column| column.key);
    let key = keys.iter().map(|column| column.name.as_str()).collect::<Vec<_>>().join(", ");
    let last = &columns.last().ok_or("a table without columns")?.name;
    let same = format!("INSERT INTO {table} ({list}) SELECT {list} FROM {table} WHERE true");
    let mut attacks = vec![
        format!("UPDATE {table} SET {last} = {last}"),
        format!("UPDATE {table} SET {} = {}", columns[0].name, columns[0].name),
        format!("{same} ON CONFLICT ({key}) DO UPDATE SET {last} = excluded.{last}"),
    ];
    if server.is_sqlite() {
        attacks.extend([
            format!("INSERT OR REPLACE INTO {table} SELECT {list} FROM {table}"),
            format!("REPLACE INTO {table} SELECT {list} FROM {table}"),
            format!("UPDATE OR REPLACE {table} SET {last} = {last}"),
            format!("UPDATE OR IGNORE {table} SET {last} = {last}"),
        ]);
    } else {
        attacks.extend([
            format!("TRUNCATE {table}"),
            format!("TRUNCATE {table} CASCADE"),
            format!(
                "MERGE INTO {table} t USING {table} s ON t.{0} = s.{0} WHEN MATCHED THEN UPDATE SET {last} = s.{last}",
                columns[0].name
            ),
            format!("SELECT * FROM {table} FOR UPDATE"),
        ]);
    }
    if !ERASABLE.contains(&table) {
        attacks.push(format!("DELETE FROM {table}"));
        attacks.push(format!("DELETE FROM {table} WHERE {0} = {0}", columns[0].name));
    }
    Ok(attacks)
}

async fn no_fact_is_changed_replaced_or_removed(server: Server) -> Checked {
    let (database, store) = server.store().await?;
    fill(&store).await?;
    let (owner, service) = (database.as_owner().await?, database.as_service().await?);
    let facts = facts(&owner).await?;
    assert!(facts.len() >= 24, "{facts:?}");
    for table in facts {
        let before = rows(&owner, &table).await?;
        assert!(!before.is_empty(), "{table} holds nothing to attack");
        for attack in attacks(&owner, &server, &table).await? {
            let error = match service.execute_unprepared(&attack).await {
                Err(error) => error.to_string(),
                Ok(done) => return Err(format!("`{attack}` went through: {done:?}").into()),
            };
            let meant = ["never changed", "permission denied"];
            assert!(meant.iter().any(|reason| error.contains(reason)), "`{attack}`: {error}");
            assert_eq!(rows(&owner, &table).await?, before, "after `{attack}`");
        }
    }
    Ok(())
}

async fn persons_are_erased_and_nothing_else(server: Server) -> Checked {
    let (database, store) = server.store().await?;
    let school = fill(&store).await?;
    let (owner, service) = (database.as_owner().await?, database.as_service().await?);
    let others: Vec<String> = tables(&owner).await?;
    let mut before = Vec::new();
    for table in &others {
        before.push(rows(&owner, table).await?);
    }
    for table in ERASABLE {
        let erase = format!("DELETE FROM {table} WHERE school_id = 1 AND pupil_no = 5");
        assert_eq!(service.execute_unprepared(&erase).await?.rows_affected(), 2, "{table}");
    }
    for (table, before) in others.iter().zip(before) {
        let expected = if ERASABLE.contains(&table.as_str()) { vec![] } else { before };
        assert_eq!(rows(&owner, table).await?, expected, "{table}");
    }
    let pupils = crate::harness::now(&store, school).await?.all::<kehou_store::PupilId>().await?;
    assert_eq!(pupils.len(), 2, "the pupil stays, without a name");
    Ok(())
}

/// On PostgreSQL, where the service is not the owner; on SQLite the guard is a trigger, which needs
/// recursive triggers to see a replacement, and the readers can't write at all.
async fn the_service_does_not_change_the_schema(server: Server) -> Checked {
    let (database, _store) = server.store().await?;
    let service = database.as_service().await?;
    if server.is_sqlite() {
        let pragma = Statement::from_string(DbBackend::Sqlite, "PRAGMA recursive_triggers");
        let row = service.query_one_raw(pragma).await?.ok_or("no such pragma")?;
        assert_eq!(row.try_get_by_index::<i64>(0)?, 1);
        return Ok(());
    }
    // Nothing is granted by whoever may not; the server says so in a warning alone.
    service.execute_unprepared("GRANT DELETE ON bill TO kehou_service").await?;
    for attack in [
        "DELETE FROM bill",
        "DROP TABLE bill",
        "ALTER TABLE bill ADD COLUMN note TEXT",
        "ALTER TABLE bill OWNER TO kehou_service",
        "CREATE TABLE beside (a BIGINT)",
        "DELETE FROM _sqlx_migrations",
        "COPY bill FROM PROGRAM 'true'",
    ] {
        let done = service.execute_unprepared(attack).await;
        assert!(done.is_err(), "`{attack}` went through");
    }
    Ok(())
}

/// A login that owns nothing and was granted the role; the one without it is refused.
async fn the_login_of_a_service_needs_its_role_alone(_: Server, postgres: Server) -> Checked {
    let database = postgres.database().await?;
    let owner = database.as_owner().await?;
    let login = format!("kehou_test_login_{}", std::process::id());
    owner.execute_unprepared(&format!("CREATE ROLE {login} LOGIN")).await?;
    let (_, address) = database.url.split_once('@').ok_or("no user in the address")?;
    let url = format!("postgres://{login}@{address}");
    let refused = Store::open(&url, &database.keys).await;
    let granted = owner.execute_unprepared(&format!("GRANT kehou_service TO {login}")).await;
    let opened = match Store::open(&url, &database.keys).await {
        Ok(store) => fill(&store).await.map(|_| ()),
        Err(error) => Err(error.into()),
    };
    owner.execute_unprepared(&format!("DROP ROLE {login}")).await?;
    assert!(matches!(refused, Err(OpenError::Database(_))), "without the role it is refused");
    granted?;
    opened
}
