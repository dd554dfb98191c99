//! Kinds of facts, and how any of them is stored.

use kehou_registry::PupilNo;
use sea_orm::QueryResult;

use crate::{
    ChangeNo, StoreError,
    row::{Put, Take},
    seal::{Place, Seal},
};

/// A kind of fact: a table whose rows are versions of items.
///
/// An item belongs to a pupil or to the school itself, and is numbered within it. One more field
/// costs a column in the two migrations, a name in `COLUMNS`, a cell in `put` and one in `take`.
#[expect(private_interfaces, reason = "only this crate reads and writes rows")]
pub trait Fact: Sized + Send + Sync + 'static {
    /// The table.
    const TABLE: &'static str;
    /// Its columns after the key, in order.
    const COLUMNS: &'static [&'static str];

    /// Puts the cells of a row, in the order of the columns.
    fn put(&self, row: &mut Put<'_>);

    /// Takes the cells of a row, in the order of the columns.
    ///
    /// # Errors
    ///
    /// [`StoreError::BadRow`] when a cell holds no such value, [`StoreError::Sealed`] when one can't
    /// be opened.
    fn take(row: &mut Take<'_>) -> Result<Self, StoreError>;
}

/// An item as it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stored<T> {
    /// The pupil it belongs to; none for the school itself.
    pub pupil: Option<PupilNo>,
    /// Its number within its owner.
    pub item: u32,
    /// The change that made it what it is; its tag.
    pub change_no: ChangeNo,
    /// What it is.
    pub value: T,
}

/// A version to be written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ItemVersion<T> {
    /// The pupil it belongs to; none for the school itself.
    pub pupil: Option<PupilNo>,
    /// Its number within its owner.
    pub item: u32,
    /// What it is from now on, or last was, when it is removed.
    pub value: T,
    /// Whether it stops being.
    pub removed: bool,
}

impl<T> ItemVersion<T> {
    /// An item of the school that is so from now on.
    pub const fn of_school(item: u32, value: T) -> Self {
        Self { pupil: None, item, value, removed: false }
    }

    /// An item of a pupil that is so from now on.
    pub const fn of_pupil(pupil: PupilNo, item: u32, value: T) -> Self {
        Self { pupil: Some(pupil), item, value, removed: false }
    }

    /// The end of an item.
    pub fn ending(stored: Stored<T>) -> Self {
        Self { pupil: stored.pupil, item: stored.item, value: stored.value, removed: true }
    }
}

/// The columns of every fact after the school.
pub(crate) const KEY: &str = "pupil_no, item_no, change_no, removed";

/// One row as it was read.
pub(crate) struct VersionRow<T> {
    pub(crate) stored: Stored<T>,
    pub(crate) removed: bool,
}

/// The columns of a kind, ready for a statement.
pub(crate) fn columns<F: Fact>(prefix: &str) -> String {
    let key = KEY.split(", ");
    let all = key.chain(F::COLUMNS.iter().copied());
    all.map(|column| format!("{prefix}{column}")).collect::<Vec<_>>().join(", ")
}

/// Reads one row; gives it with the place of the next cell.
pub(crate) fn read<'a, F: Fact>(
    row: &'a QueryResult,
    school: i64,
    seal: &'a Seal,
) -> Result<(VersionRow<F>, Take<'a>), StoreError> {
    let mut take = Take::new(row, Place { table: F::TABLE, school, pupil: 0, item: 0 }, seal);
    let pupil: u32 = take.whole()?;
    let item: u32 = take.whole()?;
    let (change_no, removed) = (ChangeNo(take.cell()?), take.cell()?);
    take.place = Place { pupil: pupil.into(), item: item.into(), ..take.place };
    let value = F::take(&mut take)?;
    let pupil = (pupil > 0).then(|| PupilNo::new(pupil));
    Ok((VersionRow { stored: Stored { pupil, item, change_no, value }, removed }, take))
}

/// The cells of one version, key included.
pub(crate) fn put<F: Fact>(
    version: &ItemVersion<F>,
    (school, change): (i64, i64),
    seal: &Seal,
    values: &mut Vec<sea_orm::Value>,
) -> Result<(), StoreError> {
    let pupil = version.pupil.map_or(0, |pupil| i64::from(pupil.number()));
    let item = i64::from(version.item);
    let place = Place { table: F::TABLE, school, pupil, item };
    let mut failed = false;
    values.extend([school, pupil, item, change].map(sea_orm::Value::from));
    values.push(version.removed.into());
    version.value.put(&mut Put::new(values, place, seal, &mut failed));
    if failed { Err(StoreError::bad_row(F::TABLE, "a value has no stored form")) } else { Ok(()) }
}
