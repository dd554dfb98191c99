//! The books, as comparisons with files read them.

use std::collections::{BTreeMap, HashSet};

use kehou_registry::{Guardian, Placement, PupilNo, SchoolCode};
use kehou_sheets::KnownSchool;
use kehou_store::{Book, ChangeNo, Fact, Owner, Person, Persons, StoreError, Stored};
use kehou_units::{Month, Period};

use super::comparison::{Identity, Kept, Standing, StoredPupil, StoredSchool};
use crate::AppError;

/// What is stored of a school, at a change.
#[derive(Default)]
pub(super) struct Known {
    /// The change up to which it was read.
    pub(super) bound: ChangeNo,
    /// As comparisons read it.
    pub(super) stored: StoredSchool,
}

/// A school as files are read over it.
pub(super) async fn known(book: &Book<'_>, code: &SchoolCode) -> Result<KnownSchool, AppError> {
    Ok(KnownSchool {
        school: book.school(code.clone()).await?,
        calendar: book.calendar().await?,
        pupils: book.pupils(Persons::Named).await?,
        next_pupil_no: book.last_pupil().await? + 1,
    })
}

impl Known {
    pub(super) async fn read(book: &Book<'_>, month: Month) -> Result<Self, AppError> {
        let marked = Marked { book, imported: book.imported().await?.into_iter().collect() };
        let stored = StoredSchool {
            profiles: marked.school().await?,
            closure: marked.school().await?,
            terms: marked.school().await?,
            calendar: marked.school().await?,
            plan: marked.school().await?,
            notices: marked.school().await?,
            payees: marked.school().await?,
            pupils: marked.pupils().await?,
            rolls: book.school_rolls(month.first_day(), month.last_day()).await?,
        };
        Ok(Self { bound: book.bound(), stored })
    }
}

/// A book with the changes that imports made.
struct Marked<'a> {
    book: &'a Book<'a>,
    imported: HashSet<ChangeNo>,
}

impl Marked<'_> {
    /// The last word about each item; items that an import ended are left out.
    async fn items<F: Fact>(&self, owner: Owner) -> Result<Vec<Stored<Kept<F>>>, StoreError> {
        let mut items = Vec::new();
        for (stored, ended) in self.book.last::<F>(owner).await? {
            let standing = match (self.imported.contains(&stored.change_no), ended) {
                (true, true) => continue,
                (true, false) => Standing::Imported,
                (false, false) => Standing::ByHand,
                (false, true) => Standing::StruckByHand,
            };
            let Stored { pupil, item, change_no, value } = stored;
            items.push(Stored { pupil, item, change_no, value: Kept { item, standing, value } });
        }
        Ok(items)
    }

    async fn school<F: Fact>(&self) -> Result<Vec<Kept<F>>, StoreError> {
        Ok(self.items(Owner::School).await?.into_iter().map(|stored| stored.value).collect())
    }

    async fn of_pupils<F: Fact>(&self) -> Result<BTreeMap<PupilNo, Vec<Kept<F>>>, StoreError> {
        let mut by_pupil: BTreeMap<PupilNo, Vec<Kept<F>>> = BTreeMap::new();
        for stored in self.items(Owner::All).await? {
            if let Some(pupil) = stored.pupil {
                by_pupil.entry(pupil).or_default().push(stored.value);
            }
        }
        Ok(by_pupil)
    }

    async fn pupils(&self) -> Result<Vec<StoredPupil>, StoreError> {
        let persons = self.of_pupils::<Person>().await?;
        let mut guardians = self.of_pupils::<Guardian>().await?;
        let mut placements = self.of_pupils::<(Period, Placement)>().await?;
        let mut applications = self.of_pupils().await?;
        let mut waivers = self.of_pupils().await?;
        let pupil = |(no, persons): (PupilNo, Vec<Kept<Person>>)| {
            let Kept { item, standing, value } = persons.into_iter().next()?;
            let Person { name, student_number, local_id } = value;
            let value = Identity { name, student_number, local_id };
            Some(StoredPupil {
                no,
                identity: Kept { item, standing, value },
                guardians: guardians.remove(&no).unwrap_or_default(),
                placements: placements.remove(&no).unwrap_or_default(),
                applications: applications.remove(&no).unwrap_or_default(),
                waivers: waivers.remove(&no).unwrap_or_default(),
            })
        };
        Ok(persons.into_iter().filter_map(pupil).collect())
    }
}
