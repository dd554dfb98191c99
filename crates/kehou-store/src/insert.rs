//! Inserting many rows with few statements.

use sea_orm::{DbBackend, Value};

use crate::{StoreError, conn::Conn};

/// How many rows go into one statement; few sizes, so that the prepared statements are used again.
const BATCHES: [usize; 3] = [100, 10, 1];

/// Rows on their way into one table.
pub(crate) struct Rows {
    table: &'static str,
    columns: String,
    width: usize,
    values: Vec<Value>,
}

impl Rows {
    pub(crate) fn of(table: &'static str, columns: String) -> Self {
        let width = columns.split(',').count();
        Self { table, columns, width, values: Vec::new() }
    }

    /// Whether there are none.
    pub(crate) const fn is_empty(&self) -> bool {
        self.values.is_empty()
    }

    /// The cells of the rows, one row after the other.
    pub(crate) const fn cells(&mut self) -> &mut Vec<Value> {
        &mut self.values
    }

    /// Writes them all; `suffix` is what follows the rows in each statement.
    pub(crate) async fn insert(self, conn: Conn<'_>, suffix: &str) -> Result<(), StoreError> {
        let Self { table, columns, width, values } = self;
        let mut rest = values.len() / width;
        let mut values = values.into_iter();
        for batch in BATCHES {
            if rest < batch {
                continue;
            }
            let rows = placeholders(conn.backend(), batch, width);
            let sql = format!("INSERT INTO {table} ({columns}) VALUES {rows}{suffix}");
            while rest >= batch {
                let cells = values.by_ref().take(batch * width).collect();
                conn.execute(&sql, cells).await?;
                rest -= batch;
            }
        }
        Ok(())
    }
}

/// The places of the cells. SQLite looks a numbered place up by its name, which takes the longer the more
/// there are; places without names are counted.
fn placeholders(backend: DbBackend, rows: usize, width: usize) -> String {
    let cell = |number: usize| match backend {
        DbBackend::Sqlite => "?".to_owned(),
        _ => format!("${number}"),
    };
    let row = |row: usize| {
        let cells = (1..=width).map(|at| cell(row * width + at));
        format!("({})", cells.collect::<Vec<_>>().join(","))
    };
    (0..rows).map(row).collect::<Vec<_>>().join(",")
}
