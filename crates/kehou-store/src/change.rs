//! The record of changes.

use kehou_units::Instant;

use crate::{Book, ChangeNo, StoreError, Stored, row::Take, seal::Place};

/// Who changed something, when and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// Its number within the ledger.
    pub change_no: ChangeNo,
    /// When it was recorded; never earlier than the change before.
    pub recorded_at: Instant,
    /// Who made it.
    pub actor: String,
    /// What was done: the code of a use case.
    pub action: String,
    /// Why; empty when nothing was said.
    pub reason: String,
    /// The request that asked for it.
    pub request_id: String,
    /// Whether an import made it.
    pub imported: bool,
}

/// One version of an item, with the change that made it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Version<T> {
    /// The item as the change left it.
    pub item: Stored<T>,
    /// Whether it stopped being.
    pub removed: bool,
    /// The change.
    pub change: Change,
}

impl Change {
    pub(crate) const COLUMNS: &'static str =
        "c.change_no, c.recorded_at, c.actor, c.action, c.reason, c.request_id, c.import_id";

    pub(crate) fn take(row: &mut Take<'_>) -> Result<Self, StoreError> {
        Ok(Self {
            change_no: ChangeNo(row.cell()?),
            recorded_at: Instant::from_micros(row.cell()?),
            actor: row.text()?,
            action: row.text()?,
            reason: row.text()?,
            request_id: row.text()?,
            imported: row.cell::<Option<i64>>()?.is_some(),
        })
    }
}

impl Book<'_> {
    /// The changes after a number, in order, at most so many.
    ///
    /// # Errors
    ///
    /// [`StoreError`] when the database fails or a row can't be read.
    pub async fn changes(&self, after: ChangeNo, most: u32) -> Result<Vec<Change>, StoreError> {
        let sql = format!(
            "SELECT {} FROM change c WHERE c.school_id = $1 AND c.change_no <= $2 \
             AND c.change_no > $3 ORDER BY c.change_no LIMIT $4",
            Change::COLUMNS
        );
        let values =
            vec![self.ledger.0.into(), self.bound.0.into(), after.0.into(), i64::from(most).into()];
        let rows = self.conn.rows(&sql, values).await?;
        let place = Place { table: "change", school: self.ledger.0, pupil: 0, item: 0 };
        rows.iter().map(|row| Change::take(&mut Take::new(row, place, self.seal))).collect()
    }

    /// The numbers of the changes that imports made, in order.
    ///
    /// # Errors
    ///
    /// [`StoreError`] when the database fails.
    pub async fn imported(&self) -> Result<Vec<ChangeNo>, StoreError> {
        let sql = "SELECT change_no FROM change WHERE school_id = $1 AND change_no <= $2 \
                   AND import_id IS NOT NULL ORDER BY change_no";
        let rows = self.conn.rows(sql, vec![self.ledger.0.into(), self.bound.0.into()]).await?;
        let place = Place { table: "change", school: self.ledger.0, pupil: 0, item: 0 };
        let number = |row| Ok(ChangeNo(Take::new(row, place, self.seal).cell()?));
        rows.iter().map(number).collect()
    }
}
