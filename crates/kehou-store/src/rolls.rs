//! Rolls and rosters, packed. (F8, F9)

use std::collections::{HashMap, HashSet};

use chrono::NaiveDate;
use kehou_attendance::{GroupNo, Mark, Roll, Roster, SchoolRolls, pack_marks, unpack_marks};
use kehou_registry::SlotNo;
use kehou_units::Instant;
use sea_orm::Value;

use crate::{Book, ChangeNo, StoreError, Tx, insert::Rows, row::Take, seal::Place};

/// A sheet to be written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewRoll {
    /// The day of service.
    pub on: NaiveDate,
    /// The slot.
    pub slot: SlotNo,
    /// The group.
    pub group: GroupNo,
    /// 0 for the first sheet; a correction is the next revision.
    pub revision: u32,
    /// 0, but for further sheets of one revision, which contradict each other where they differ.
    pub sheet: u32,
    /// Who stands on it.
    pub roster: Roster,
    /// One mark a roster position.
    pub marks: Box<[Mark]>,
    /// When it was entered; none means in time.
    pub entered_at: Option<Instant>,
    /// Why it is late, if anything was said.
    pub late_reason: Option<String>,
}

/// A sheet as it was written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredRoll {
    /// The sheet.
    pub roll: NewRoll,
    /// The change that made it.
    pub change_no: ChangeNo,
}

const COLUMNS: &str = "service_date, slot, group_no, revision, sheet, roster_hash, marks, \
                       entered_at, late_reason, change_no";
const ROSTER: &str = "school_id, hash, pupil_nos, change_no";
const PLACE: Place = Place { table: "roll", school: 0, pupil: 0, item: 0 };

/// The rosters of a school, sorted by the hash of their content.
type Rosters = Vec<(Vec<u8>, Roster)>;

impl Book<'_> {
    /// The sheets between two days, both included, by day, slot, group, revision and sheet.
    ///
    /// # Errors
    ///
    /// [`StoreError`] when the database fails or a row can't be read.
    pub async fn rolls(
        &self,
        first: NaiveDate,
        last: NaiveDate,
    ) -> Result<Vec<StoredRoll>, StoreError> {
        let (rosters, rows) = self.read_rolls(first, last).await?;
        let mut rolls = Vec::with_capacity(rows.len());
        for row in &rows {
            let read = self.read_roll(row)?;
            let (_, roster) = &rosters[place_of(&read, &rosters)?];
            rolls.push(read.with(roster.clone()));
        }
        Ok(rolls)
    }

    /// The sheets between two days, both included, as rules read them; rosters are shared.
    ///
    /// # Errors
    ///
    /// As [`Book::rolls`].
    pub async fn school_rolls(
        &self,
        first: NaiveDate,
        last: NaiveDate,
    ) -> Result<SchoolRolls, StoreError> {
        let (rosters, rows) = self.read_rolls(first, last).await?;
        let mut rolls = Vec::with_capacity(rows.len());
        for row in &rows {
            let read = self.read_roll(row)?;
            let roster = place_of(&read, &rosters)?;
            rolls.push(Roll {
                on: read.on,
                slot: read.slot,
                group: read.group,
                revision: read.revision,
                recorded_at: read.entered_at.map(Instant::in_county),
                roster,
                marks: read.marks,
            });
        }
        let rosters = rosters.into_iter().map(|(_, roster)| roster).collect();
        SchoolRolls::new(rosters, rolls).map_err(|error| StoreError::bad_row("roll", error))
    }

    /// The newest sheets of one group, slot and day: all of the highest revision.
    ///
    /// # Errors
    ///
    /// As [`Book::rolls`].
    pub async fn newest_rolls(
        &self,
        (on, slot, group): (NaiveDate, SlotNo, GroupNo),
    ) -> Result<Vec<StoredRoll>, StoreError> {
        let sql = format!(
            "SELECT {}, o.pupil_nos FROM roll r \
             JOIN roster o ON o.school_id = r.school_id AND o.hash = r.roster_hash \
             WHERE r.school_id = $1 AND r.service_date = $2 AND r.slot = $3 AND r.group_no = $4 \
             AND r.change_no <= $5 ORDER BY r.revision DESC, r.sheet",
            COLUMNS
                .split(", ")
                .map(|column| format!("r.{}", column.trim()))
                .collect::<Vec<_>>()
                .join(", ")
        );
        let values = vec![
            self.ledger.0.into(),
            on.into(),
            i64::from(slot.number()).into(),
            i64::from(group.number()).into(),
            self.bound.0.into(),
        ];
        let rows = self.conn.rows(&sql, values).await?;
        let mut newest: Vec<StoredRoll> = Vec::new();
        for row in &rows {
            let mut take = Take::new(row, PLACE, self.seal);
            let read = ReadRoll::take(&mut take)?;
            let roster = roster_of(&take.cell::<Vec<u8>>()?)?;
            if newest.last().is_some_and(|last| last.roll.revision != read.revision) {
                break;
            }
            newest.push(read.with(roster));
        }
        Ok(newest)
    }

    /// Whether a roster is stored.
    ///
    /// # Errors
    ///
    /// [`StoreError`] when the database fails.
    pub async fn has_roster(&self, roster: &Roster) -> Result<bool, StoreError> {
        let sql = "SELECT 1 FROM roster WHERE school_id = $1 AND hash = $2";
        let values = vec![self.ledger.0.into(), roster.hash().as_bytes().to_vec().into()];
        Ok(self.conn.row(sql, values).await?.is_some())
    }

    async fn read_rolls(
        &self,
        first: NaiveDate,
        last: NaiveDate,
    ) -> Result<(Rosters, Vec<sea_orm::QueryResult>), StoreError> {
        let within = "school_id = $1 AND service_date BETWEEN $2 AND $3 AND change_no <= $4";
        let values: Vec<Value> =
            vec![self.ledger.0.into(), first.into(), last.into(), self.bound.0.into()];
        let sql = format!(
            "SELECT hash, pupil_nos FROM roster WHERE school_id = $1 AND hash IN \
             (SELECT roster_hash FROM roll WHERE {within}) ORDER BY hash"
        );
        let mut rosters = Vec::new();
        for row in &self.conn.rows(&sql, values.clone()).await? {
            let mut row = Take::new(row, Place { table: "roster", ..PLACE }, self.seal);
            let (hash, bytes) = (row.cell::<Vec<u8>>()?, row.cell::<Vec<u8>>()?);
            rosters.push((hash, roster_of(&bytes)?));
        }
        let sql = format!(
            "SELECT {COLUMNS} FROM roll WHERE {within} \
             ORDER BY service_date, slot, group_no, revision, sheet"
        );
        Ok((rosters, self.conn.rows(&sql, values).await?))
    }

    fn read_roll(&self, row: &sea_orm::QueryResult) -> Result<ReadRoll, StoreError> {
        ReadRoll::take(&mut Take::new(row, PLACE, self.seal))
    }
}

