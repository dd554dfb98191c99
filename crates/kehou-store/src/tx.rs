//! What a write works with.

use std::sync::atomic::{AtomicBool, Ordering};

use kehou_units::Instant;

use crate::{
    Book, ChangeNo, Fact, ItemVersion, SchoolId, StoreError,
    conn::Conn,
    fact::{KEY, put},
    insert::Rows,
    seal::Seal,
};

/// One write of one ledger, while it happens: the ledger as it stands, and the change to be made.
pub struct Tx<'a> {
    pub(crate) conn: Conn<'a>,
    pub(crate) seal: &'a Seal,
    pub(crate) ledger: SchoolId,
    pub(crate) before: ChangeNo,
    pub(crate) at: Instant,
    pub(crate) wrote: AtomicBool,
}

impl<'a> Tx<'a> {
    /// The ledger as it stands before this write.
    #[must_use]
    pub const fn book(&self) -> Book<'a> {
        Book { conn: self.conn, seal: self.seal, ledger: self.ledger, bound: self.before }
    }

    /// The number of the change that this write makes, if it writes anything.
    #[must_use]
    pub const fn change_no(&self) -> ChangeNo {
        ChangeNo(self.before.0 + 1)
    }

    /// When the change is recorded.
    #[must_use]
    pub const fn at(&self) -> Instant {
        self.at
    }

    /// Writes versions of items.
    ///
    /// # Errors
    ///
    /// [`StoreError`] when the database fails or a value has no stored form.
    pub async fn save<F: Fact>(&self, versions: &[ItemVersion<F>]) -> Result<(), StoreError> {
        if versions.is_empty() {
            return Ok(());
        }
        let columns = format!("school_id, {KEY}, {}", F::COLUMNS.join(", "));
        let mut rows = Rows::of(F::TABLE, columns);
        for version in versions {
            put(version, (self.ledger.0, self.change_no().0), self.seal, rows.cells())?;
        }
        self.insert(rows, "").await
    }

    pub(crate) async fn insert(&self, rows: Rows, suffix: &str) -> Result<(), StoreError> {
        if rows.is_empty() {
            return Ok(());
        }
        self.wrote.store(true, Ordering::Relaxed);
        rows.insert(self.conn, suffix).await
    }

    /// Runs a statement that writes, and gives how many rows it touched; none is no change.
    pub(crate) async fn execute(
        &self,
        sql: &str,
        values: Vec<sea_orm::Value>,
    ) -> Result<u64, StoreError> {
        let done = self.conn.execute(sql, values).await;
        if !matches!(done, Ok(0)) {
            self.wrote.store(true, Ordering::Relaxed);
        }
        done
    }
}
