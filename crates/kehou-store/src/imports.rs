//! Where imports stand.

use kehou_units::{Instant, Month};

use crate::{
    ImportId, Store, StoreError, Tx,
    row::{Take, number_of},
    seal::Place,
};

/// Where an import stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ImportState {
    /// Its files are checked and compared; nothing is stored.
    Staged,
    /// It is being stored school by school; nothing of it shows.
    Storing,
    /// All of it shows.
    Complete,
    /// It was given up before anything was stored.
    Cancelled,
}

const STATES: &[(ImportState, &str)] = &{
    let mut codes = [(ImportState::Staged, ""); ImportState::ALL.len()];
    let mut at = 0;
    while at < codes.len() {
        codes[at] = (ImportState::ALL[at], ImportState::ALL[at].code());
        at += 1;
    }
    codes
};

impl ImportState {
    /// Every state, in the order that an import goes through them.
    pub const ALL: [Self; 4] = [Self::Staged, Self::Storing, Self::Complete, Self::Cancelled];

    /// The code.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Staged => "staged",
            Self::Storing => "storing",
            Self::Complete => "complete",
            Self::Cancelled => "cancelled",
        }
    }
}

/// One import.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ImportRow {
    /// Its number.
    pub id: ImportId,
    /// The request that staged it.
    pub request_id: String,
    /// The SHA-256 of its files and what was asked for.
    pub fingerprint: Vec<u8>,
    /// The month whose rolls it reads.
    pub month: Month,
    /// Where it stands.
    pub state: ImportState,
    /// Who staged it.
    pub staged_by: String,
    /// When.
    pub staged_at: Instant,
    /// Why; empty when nothing was said.
    pub reason: String,
    /// Its files, one a line: hash, size, name.
    pub files: String,
    /// What it would change, as text that its maker reads back.
    pub preview: String,
    /// Whether it removes so many pupils that somebody must confirm it.
    pub needs_confirmation: bool,
    /// Who let it be stored.
    pub confirmed_by: Option<String>,
    /// When all of it showed.
    pub completed_at: Option<Instant>,
}

const COLUMNS: &str = "import_id, request_id, fingerprint, month, state, staged_by, staged_at, \
    reason, files, preview, needs_confirmation, confirmed_by, completed_at";
const PLACE: Place = Place { table: "import", school: 0, pupil: 0, item: 0 };

impl ImportRow {
    fn take(row: &mut Take<'_>) -> Result<Self, StoreError> {
        Ok(Self {
            id: ImportId(row.cell()?),
            request_id: row.text()?,
            fingerprint: row.cell()?,
            month: row.month()?,
            state: row.coded(STATES)?,
            staged_by: row.text()?,
            staged_at: Instant::from_micros(row.cell()?),
            reason: row.text()?,
            files: row.text()?,
            preview: row.text()?,
            needs_confirmation: row.cell()?,
            confirmed_by: row.cell()?,
            completed_at: row.cell::<Option<i64>>()?.map(Instant::from_micros),
        })
    }
}

impl Store {
    /// An import.
    ///
    /// # Errors
    ///
    /// [`StoreError`] when the database fails or the row can't be read.
    pub async fn import(&self, id: ImportId) -> Result<Option<ImportRow>, StoreError> {
        let sql = format!("SELECT {COLUMNS} FROM import WHERE import_id = $1");
        let row = self.conn().row(&sql, vec![id.0.into()]).await?;
        row.map(|row| ImportRow::take(&mut Take::new(&row, PLACE, &self.inner.seal))).transpose()
    }

    /// The import that a request staged.
    ///
    /// # Errors
    ///
    /// As [`Store::import`].
    pub async fn import_of(&self, request_id: &str) -> Result<Option<ImportRow>, StoreError> {
        let sql = format!("SELECT {COLUMNS} FROM import WHERE request_id = $1");
        let row = self.conn().row(&sql, vec![request_id.into()]).await?;
        row.map(|row| ImportRow::take(&mut Take::new(&row, PLACE, &self.inner.seal))).transpose()
    }