fn roster_of(bytes: &[u8]) -> Result<Roster, StoreError> {
    Roster::from_bytes(bytes).map_err(|error| StoreError::bad_row("roster", error))
}

fn place_of(read: &ReadRoll, rosters: &Rosters) -> Result<usize, StoreError> {
    rosters.binary_search_by(|(hash, _)| hash.cmp(&read.roster)).map_err(|_| {
        let ReadRoll { on, slot, group, .. } = read;
        let what = format!("the roster of {on}, slot {slot}, group {} is missing", group.number());
        StoreError::bad_row("roll", what)
    })
}

struct ReadRoll {
    on: NaiveDate,
    slot: SlotNo,
    group: GroupNo,
    revision: u32,
    sheet: u32,
    roster: Vec<u8>,
    marks: Box<[Mark]>,
    entered_at: Option<Instant>,
    late_reason: Option<String>,
    change_no: ChangeNo,
}

impl ReadRoll {
    fn take(row: &mut Take<'_>) -> Result<Self, StoreError> {
        Ok(Self {
            on: row.cell()?,
            slot: SlotNo::new(row.whole()?).map_err(|error| row.wrong(error))?,
            group: GroupNo::new(row.whole()?),
            revision: row.whole()?,
            sheet: row.whole()?,
            roster: row.cell()?,
            marks: {
                let packed: Vec<u8> = row.cell()?;
                unpack_marks(&packed).map_err(|error| row.wrong(error))?.into()
            },
            entered_at: row.cell::<Option<i64>>()?.map(Instant::from_micros),
            late_reason: row.cell()?,
            change_no: ChangeNo(row.cell()?),
        })
    }

    fn with(self, roster: Roster) -> StoredRoll {
        let Self { on, slot, group, revision, sheet, marks, entered_at, late_reason, .. } = self;
        let roll =
            NewRoll { on, slot, group, revision, sheet, roster, marks, entered_at, late_reason };
        StoredRoll { roll, change_no: self.change_no }
    }
}

impl Tx<'_> {
    /// Writes rosters; one that is stored stays the one row that it is.
    ///
    /// # Errors
    ///
    /// [`StoreError`] when the database fails.
    pub async fn save_rosters<'r>(
        &self,
        rosters: impl IntoIterator<Item = &'r Roster>,
    ) -> Result<(), StoreError> {
        let mut rows = Rows::of("roster", ROSTER.to_owned());
        let distinct: HashSet<&Roster> = rosters.into_iter().collect();
        for roster in distinct {
            rows.cells().extend([
                self.ledger.0.into(),
                roster.hash().as_bytes().to_vec().into(),
                roster.to_bytes().into(),
                Value::from(self.change_no().0),
            ]);
        }
        self.insert(rows, " ON CONFLICT DO NOTHING").await
    }

    /// Writes sheets whose rosters are stored.
    ///
    /// # Errors
    ///
    /// [`StoreError`] when the database fails, such as when a sheet of that revision is there.
    pub async fn save_rolls(&self, rolls: &[NewRoll]) -> Result<(), StoreError> {
        let mut rows = Rows::of("roll", format!("school_id, {COLUMNS}"));
        let (school, change) = (self.ledger.0, self.change_no().0);
        let mut hashes: HashMap<&Roster, Vec<u8>> = HashMap::new();
        for roll in rolls {
            let hash = hashes
                .entry(&roll.roster)
                .or_insert_with(|| roll.roster.hash().as_bytes().to_vec());
            rows.cells().extend([
                school.into(),
                roll.on.into(),
                i64::from(roll.slot.number()).into(),
                i64::from(roll.group.number()).into(),
                i64::from(roll.revision).into(),
                i64::from(roll.sheet).into(),
                hash.clone().into(),
                pack_marks(&roll.marks).into(),
                roll.entered_at.map(Instant::as_micros).into(),
                roll.late_reason.clone().into(),
                Value::from(change),
            ]);
        }
        self.insert(rows, "").await
    }
}
