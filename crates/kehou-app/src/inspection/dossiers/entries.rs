//! Reading entries and files. (I10)
//!
//! Files are read as they stand and not as known at an earlier instant: a seal counts backwards too.

use kehou_inspection::{EntryStage, EntryStageKind, EntryView, FileEntry, Line, PersonRef};
use kehou_registry::SchoolCode;
use kehou_store::SchoolId;

use super::{
    known::{KnownEntry, entries_in},
    sight::Sight,
};
use crate::{App, AppError, Forbidden, Permission, Principal, Refusal, RefusalCode, boxed};

/// An entry as a reader sees it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum EntrySight {
    /// With everything that was done to it.
    Open(Box<KnownEntry>),
    /// It was revoked: its number, and that of the document which revoked it.
    Sealed {
        /// The number of the entry.
        number: u32,
        /// The number of the document.
        by: Line,
    },
}

impl EntrySight {
    fn of(known: KnownEntry) -> Self {
        match known.entry.stage() {
            EntryStage::Revoked { number, .. } => {
                Self::Sealed { number: known.number, by: number.clone() }
            }
            _ => Self::Open(Box::new(known)),
        }
    }

    /// The number of the entry.
    #[must_use]
    pub const fn number(&self) -> u32 {
        match self {
            Self::Open(known) => known.number,
            Self::Sealed { number, .. } => *number,
        }
    }
}

/// What a reader sees in a principal's file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FileSight {
    /// An entry that stands.
    Standing(Box<KnownEntry>),
    /// An entry, and the later one that corrects it.
    Corrected(Box<KnownEntry>, Box<KnownEntry>),
    /// An entry that was revoked, by the number of the document which revoked it.
    Sealed(Line),
}

/// Which entries are asked for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ListEntries {
    /// Only of this person's file.
    pub person: Option<PersonRef>,
    /// Only about this school.
    pub school: Option<SchoolCode>,
    /// Only those at one of these stages; empty for any.
    pub stages: Vec<EntryStageKind>,
    /// Only those after this number.
    pub after: u32,
    /// At most so many.
    pub most: u32,
}

impl ListEntries {
    fn asks_for(&self, known: &KnownEntry) -> bool {
        let entry = &known.entry;
        let is_sealed = entry.stage().kind() == EntryStageKind::Revoked;
        known.number > self.after
            && self.person.as_ref().is_none_or(|person| entry.person() == person)
            // Of a sealed entry not even the school is told.
            && self.school.as_ref().is_none_or(|school| !is_sealed && entry.fact().0 == school)
            && (self.stages.is_empty() || self.stages.contains(&entry.stage().kind()))
    }
}

/// An entry by its number.
///
/// # Errors
///
/// Forbidden to those who see no entries at all; [`RefusalCode::EntryUnknown`], also for one that the
/// principal does not see; failures of the books.
///
/// # Clauses
///
/// I10.
#[boxed]
pub async fn entry(app: &App, who: &Principal, number: u32) -> Result<EntrySight, AppError> {
    let sight = Sight::of(who)?;
    let known = entries_in(&app.book(SchoolId::COUNTY, None).await?).await?;
    Ok(EntrySight::of(named(known, number, &sight)?))
}

/// The entries that a principal sees, by number, proposals included.
///
/// # Errors
///
/// Forbidden to those who see no entries at all; failures of the books.
///
/// # Clauses
///
/// I10.
#[boxed]
pub async fn entries(
    app: &App,
    who: &Principal,
    query: &ListEntries,
) -> Result<Vec<EntrySight>, AppError> {
    let sight = Sight::of(who)?;
    let known = entries_in(&app.book(SchoolId::COUNTY, None).await?).await?;
    let is_asked = |known: &KnownEntry| sight.holds(&known.entry) && query.asks_for(known);
    let most = usize::try_from(query.most).unwrap_or(usize::MAX);
    Ok(known.into_iter().filter(is_asked).take(most).map(EntrySight::of).collect())
}

/// The file of a person: what stands in it, what was corrected and by what, and the marks of what is
/// sealed. Discipline sees of it what rests on violations.
///
/// # Errors
///
/// Forbidden unless the principal may see something of that person's file; failures of the books.
///
/// # Clauses
///
/// I10, O1, O2.
#[boxed]
pub async fn principal_file(
    app: &App,
    who: &Principal,
    person: &PersonRef,
) -> Result<Vec<FileSight>, AppError> {
    let sight = Sight::of(who)?;
    if !sight.reaches(person) {
        return Err(Forbidden { permission: Permission::ReadFiles }.into());
    }
    let mut known = entries_in(&app.book(SchoolId::COUNTY, None).await?).await?;
    known.retain(|known| sight.holds(&known.entry));
    let folded: Vec<FileEntry> = known.iter().map(|known| known.entry.clone()).collect();
    let of = |entry: &FileEntry| known.iter().find(|known| known.entry == *entry).cloned();
    let seen = FileEntry::file_of(person, &folded).into_iter().filter_map(|view| match view {
        EntryView::Standing(entry) => of(entry).map(Box::new).map(FileSight::Standing),
        EntryView::Corrected(entry, by) => {
            let (entry, by) = of(entry).zip(of(by))?;
            Some(FileSight::Corrected(Box::new(entry), Box::new(by)))
        }
        EntryView::Sealed(by) => Some(FileSight::Sealed(by.clone())),
    });
    Ok(seen.collect())
}

/// The entry of a number, when it is seen.
///
/// # Errors
///
/// [`RefusalCode::EntryUnknown`].
pub(super) fn named(
    known: Vec<KnownEntry>,
    number: u32,
    sight: &Sight,
) -> Result<KnownEntry, Refusal> {
    let found = known.into_iter().find(|it| it.number == number && sight.holds(&it.entry));
    found.ok_or_else(|| Refusal::new(RefusalCode::EntryUnknown).with("entry", number))
}
