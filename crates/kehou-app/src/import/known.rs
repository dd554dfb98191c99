//! The books, as files are read over them and comparisons read them.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use kehou_registry::{Guardian, Placement, PupilNo, SchoolCode, SchoolProfile, StudentNumber};
use kehou_sheets::{KnownSchool, Named};
use kehou_store::{
    Book, Bound, ChangeNo, Fact, Owner, Person, Persons, PupilId, SchoolEntry, SchoolId,
    StoreError, Stored,
};
use kehou_units::{Month, Period};
use uuid::Uuid;

use super::comparison::{Identity, Kept, Standing, StoredPupil, StoredSchool};
use crate::{App, AppError};

/// What is known of the schools that files name, and of those that have their pupils on the roll.
pub(super) struct KnownCounty {
    /// The numbers of all schools.
    pub(super) ids: BTreeMap<SchoolCode, SchoolId>,
    /// The schools, as files are read over them.
    pub(super) schools: Vec<KnownSchool>,
    /// Their pupils as persons, by student number: one child keeps one id in all schools. (C5)
    pub(super) persons: HashMap<StudentNumber, Uuid>,
    /// Where the books of all schools stood before anything was read of them.
    pub(super) stood: BTreeMap<SchoolCode, (SchoolId, ChangeNo)>,
}

impl KnownCounty {
    /// Reads what is known of the schools that files name.
    pub(super) async fn of(app: &App, named: &Named) -> Result<Self, AppError> {
        let stood = app.store.school_bounds().await?;
        let all = app.store.schools().await?;
        let wanted = wanted(app, named, &all).await?;
        let mut known = Self {
            ids: all.iter().map(|entry| (entry.code.clone(), entry.id)).collect(),
            schools: Vec::with_capacity(wanted.len()),
            persons: HashMap::new(),
            stood,
        };
        for SchoolEntry { id, code } in all.into_iter().filter(|entry| wanted.contains(&entry.id)) {
            let book = app.store.book(id, Bound::Now).await?;
            // A school without a first change has a number and nothing else.
            if book.bound() > ChangeNo::default() {
                known.add(&book, code).await?;
            }
        }
        Ok(known)
    }

    async fn add(&mut self, book: &Book<'_>, code: SchoolCode) -> Result<(), AppError> {
        let pupils = book.pupils(Persons::Named).await?;
        let ids = book.all::<PupilId>().await?;
        let persons: HashMap<Option<PupilNo>, Uuid> =
            ids.into_iter().map(|stored| (stored.pupil, stored.value.person)).collect();
        self.persons.extend(pupils.iter().filter_map(|pupil| {
            Some((pupil.student_number.clone()?, *persons.get(&Some(pupil.no))?))
        }));
        self.schools.push(KnownSchool {
            school: book.school(code).await?,
            calendar: book.calendar().await?,
            pupils,
            next_pupil_no: book.last_pupil().await? + 1,
        });
        Ok(())
    }
}

/// The schools that files are about: by code, by a name, all of them where a row is about all; and
/// those that have, or had, a pupil of the files' rosters. (C5)
async fn wanted(
    app: &App,
    named: &Named,
    all: &[SchoolEntry],
) -> Result<BTreeSet<SchoolId>, AppError> {
    if named.every_school {
        return Ok(all.iter().map(|entry| entry.id).collect());
    }
    let by_code = all.iter().filter(|entry| named.codes.contains(&entry.code));
    let mut wanted: BTreeSet<SchoolId> = by_code.map(|entry| entry.id).collect();
    if !named.names.is_empty() {
        let profiles = app.store.across::<(Period, SchoolProfile)>(None).await?;
        wanted.extend(profiles.into_iter().filter_map(|(id, holding)| {
            let mut names = holding.items.iter().map(|stored| stored.value.1.name.as_str());
            names.any(|name| named.names.contains(name)).then_some(id)
        }));
    }
    if wanted.len() < all.len() {
        let numbers: Vec<StudentNumber> = named.student_numbers.iter().cloned().collect();
        let places = app.store.pupils_with_numbers(&numbers).await?;
        wanted.extend(places.into_iter().map(|(school, _)| school));
    }
    Ok(wanted)
}

/// What is stored of a school, at a change.
#[derive(Default)]
pub(super) struct Known {
    /// The change up to which it was read.
    pub(super) bound: ChangeNo,
    /// As comparisons read it.
    pub(super) stored: StoredSchool,
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
