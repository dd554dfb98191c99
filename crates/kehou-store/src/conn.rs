//! A connection or a transaction, asked in one way.

use std::sync::atomic::{AtomicBool, Ordering};

use sea_orm::{
    ConnectionTrait, DatabaseConnection, DatabaseTransaction, DbBackend, QueryResult, Statement,
    Value,
};

use crate::StoreError;

/// Where statements go.
#[derive(Clone, Copy)]
pub(crate) enum Conn<'a> {
    /// Any connection of a pool.
    Pool(&'a DatabaseConnection),
    /// The one connection of a transaction, with the notes on what went wrong in it.
    Transaction(&'a DatabaseTransaction, &'a Trouble),
}

/// What went wrong in a transaction, whatever became of the errors.
#[derive(Default)]
pub(crate) struct Trouble {
    /// A statement failed.
    failed: AtomicBool,
    /// A statement met a conflict that another try may not meet.
    conflict: AtomicBool,
}

impl Trouble {
    pub(crate) fn has_failed(&self) -> bool {
        self.failed.load(Ordering::Relaxed)
    }

    pub(crate) fn has_conflict(&self) -> bool {
        self.conflict.load(Ordering::Relaxed)
    }

    pub(crate) fn note(&self, error: &StoreError) {
        self.failed.store(true, Ordering::Relaxed);
        if matches!(error, StoreError::Busy(_)) {
            self.conflict.store(true, Ordering::Relaxed);
        }
    }
}

impl Conn<'_> {
    /// Whether a statement of this transaction failed; then nothing more may be written in it.
    pub(crate) fn has_failed(self) -> bool {
        matches!(self, Self::Transaction(_, trouble) if trouble.has_failed())
    }

    pub(crate) async fn rows(
        self,
        sql: &str,
        values: Vec<Value>,
    ) -> Result<Vec<QueryResult>, StoreError> {
        let rows = match self {
            Self::Pool(pool) => pool.query_all_raw(self.statement(sql, values)).await,
            Self::Transaction(tx, _) => tx.query_all_raw(self.statement(sql, values)).await,
        };
        self.noted(rows)
    }

    pub(crate) async fn row(
        self,
        sql: &str,
        values: Vec<Value>,
    ) -> Result<Option<QueryResult>, StoreError> {
        let row = match self {
            Self::Pool(pool) => pool.query_one_raw(self.statement(sql, values)).await,
            Self::Transaction(tx, _) => tx.query_one_raw(self.statement(sql, values)).await,
        };
        self.noted(row)
    }

    /// Runs a statement that writes, and gives how many rows it touched.
    pub(crate) async fn execute(self, sql: &str, values: Vec<Value>) -> Result<u64, StoreError> {
        let done = match self {
            Self::Pool(pool) => pool.execute_raw(self.statement(sql, values)).await,
            Self::Transaction(tx, _) => tx.execute_raw(self.statement(sql, values)).await,
        };
        self.noted(done).map(|done| done.rows_affected())
    }

    /// Which database it is.
    pub(crate) fn backend(self) -> DbBackend {
        match self {
            Self::Pool(pool) => pool.get_database_backend(),
            Self::Transaction(tx, _) => tx.get_database_backend(),
        }
    }

    fn statement(self, sql: &str, values: Vec<Value>) -> Statement {
        Statement::from_sql_and_values(self.backend(), sql, values)
    }

    fn noted<T>(self, result: Result<T, sea_orm::DbErr>) -> Result<T, StoreError> {
        let result = result.map_err(StoreError::from);
        if let (Self::Transaction(_, trouble), Err(error)) = (self, &result) {
            trouble.note(error);
        }
        result
    }
}