    /// The imports that are being stored, the oldest first.
    ///
    /// # Errors
    ///
    /// As [`Store::import`].
    pub async fn imports_being_stored(&self) -> Result<Vec<ImportRow>, StoreError> {
        let sql = format!("SELECT {COLUMNS} FROM import WHERE state = $1 ORDER BY import_id");
        let storing = ImportState::Storing.code();
        let rows = self.conn().rows(&sql, vec![storing.into()]).await?;
        rows.iter()
            .map(|row| ImportRow::take(&mut Take::new(row, PLACE, &self.inner.seal)))
            .collect()
    }

    /// How many schools an import has written to so far.
    ///
    /// # Errors
    ///
    /// As [`Store::import`].
    pub async fn schools_of_import(&self, id: ImportId) -> Result<u32, StoreError> {
        let sql = "SELECT count(*) FROM change WHERE import_id = $1";
        let row = self.conn().row(sql, vec![id.0.into()]).await?;
        row.map_or(Ok(0), |row| Take::new(&row, PLACE, &self.inner.seal).whole())
    }

    /// The imports, the newest first, before a number and at most so many.
    ///
    /// # Errors
    ///
    /// As [`Store::import`].
    pub async fn imports(
        &self,
        before: Option<ImportId>,
        most: u32,
    ) -> Result<Vec<ImportRow>, StoreError> {
        let sql = format!(
            "SELECT {COLUMNS} FROM import WHERE import_id < $1 ORDER BY import_id DESC LIMIT $2"
        );
        let before = before.map_or(i64::MAX, ImportId::number);
        let rows = self.conn().rows(&sql, vec![before.into(), i64::from(most).into()]).await?;
        rows.iter()
            .map(|row| ImportRow::take(&mut Take::new(row, PLACE, &self.inner.seal)))
            .collect()
    }
}

impl Tx<'_> {
    /// Where an import stands; none when there is no such import.
    ///
    /// # Errors
    ///
    /// [`StoreError`] when the database fails or the row can't be read.
    pub async fn import_state(&self, id: ImportId) -> Result<Option<ImportState>, StoreError> {
        let sql = "SELECT state FROM import WHERE import_id = $1";
        let row = self.conn.row(sql, vec![id.0.into()]).await?;
        row.map(|row| Take::new(&row, PLACE, self.seal).coded(STATES)).transpose()
    }

    /// Adds an import, in the county's ledger; gives its number.
    ///
    /// # Errors
    ///
    /// [`StoreError`] when the database fails.
    pub async fn add_import(&self, import: &ImportRow) -> Result<ImportId, StoreError> {
        let sql = "SELECT coalesce(max(import_id), 0) + 1 FROM import";
        let row = self.conn.row(sql, Vec::new()).await?;
        let id: i64 = row.map_or(Ok(1), |row| Take::new(&row, PLACE, self.seal).cell())?;
        let sql = format!(
            "INSERT INTO import ({COLUMNS}) \
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)"
        );
        let values = vec![
            id.into(),
            import.request_id.as_str().into(),
            import.fingerprint.clone().into(),
            number_of(import.month).into(),
            import.state.code().into(),
            import.staged_by.as_str().into(),
            import.staged_at.as_micros().into(),
            import.reason.as_str().into(),
            import.files.as_str().into(),
            import.preview.as_str().into(),
            import.needs_confirmation.into(),
            import.confirmed_by.clone().into(),
            import.completed_at.map(Instant::as_micros).into(),
        ];
        self.execute(&sql, values).await?;
        Ok(ImportId(id))
    }

    /// Moves an import from one state to the next, in the county's ledger; false when it was not in
    /// the first. Whoever starts to store it is written down; complete is the instant of this change.
    ///
    /// # Errors
    ///
    /// [`StoreError`] when the database fails.
    pub async fn move_import(
        &self,
        id: ImportId,
        (from, to): (ImportState, ImportState),
        by: &str,
    ) -> Result<bool, StoreError> {
        let sql = "UPDATE import SET state = $3, \
            confirmed_by = CASE WHEN $3 = 'storing' THEN $4 ELSE confirmed_by END, \
            completed_at = CASE WHEN $3 = 'complete' THEN $5 ELSE completed_at END \
            WHERE import_id = $1 AND state = $2";
        let values = vec![
            id.0.into(),
            from.code().into(),
            to.code().into(),
            by.into(),
            self.at.as_micros().into(),
        ];
        Ok(self.execute(sql, values).await? == 1)
    }
}
