//! Reading the books as they stood at a change.

use kehou_registry::PupilNo;
use kehou_units::Instant;
use sea_orm::Value;

use crate::{
    ChangeNo, Fact, SchoolId, StoreError, Stored, Version,
    change::Change,
    conn::Conn,
    fact::{columns, read},
    row::Take,
    seal::{Place, Seal},
};

/// Up to when something counts as known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Bound {
    /// All that is complete.
    Now,
    /// What was complete at an instant.
    At(Instant),
    /// What a change and those before it said.
    Change(ChangeNo),
}

/// Whose items are meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Owner {
    /// The school itself.
    School,
    /// One pupil.
    Pupil(PupilNo),
    /// The pupils with numbers from the first to the second, both among them.
    Pupils(PupilNo, PupilNo),
    /// Everybody.
    All,
}

/// One ledger as it stood at a change.
///
/// Rows never change, so everything read from one book agrees.
#[derive(Clone, Copy)]
pub struct Book<'a> {
    pub(crate) conn: Conn<'a>,
    pub(crate) seal: &'a Seal,
    pub(crate) ledger: SchoolId,
    pub(crate) bound: ChangeNo,
}

/// The last complete change of a ledger: those of an import show once the import is complete, and
/// until then nothing follows them.
const HEAD: &str = "SELECT CASE WHEN i.state IS NULL OR i.state = 'complete' THEN h.change_no \
    ELSE (SELECT coalesce(max(c.change_no), 0) FROM change c WHERE c.school_id = h.school_id \
    AND (c.import_id IS NULL OR c.import_id <> h.import_id)) END \
    FROM school_head h LEFT JOIN import i ON i.import_id = h.import_id WHERE h.school_id = $1";

const HEAD_AT: &str = "SELECT coalesce(max(c.change_no), 0) \
    FROM change c LEFT JOIN import i ON i.import_id = c.import_id \
    WHERE c.school_id = $1 AND c.recorded_at <= $2 \
    AND (c.import_id IS NULL OR i.completed_at <= $2)";

/// The bound of every ledger, as [`HEAD`] gives it of one.
pub(crate) const HEADS: &str = "SELECT h.school_id, \
    CASE WHEN i.state IS NULL OR i.state = 'complete' THEN h.change_no \
    ELSE (SELECT coalesce(max(c.change_no), 0) FROM change c WHERE c.school_id = h.school_id \
    AND (c.import_id IS NULL OR c.import_id <> h.import_id)) END AS last \
    FROM school_head h LEFT JOIN import i ON i.import_id = h.import_id";

/// The bound of every ledger at an instant, as [`HEAD_AT`] gives it of one. Changes are recorded in
/// order, so the search goes back from the last one.
pub(crate) const HEADS_AT: &str = "SELECT h.school_id, coalesce((SELECT c.change_no \
    FROM change c LEFT JOIN import i ON i.import_id = c.import_id \
    WHERE c.school_id = h.school_id AND c.recorded_at <= $1 \
    AND (c.import_id IS NULL OR i.completed_at <= $1) \
    ORDER BY c.change_no DESC LIMIT 1), 0) AS last FROM school_head h";

impl<'a> Book<'a> {
    pub(crate) async fn open(
        conn: Conn<'a>,
        seal: &'a Seal,
        ledger: SchoolId,
        bound: Bound,
    ) -> Result<Self, StoreError> {
        let row = match bound {
            Bound::Now | Bound::Change(_) => conn.row(HEAD, vec![ledger.0.into()]).await?,
            Bound::At(at) => {
                conn.row(HEAD_AT, vec![ledger.0.into(), at.as_micros().into()]).await?
            }
        };
        let row = row.ok_or(StoreError::NoLedger { number: ledger.0 })?;
        let place = Place { table: "school_head", school: ledger.0, pupil: 0, item: 0 };
        let last = ChangeNo(Take::new(&row, place, seal).cell()?);
        let bound = match bound {
            Bound::Change(change) => change.min(last),
            Bound::Now | Bound::At(_) => last,
        };
        Ok(Self { conn, seal, ledger, bound })
    }

    /// The change up to which this book is read.
    #[must_use]
    pub const fn bound(&self) -> ChangeNo {
        self.bound
    }

    /// The ledger.
    #[must_use]
    pub const fn ledger(&self) -> SchoolId {
        self.ledger
    }

    /// All items of a kind, by owner and number.
    ///
    /// # Errors
    ///
    /// [`StoreError`] when the database fails or a row can't be read.
    pub async fn all<F: Fact>(&self) -> Result<Vec<Stored<F>>, StoreError> {
        self.of(Owner::All).await
    }

    /// The items of a kind that an owner has, by number.
    ///
    /// # Errors
    ///
    /// As [`Book::all`].
    pub async fn of<F: Fact>(&self, owner: Owner) -> Result<Vec<Stored<F>>, StoreError> {
        let last = self.last::<F>(owner).await?;
        Ok(last.into_iter().filter(|(_, ended)| !ended).map(|(stored, _)| stored).collect())
    }

