//! Where children are, over all schools: one write at a time decides about it. (C5)

use std::collections::{BTreeMap, BTreeSet};

use kehou_registry::{PupilNo, SchoolCode, StudentNumber};
use sea_orm::DbBackend;
use uuid::Uuid;

use crate::{
    Book, Bound, ChangeNo, ImportState, SchoolId, StoreError, Tx, across,
    conn::Conn,
    row::Take,
    schools,
    seal::{Place, Seal},
};

/// Waits for the writes before that hold the places; the transaction lets go when it ends. The number
/// stands for nothing else in this database.
const HOLD: &str = "SELECT pg_advisory_xact_lock(5052)";

const STORING: &str = "SELECT import_id FROM import WHERE state = $1 ORDER BY import_id LIMIT 1";

/// The pupils who were put somewhere, or about whom something was said, after a change.
const TOUCHED: &str = "SELECT pupil_no FROM pupil WHERE school_id = $1 AND change_no > $2 \
    UNION SELECT pupil_no FROM person WHERE school_id = $1 AND change_no > $2 \
    UNION SELECT pupil_no FROM placement WHERE school_id = $1 AND change_no > $2";

/// The places of children at all schools, in the hand of one write until it ends.
///
/// Whoever takes a child in, or changes where one is, holds them: only so can a write look at the books
/// of other schools. What it finds there stays true until its own change is committed, since nobody
/// else decides about places meanwhile. (C5)
pub struct Places<'a> {
    conn: Conn<'a>,
    seal: &'a Seal,
}

impl<'a> Tx<'a> {
    /// Holds the places of children until this write ends; waits for whoever holds them.
    ///
    /// The ledger of a write is locked before, and nothing is after, so that writes that wait for each
    /// other never wait in a circle. SQLite has one writer, who holds them anyway.
    ///
    /// # Errors
    ///
    /// [`StoreError::ImportUnfinished`] while an import is being stored: it decided about places when
    /// it began, and not all of it shows. Other [`StoreError`]s when the database fails.
    pub async fn hold_places(&self) -> Result<Places<'a>, StoreError> {
        let Self { conn, seal, .. } = *self;
        if conn.backend() == DbBackend::Postgres {
            conn.row(HOLD, Vec::new()).await?;
        }
        // A statement of its own, since it has to see what was committed while it was waited.
        let storing = conn.row(STORING, vec![ImportState::Storing.code().into()]).await?;
        if let Some(row) = storing {
            let place = Place { table: "import", school: 0, pupil: 0, item: 0 };
            let import = Take::new(&row, place, seal).cell()?;
            return Err(StoreError::ImportUnfinished { import });
        }
        Ok(Places { conn, seal })
    }
}

impl<'a> Places<'a> {
    /// The books of any school as they stand.
    ///
    /// # Errors
    ///
    /// As [`Store::book`](crate::Store::book).
    pub async fn book(&self, school: SchoolId) -> Result<Book<'a>, StoreError> {
        Book::open(self.conn, self.seal, school, Bound::Now).await
    }

    /// As [`Store::pupils_with_numbers`](crate::Store::pupils_with_numbers).
    ///
    /// # Errors
    ///
    /// [`StoreError`] when the database fails.
    pub async fn pupils_with_numbers(
        &self,
        numbers: &[StudentNumber],
    ) -> Result<Vec<(SchoolId, PupilNo)>, StoreError> {
        across::pupils_with_numbers(self.conn, self.seal, numbers).await
    }

    /// Where a child stands, or stood, as a pupil: by school and pupil, each once. Whether it does
    /// now is said by the books of the school.
    ///
    /// # Errors
    ///
    /// [`StoreError`] when the database fails.
    pub async fn pupils_of_person(
        &self,
        person: Uuid,
    ) -> Result<Vec<(SchoolId, PupilNo)>, StoreError> {
        let sql = "SELECT DISTINCT school_id, pupil_no FROM pupil WHERE person_id = $1 \
                   ORDER BY school_id, pupil_no";
        let rows = self.conn.rows(sql, vec![person.into()]).await?;
        across::pupils(&rows, "pupil", self.seal)
    }

    /// As [`Store::school_bounds`](crate::Store::school_bounds).
    ///
    /// # Errors
    ///
    /// As there.
    pub async fn school_bounds(
        &self,
    ) -> Result<BTreeMap<SchoolCode, (SchoolId, ChangeNo)>, StoreError> {
        schools::bounds(self.conn, self.seal).await
    }

    /// The pupils of a school who were taken in, named or placed by a change after another.
    ///
    /// # Errors
    ///
    /// [`StoreError`] when the database fails.
    pub async fn touched_after(
        &self,
        school: SchoolId,
        change: ChangeNo,
    ) -> Result<BTreeSet<PupilNo>, StoreError> {
        let rows = self.conn.rows(TOUCHED, vec![school.0.into(), change.0.into()]).await?;
        let place = Place { table: "pupil", school: school.0, pupil: 0, item: 0 };
        let pupil = |row| Ok(PupilNo::new(Take::new(row, place, self.seal).whole()?));
        rows.iter().map(pupil).collect()
    }
}
