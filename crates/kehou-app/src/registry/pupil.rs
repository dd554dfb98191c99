//! Reading one pupil. (C5, F12)

use std::collections::HashMap;

use kehou_registry::{Application, Guardian, Placement, Pupil, PupilNo, SchoolCode};
use kehou_store::{Book, ChangeNo, Fact, Owner, Person, PupilId, StoreError, Stored};
use kehou_units::{Dated, Instant, Period};
use uuid::Uuid;

use crate::{App, AppError, Permission, Principal, Refusal, RefusalCode, boxed};

/// Whether numbers and guardians are asked for. (C5)
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Contacts {
    /// They are.
    Shown,
    /// They stay out.
    Hidden,
}

/// A pupil as a principal may see it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PupilView {
    /// The pupil, always without waivers (F12), and without numbers and guardians unless they are shown.
    pub pupil: Pupil,
    /// The child, at whatever school.
    pub person: Uuid,
    /// The last change of what is known of the pupil, waivers and money aside.
    pub etag: ChangeNo,
}

/// One pupil, as it stands or stood.
///
/// # Errors
///
/// Forbidden unless the principal may read the pupil, and the contacts when they are asked for;
/// [`RefusalCode::PupilUnknown`]; failures of the books.
///
/// # Clauses
///
/// C5, F12.
#[boxed]
pub async fn pupil(
    app: &App,
    who: &Principal,
    (school, pupil): (&SchoolCode, PupilNo),
    (contacts, known_at): (Contacts, Option<Instant>),
) -> Result<PupilView, AppError> {
    let id = app.admit_pupil((who, Permission::ReadPupils), school, pupil).await?;
    if contacts == Contacts::Shown {
        app.admit_pupil((who, Permission::ReadContacts), school, pupil).await?;
    }
    let book = app.book(id, known_at).await?;
    let views = views(&book, Owner::Pupil(pupil), contacts).await?;
    Ok(views.into_iter().next().ok_or_else(|| unknown(school, pupil))?)
}

/// The refusal of a pupil whom the school does not have.
pub(super) fn unknown(school: &SchoolCode, pupil: PupilNo) -> Refusal {
    Refusal::new(RefusalCode::PupilUnknown).with("school", school).with("pupil", pupil)
}

/// Refuses a pupil whom the school does not have.
pub(super) async fn refuse_unknown(
    book: &Book<'_>,
    (school, pupil): (&SchoolCode, PupilNo),
) -> Result<(), AppError> {
    match book.of::<PupilId>(Owner::Pupil(pupil)).await?[..] {
        [] => Err(unknown(school, pupil).into()),
        _ => Ok(()),
    }
}

/// The tag of a pupil: the last change of what [`PupilView`] says, waivers aside. (F12)
pub(super) async fn pupil_tag(book: &Book<'_>, pupil: PupilNo) -> Result<ChangeNo, StoreError> {
    let owner = Owner::Pupil(pupil);
    let stamps = [
        book.stamp::<PupilId>(owner).await?,
        book.stamp::<Person>(owner).await?,
        book.stamp::<Guardian>(owner).await?,
        book.stamp::<(Period, Placement)>(owner).await?,
        book.stamp::<Application>(owner).await?,
    ];
    Ok(stamps.into_iter().max().unwrap_or_default())
}

/// The pupils of an owner, by number, with their tags.
pub(super) async fn views(
    book: &Book<'_>,
    owner: Owner,
    contacts: Contacts,
) -> Result<Vec<PupilView>, AppError> {
    let mut tags = Tags::default();
    let ids = tags.read::<PupilId>(book, owner).await?;
    let mut placements = by_pupil(tags.read::<(Period, Placement)>(book, owner).await?);
    let mut applications = by_pupil(tags.read::<Application>(book, owner).await?);
    let mut persons = by_pupil(tags.read::<Person>(book, owner).await?);
    let mut guardians = match contacts {
        Contacts::Shown => by_pupil(tags.read::<Guardian>(book, owner).await?),
        Contacts::Hidden => {
            tags.learn::<Guardian>(book, owner).await?;
            HashMap::new()
        }
    };
    let mut views = Vec::with_capacity(ids.len());
    for (no, id) in ids.into_iter().filter_map(|stored| Some((stored.pupil?, stored.value))) {
        let person = persons.remove(&no).and_then(|mut persons| persons.pop());
        let (name, number, local_id) = person
            .map(|person| (person.name, person.student_number, person.local_id))
            .unwrap_or_default();
        let is_shown = contacts == Contacts::Shown;
        let placements = Dated::new(placements.remove(&no).unwrap_or_default());
        let pupil = Pupil {
            no,
            name,
            student_number: number.filter(|_| is_shown),
            local_id: local_id.filter(|_| is_shown),
            guardians: guardians.remove(&no).unwrap_or_default(),
            placements: placements.map_err(|e| StoreError::bad_row("placement", e))?,
            applications: applications.remove(&no).unwrap_or_default(),
            waivers: Vec::new(),
        };
        let etag = tags.0.get(&no).copied().unwrap_or_default();
        views.push(PupilView { pupil, person: id.person, etag });
    }
    Ok(views)
}

/// The last change of each pupil's items, ended ones included, learned while they are read.
#[derive(Default)]
struct Tags(HashMap<PupilNo, ChangeNo>);

impl Tags {
    /// The living items of a kind.
    async fn read<F: Fact>(
        &mut self,
        book: &Book<'_>,
        owner: Owner,
    ) -> Result<Vec<Stored<F>>, StoreError> {
        let last = book.last::<F>(owner).await?;
        for (stored, _) in &last {
            self.raise(stored.pupil, stored.change_no);
        }
        Ok(last.into_iter().filter(|(_, ended)| !ended).map(|(stored, _)| stored).collect())
    }

    /// The changes of a kind that is not shown.
    async fn learn<F: Fact>(&mut self, book: &Book<'_>, owner: Owner) -> Result<(), StoreError> {
        if let Owner::Pupil(pupil) = owner {
            self.raise(Some(pupil), book.stamp::<F>(owner).await?);
            return Ok(());
        }
        for (pupil, change) in book.stamps::<F>().await? {
            self.raise(Some(pupil), change);
        }
        Ok(())
    }

    fn raise(&mut self, pupil: Option<PupilNo>, change: ChangeNo) {
        if let Some(pupil) = pupil {
            let tag = self.0.entry(pupil).or_default();
            *tag = change.max(*tag);
        }
    }
}

fn by_pupil<F: Fact>(items: Vec<Stored<F>>) -> HashMap<PupilNo, Vec<F>> {
    let mut owned: HashMap<PupilNo, Vec<F>> = HashMap::new();
    for stored in items {
        if let Some(pupil) = stored.pupil {
            owned.entry(pupil).or_default().push(stored.value);
        }
    }
    owned
}