    /// The last version of each item of a kind that an owner has or had, by number, each with whether
    /// it ended the item.
    ///
    /// # Errors
    ///
    /// As [`Book::all`].
    pub async fn last<F: Fact>(&self, owner: Owner) -> Result<Vec<(Stored<F>, bool)>, StoreError> {
        let (filter, mut values) = filter(owner);
        let sql = format!(
            "SELECT {} FROM {} WHERE school_id = $1 AND change_no <= $2{filter} \
             ORDER BY pupil_no, item_no, change_no",
            columns::<F>(""),
            F::TABLE
        );
        values.splice(0..0, [self.ledger.0.into(), self.bound.0.into()]);
        let rows = self.conn.rows(&sql, values).await?;
        let mut items: Vec<(Stored<F>, bool)> = Vec::with_capacity(rows.len());
        for row in &rows {
            let (version, _) = read::<F>(row, self.ledger.0, self.seal)?;
            let key = (version.stored.pupil, version.stored.item);
            // A later version takes the place of the one before.
            items.pop_if(|(last, _)| (last.pupil, last.item) == key);
            items.push((version.stored, version.removed));
        }
        Ok(items)
    }

    /// Every version of a kind that an owner had, by number and change: who, when, why.
    ///
    /// # Errors
    ///
    /// As [`Book::all`].
    pub async fn versions<F: Fact>(&self, owner: Owner) -> Result<Vec<Version<F>>, StoreError> {
        let (filter, mut values) = filter(owner);
        let sql = format!(
            "SELECT {}, {} FROM {} f JOIN change c \
             ON c.school_id = f.school_id AND c.change_no = f.change_no \
             WHERE f.school_id = $1 AND f.change_no <= $2{} \
             ORDER BY f.pupil_no, f.item_no, f.change_no",
            columns::<F>("f."),
            Change::COLUMNS,
            F::TABLE,
            filter.replace("pupil_no", "f.pupil_no"),
        );
        values.splice(0..0, [self.ledger.0.into(), self.bound.0.into()]);
        let rows = self.conn.rows(&sql, values).await?;
        let version = |row| {
            let (version, mut rest) = read::<F>(row, self.ledger.0, self.seal)?;
            let change = Change::take(&mut rest)?;
            Ok(Version { item: version.stored, removed: version.removed, change })
        };
        rows.iter().map(version).collect()
    }

    /// The last change of any item of an owner, ended ones included; 0 when there was none.
    ///
    /// # Errors
    ///
    /// [`StoreError`] when the database fails.
    pub async fn stamp<F: Fact>(&self, owner: Owner) -> Result<ChangeNo, StoreError> {
        let (filter, mut values) = filter(owner);
        let sql = format!(
            "SELECT coalesce(max(change_no), 0) FROM {} \
             WHERE school_id = $1 AND change_no <= $2{filter}",
            F::TABLE
        );
        values.splice(0..0, [self.ledger.0.into(), self.bound.0.into()]);
        let row = self.conn.row(&sql, values).await?;
        let place = Place { table: F::TABLE, school: self.ledger.0, pupil: 0, item: 0 };
        let last = row.map_or(Ok(0), |row| Take::new(&row, place, self.seal).cell())?;
        Ok(ChangeNo(last))
    }

    /// The greatest number that an item of an owner ever had, 0 when there was none.
    ///
    /// # Errors
    ///
    /// [`StoreError`] when the database fails.
    pub async fn last_item<F: Fact>(&self, owner: Owner) -> Result<u32, StoreError> {
        self.greatest("item_no", F::TABLE, owner).await
    }

    /// The greatest pupil number that was ever given, 0 when there was none.
    ///
    /// # Errors
    ///
    /// [`StoreError`] when the database fails.
    pub async fn last_pupil(&self) -> Result<u32, StoreError> {
        self.greatest("pupil_no", "pupil", Owner::All).await
    }

    async fn greatest(
        &self,
        column: &str,
        table: &'static str,
        owner: Owner,
    ) -> Result<u32, StoreError> {
        let (filter, mut values) = filter(owner);
        let filter = filter.replace("$3", "$2").replace("$4", "$3");
        let sql =
            format!("SELECT coalesce(max({column}), 0) FROM {table} WHERE school_id = $1{filter}");
        values.insert(0, self.ledger.0.into());
        let row = self.conn.row(&sql, values).await?;
        let place = Place { table, school: self.ledger.0, pupil: 0, item: 0 };
        row.map_or(Ok(0), |row| Take::new(&row, place, self.seal).whole())
    }
}

/// The condition that picks an owner, as the third value of a statement and the fourth.
fn filter(owner: Owner) -> (&'static str, Vec<Value>) {
    match owner {
        Owner::School => (" AND pupil_no = $3", vec![0i64.into()]),
        Owner::Pupil(pupil) => (" AND pupil_no = $3", vec![i64::from(pupil.number()).into()]),
        Owner::Pupils(first, last) => {
            let values = [first, last].map(|pupil| i64::from(pupil.number()).into());
            (" AND pupil_no BETWEEN $3 AND $4", values.into())
        }
        Owner::All => ("", Vec::new()),
    }
}
