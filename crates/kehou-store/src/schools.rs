//! Which schools there are.

use std::collections::BTreeMap;

use kehou_registry::SchoolCode;

use crate::{
    ChangeNo, SchoolId, Store, StoreError, Tx,
    book::HEADS,
    conn::Conn,
    row::Take,
    seal::{Place, Seal},
};

/// A school's number and code.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SchoolEntry {
    /// Its number, never used again.
    pub id: SchoolId,
    /// Its code.
    pub code: SchoolCode,
}

const PLACE: Place = Place { table: "school", school: 0, pupil: 0, item: 0 };

impl Store {
    /// All schools of which anything shows, by number. One that only an unfinished import speaks of has a
    /// number already, and shows when the import does.
    ///
    /// # Errors
    ///
    /// [`StoreError`] when the database fails or a row can't be read.
    pub async fn schools(&self) -> Result<Vec<SchoolEntry>, StoreError> {
        let sql = format!(
            "SELECT s.school_id, s.code FROM school s JOIN ({HEADS}) b ON b.school_id = s.school_id \
             WHERE b.last > 0 ORDER BY s.school_id"
        );
        let rows = self.conn().rows(&sql, Vec::new()).await?;
        let entry = |row| {
            let mut row = Take::new(row, PLACE, &self.inner.seal);
            Ok(SchoolEntry { id: SchoolId(row.cell()?), code: row.parsed()? })
        };
        rows.iter().map(entry).collect()
    }

    /// Where the books of each school stand: its number, and the last change that shows; 0 when none does.
    ///
    /// # Errors
    ///
    /// As [`Store::schools`].
    pub async fn school_bounds(
        &self,
    ) -> Result<BTreeMap<SchoolCode, (SchoolId, ChangeNo)>, StoreError> {
        bounds(self.conn(), &self.inner.seal).await
    }

    /// The number of a school, if it has one.
    ///
    /// # Errors
    ///
    /// [`StoreError`] when the database fails.
    pub async fn school_id(&self, code: &SchoolCode) -> Result<Option<SchoolId>, StoreError> {
        let sql = "SELECT school_id FROM school WHERE code = $1";
        let row = self.conn().row(sql, vec![code.as_str().into()]).await?;
        let id = |row| Ok(SchoolId(Take::new(&row, PLACE, &self.inner.seal).cell()?));
        row.map(id).transpose()
    }
}

pub(crate) async fn bounds(
    conn: Conn<'_>,
    seal: &Seal,
) -> Result<BTreeMap<SchoolCode, (SchoolId, ChangeNo)>, StoreError> {
    let sql = format!(
        "SELECT s.code, s.school_id, b.last FROM school s \
         JOIN ({HEADS}) b ON b.school_id = s.school_id"
    );
    let rows = conn.rows(&sql, Vec::new()).await?;
    let bound = |row| {
        let mut row = Take::new(row, PLACE, seal);
        Ok((row.parsed()?, (SchoolId(row.cell()?), ChangeNo(row.cell()?))))
    };
    rows.iter().map(bound).collect()
}

impl Tx<'_> {
    /// Gives numbers to the codes that have none, in the county's ledger; how many were given.
    ///
    /// # Errors
    ///
    /// [`StoreError`] when the database fails.
    pub async fn number_schools(&self, codes: &[SchoolCode]) -> Result<usize, StoreError> {
        let sql = "SELECT code FROM school";
        let rows = self.conn.rows(sql, Vec::new()).await?;
        let mut known = Vec::with_capacity(rows.len());
        for row in &rows {
            known.push(Take::new(row, PLACE, self.seal).text()?);
        }
        let mut next = i64::try_from(known.len()).unwrap_or(i64::MAX);
        let mut given = 0;
        for code in codes {
            if known.iter().any(|known| known == code.as_str()) {
                continue;
            }
            next += 1;
            given += 1;
            known.push(code.as_str().to_owned());
            let values = vec![next.into(), code.as_str().into(), self.change_no().0.into()];
            let sql = "INSERT INTO school (school_id, code, change_no) VALUES ($1, $2, $3)";
            self.execute(sql, values).await?;
            let sql = "INSERT INTO school_head (school_id, change_no, recorded_at, import_id) \
                       VALUES ($1, 0, 0, NULL)";
            self.execute(sql, vec![next.into()]).await?;
        }
        Ok(given)
    }
}
