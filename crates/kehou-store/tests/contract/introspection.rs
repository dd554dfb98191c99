//! What a database says of itself.

use kehou_store::testing::TestError;
use sea_orm::{ConnectionTrait, DatabaseConnection, DbBackend, Statement};

/// One column of a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Column {
    pub(crate) name: String,
    pub(crate) kind: String,
    pub(crate) is_nullable: bool,
    /// Its place in the primary key, from 1; 0 when it has none.
    pub(crate) key: i64,
}

async fn query<T: sea_orm::TryGetableMany>(
    connection: &DatabaseConnection,
    sql: &str,
) -> Result<Vec<T>, TestError> {
    let statement = Statement::from_string(connection.get_database_backend(), sql);
    let rows = connection.query_all_raw(statement).await?;
    Ok(rows.iter().map(sea_orm::QueryResult::try_get_many_by_index).collect::<Result<_, _>>()?)
}

fn is_sqlite(connection: &DatabaseConnection) -> bool {
    connection.get_database_backend() == DbBackend::Sqlite
}

/// The tables, by name, without the list of migrations.
pub(crate) async fn tables(connection: &DatabaseConnection) -> Result<Vec<String>, TestError> {
    let sql = if is_sqlite(connection) {
        "SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name"
    } else {
        "SELECT tablename::text FROM pg_tables WHERE schemaname = 'public' ORDER BY tablename"
    };
    let names = query::<(String,)>(connection, sql).await?.into_iter().map(|(name,)| name);
    Ok(names.filter(|name| name != "_sqlx_migrations").collect())
}

/// The columns of a table, in order.
pub(crate) async fn columns(
    connection: &DatabaseConnection,
    table: &str,
) -> Result<Vec<Column>, TestError> {
    let sql = if is_sqlite(connection) {
        format!(
            "SELECT name, lower(type), \"notnull\" = 0, CAST(pk AS BIGINT) \
             FROM pragma_table_info('{table}') ORDER BY cid"
        )
    } else {
        format!(
            "SELECT c.column_name::text, c.data_type::text, c.is_nullable = 'YES', \
             coalesce((SELECT k.ordinal_position::bigint FROM information_schema.key_column_usage k \
             JOIN information_schema.table_constraints t USING (constraint_name, table_name) \
             WHERE t.constraint_type = 'PRIMARY KEY' AND k.table_name = c.table_name \
             AND k.column_name = c.column_name), 0) \
             FROM information_schema.columns c \
             WHERE c.table_schema = 'public' AND c.table_name = '{table}' ORDER BY c.ordinal_position"
        )
    };
    let rows = query::<(String, String, bool, i64)>(connection, &sql).await?;
    let column = |(name, kind, is_nullable, key)| Column { name, kind, is_nullable, key };
    Ok(rows.into_iter().map(column).collect())
}

/// The rows of a table, each as one text, sorted.
pub(crate) async fn rows(
    connection: &DatabaseConnection,
    table: &str,
) -> Result<Vec<String>, TestError> {
    let sql = if is_sqlite(connection) {
        let columns = columns(connection, table).await?;
        let cells: Vec<String> =
            columns.iter().map(|column| format!("quote({})", column.name)).collect();
        format!("SELECT {} FROM {table}", cells.join(" || ',' || "))
    } else {
        format!("SELECT t::text FROM {table} t")
    };
    let mut rows: Vec<String> =
        query::<(String,)>(connection, &sql).await?.into_iter().map(|(row,)| row).collect();
    rows.sort();
    Ok(rows)
}
