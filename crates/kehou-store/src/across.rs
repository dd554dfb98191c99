//! Reading over all ledgers at once, and over all pupils of one.

use std::collections::{BTreeMap, HashMap};

use kehou_registry::{PupilNo, StudentNumber};
use kehou_units::Instant;
use sea_orm::{QueryResult, Value};

use crate::{
    Book, ChangeNo, Fact, Filed, Paper, SchoolId, Store, StoreError, Stored,
    conn::Conn,
    fact::{columns, read},
    row::Take,
    seal::{Place, Seal},
};

/// How many student numbers one statement asks for.
const ASKED_AT_ONCE: usize = 500;

/// What one ledger holds of a kind.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Holding<F> {
    /// The items that stand, by owner and number.
    pub items: Vec<Stored<F>>,
    /// The last change of any item, ended ones included.
    pub stamp: ChangeNo,
}

impl<F> Default for Holding<F> {
    fn default() -> Self {
        Self { items: Vec::new(), stamp: ChangeNo::default() }
    }
}

impl Store {
    /// All items of a kind in every ledger that ever held one, as they stand, or stood at an instant.
    ///
    /// # Errors
    ///
    /// [`StoreError`] when the database fails or a row can't be read.
    pub async fn across<F: Fact>(
        &self,
        at: Option<Instant>,
    ) -> Result<BTreeMap<SchoolId, Holding<F>>, StoreError> {
        let (sql, values) = across_sql::<F>(at, None);
        let mut ledgers: BTreeMap<SchoolId, Holding<F>> = BTreeMap::new();
        for row in &self.conn().rows(&sql, values).await? {
            let school = last_number::<F>(row)?;
            let (version, _) = read::<F>(row, school, &self.inner.seal)?;
            let holding = ledgers.entry(SchoolId(school)).or_default();
            let key = (version.stored.pupil, version.stored.item);
            holding.items.pop_if(|last| (last.pupil, last.item) == key);
            holding.stamp = holding.stamp.max(version.stored.change_no);
            if !version.removed {
                holding.items.push(version.stored);
            }
        }
        Ok(ledgers)
    }

    /// Every version of the papers about one thing, such as a campaign, in every ledger that holds one,
    /// as known now or at an instant: by item and change, each with the number of its item.
    ///
    /// # Errors
    ///
    /// As [`Store::across`].
    pub async fn papers_about<P: Paper>(
        &self,
        about: u32,
        at: Option<Instant>,
    ) -> Result<BTreeMap<SchoolId, Vec<(u32, P)>>, StoreError> {
        let (sql, values) = across_sql::<Filed<P>>(at, Some(about));
        let mut ledgers: BTreeMap<SchoolId, Vec<(u32, P)>> = BTreeMap::new();
        for row in &self.conn().rows(&sql, values).await? {
            let school = last_number::<Filed<P>>(row)?;
            let (version, _) = read::<Filed<P>>(row, school, &self.inner.seal)?;
            if !version.removed {
                let paper = (version.stored.item, version.stored.value.paper);
                ledgers.entry(SchoolId(school)).or_default().push(paper);
            }
        }
        Ok(ledgers)
    }

    /// Where pupils stand, or stood, who have, or had, one of these student numbers: by school and
    /// pupil, each once. Whether they have it now is said by the books of the school.
    ///
    /// # Errors
    ///
    /// As [`Store::across`].
    pub async fn pupils_with_numbers(
        &self,
        numbers: &[StudentNumber],
    ) -> Result<Vec<(SchoolId, PupilNo)>, StoreError> {
        pupils_with_numbers(self.conn(), &self.inner.seal, numbers).await
    }
}

/// All versions of a kind over every ledger, with the ledger's number last; of papers, only those about
/// one thing.
fn across_sql<F: Fact>(at: Option<Instant>, about: Option<u32>) -> (String, Vec<Value>) {
    // The changes of an import show once it is complete.
    let (shown, mut values): (_, Vec<Value>) = match at {
        None => ("(c.import_id IS NULL OR i.state = 'complete')", Vec::new()),
        Some(at) => (
            "c.recorded_at <= $1 AND (c.import_id IS NULL OR i.completed_at <= $1)",
            vec![at.as_micros().into()],
        ),
    };
    values.extend(about.map(|about| Value::from(i64::from(about))));
    let about = about.map(|_| format!(" AND f.about_no = ${}", values.len())).unwrap_or_default();
    let sql = format!(
        "SELECT {}, f.school_id FROM {} f \
         JOIN change c ON c.school_id = f.school_id AND c.change_no = f.change_no \
         LEFT JOIN import i ON i.import_id = c.import_id WHERE {shown}{about} \
         ORDER BY f.school_id, f.pupil_no, f.item_no, f.change_no",
        columns::<F>("f."),
        F::TABLE
    );
    (sql, values)
}

