//! Cases and entries as the county's books hold them.

use std::collections::BTreeMap;

use kehou_inspection::{CaseAct, DisciplineCase, EntryAct, FileEntry};
use kehou_store::{Book, ChangeNo, Fact, Filed, Owner, Paper, StoreError, Stored};

/// A case that stands in the books.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KnownCase {
    /// Its number within the county.
    pub number: u32,
    /// What its acts add up to.
    pub case: DisciplineCase,
    /// All that was done to it, its receipt first.
    pub acts: Vec<CaseAct>,
    /// The change that its last act is.
    pub etag: ChangeNo,
}

/// An entry that stands in the books.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KnownEntry {
    /// Its number within the county.
    pub number: u32,
    /// What its acts add up to.
    pub entry: FileEntry,
    /// All that was done to it, its proposal first.
    pub acts: Vec<EntryAct>,
    /// The change that its last act is.
    pub etag: ChangeNo,
}

/// The cases of the county, by number.
pub(super) async fn cases_in(county: &Book<'_>) -> Result<Vec<KnownCase>, StoreError> {
    let known = |(number, (acts, etag)): (u32, (Vec<CaseAct>, ChangeNo))| {
        let case = DisciplineCase::replay(&acts);
        let case = case.map_err(|e| StoreError::bad_row(Filed::<CaseAct>::TABLE, e))?;
        Ok(KnownCase { number, case, acts, etag })
    };
    acts_by_number(county.of(Owner::School).await?).into_iter().map(known).collect()
}

/// The entries of all files of the county, by number.
pub(super) async fn entries_in(county: &Book<'_>) -> Result<Vec<KnownEntry>, StoreError> {
    let known = |(number, (acts, etag)): (u32, (Vec<EntryAct>, ChangeNo))| {
        let entry = FileEntry::replay(&acts);
        let entry = entry.map_err(|e| StoreError::bad_row(Filed::<EntryAct>::TABLE, e))?;
        Ok(KnownEntry { number, entry, acts, etag })
    };
    acts_by_number(county.of(Owner::School).await?).into_iter().map(known).collect()
}

/// Acts by the number of what they were done to, each in the order in which they were done, with the
/// change of the last.
pub(crate) fn acts_by_number<P: Paper>(
    filed: Vec<Stored<Filed<P>>>,
) -> BTreeMap<u32, (Vec<P>, ChangeNo)> {
    let mut by_number: BTreeMap<u32, (Vec<P>, ChangeNo)> = BTreeMap::new();
    for stored in filed {
        let (acts, etag) = by_number.entry(stored.value.about).or_default();
        acts.push(stored.value.paper);
        *etag = stored.change_no.max(*etag);
    }
    by_number
}