pub(crate) async fn pupils_with_numbers(
    conn: Conn<'_>,
    seal: &Seal,
    numbers: &[StudentNumber],
) -> Result<Vec<(SchoolId, PupilNo)>, StoreError> {
    let mut found = Vec::new();
    for asked in numbers.chunks(ASKED_AT_ONCE) {
        // Hashes are spread at random; school by school they are written close together.
        let places: Vec<String> = (1..=asked.len()).map(|at| format!("${at}")).collect();
        let sql = format!(
            "SELECT DISTINCT school_id, pupil_no FROM person \
             WHERE school_id IN (SELECT school_id FROM school) \
             AND student_number_hash IN ({})",
            places.join(", ")
        );
        let hash = |number: &StudentNumber| seal.look_up(number.as_str()).into();
        let rows = conn.rows(&sql, asked.iter().map(hash).collect()).await?;
        found.extend(pupils(&rows, "person", seal)?);
    }
    found.sort_unstable();
    found.dedup();
    Ok(found)
}

/// The pupils in the two cells of each row: school and number.
pub(crate) fn pupils(
    rows: &[QueryResult],
    table: &'static str,
    seal: &Seal,
) -> Result<Vec<(SchoolId, PupilNo)>, StoreError> {
    let place = Place { table, school: 0, pupil: 0, item: 0 };
    let pupil = |row| {
        let mut row = Take::new(row, place, seal);
        Ok((SchoolId(row.cell()?), PupilNo::new(row.whole()?)))
    };
    rows.iter().map(pupil).collect()
}

impl Book<'_> {
    /// The last change of any item of a kind by pupil, ended ones included.
    ///
    /// # Errors
    ///
    /// [`StoreError`] when the database fails.
    pub async fn stamps<F: Fact>(&self) -> Result<HashMap<PupilNo, ChangeNo>, StoreError> {
        let greatest = self.greatest_of_each::<F>("change_no").await?;
        Ok(greatest.into_iter().map(|(pupil, number)| (pupil, ChangeNo(number))).collect())
    }

    /// The greatest number that an item of a kind ever had, by pupil.
    ///
    /// # Errors
    ///
    /// [`StoreError`] when the database fails.
    pub async fn last_items<F: Fact>(&self) -> Result<HashMap<PupilNo, u32>, StoreError> {
        let wrong = |_| StoreError::bad_row(F::TABLE, "an item number is out of range");
        let greatest = self.greatest_of_each::<F>("item_no").await?;
        let narrow = |(pupil, number)| Ok((pupil, u32::try_from(number).map_err(wrong)?));
        greatest.into_iter().map(narrow).collect()
    }

    async fn greatest_of_each<F: Fact>(
        &self,
        column: &str,
    ) -> Result<Vec<(PupilNo, i64)>, StoreError> {
        let sql = format!(
            "SELECT pupil_no, max({column}) FROM {} \
             WHERE school_id = $1 AND change_no <= $2 AND pupil_no > 0 GROUP BY pupil_no",
            F::TABLE
        );
        let rows = self.conn.rows(&sql, vec![self.ledger.0.into(), self.bound.0.into()]).await?;
        let place = Place { table: F::TABLE, school: self.ledger.0, pupil: 0, item: 0 };
        let pair = |row| {
            let mut row = Take::new(row, place, self.seal);
            Ok((PupilNo::new(row.whole()?), row.cell()?))
        };
        rows.iter().map(pair).collect()
    }
}

/// The number in the cell after all columns of a kind.
fn last_number<F: Fact>(row: &QueryResult) -> Result<i64, StoreError> {
    // The key has four columns before those of the kind.
    let at = 4 + F::COLUMNS.len();
    row.try_get_by_index(at).map_err(|error| StoreError::bad_row(F::TABLE, error))
}
