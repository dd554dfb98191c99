//! Pupils on their way into the books.

use std::collections::{BTreeSet, HashMap};

use kehou_registry::{Application, Guardian, Placement, PupilNo, StudentNumber};
use kehou_store::{Book, Fact, ItemVersion, Person, PupilId, Tx, Work};
use kehou_units::Period;
use uuid::Uuid;

use super::{
    PutPupils,
    identify::{Identified, Roll},
};
use crate::{
    AppError, Refusal, RefusalCode,
    ask::check_etag,
    registry::{
        elsewhere::{Sighting, with_numbers},
        owned::Owned,
        pupil::pupil_tag,
    },
};

/// The item of what a pupil has but one of.
const ONLY: u32 = 1;

/// Where other schools have the children of a batch, by student number.
struct Elsewhere(HashMap<StudentNumber, Vec<Sighting>>);

pub(super) struct Batch {
    pub(super) put: PutPupils,
    /// A person id for each entry, in case it is about a child whom nobody knows.
    pub(super) new_persons: Vec<Uuid>,
}

impl Work for Batch {
    type Refusal = AppError;

    async fn run(&self, tx: &Tx<'_>) -> Result<Vec<i64>, AppError> {
        let book = tx.book();
        let ids = book.all::<PupilId>().await?;
        let roll = Roll::of(&ids, book.all().await?, book.last_pupil().await?);
        let identified = roll.identify(&self.put.school, &self.put.pupils)?;
        if let [only] = &identified[..] {
            check_etag(&book, self.put.etag, pupil_tag(&book, only.pupil).await?)?;
        }
        let elsewhere = Elsewhere::read(tx, &identified).await?;
        let pupils: BTreeSet<PupilNo> = identified.iter().map(|it| it.pupil).collect();
        let placements = self.placements(&book, (&pupils, &identified), &elsewhere).await?;
        let guardians = self.replaced(&book, (&pupils, &identified), |at| {
            self.put.pupils.get(at).and_then(|entry| entry.guardians.as_deref())
        });
        let guardians: Vec<ItemVersion<Guardian>> = guardians.await?;
        let applications = self.replaced(&book, (&pupils, &identified), |at| {
            self.put.pupils.get(at).and_then(|entry| entry.applications.as_deref())
        });
        let applications: Vec<ItemVersion<Application>> = applications.await?;
        let persons = Owned::<Person>::read(&book, &pupils).await?;
        let of_child =
            |it: &Identified| persons.replacement(it.pupil, std::slice::from_ref(&it.person));
        let persons: Vec<_> = identified.iter().flat_map(of_child).collect();
        let ids = Owned::<PupilId>::read(&book, &pupils).await?;
        tx.save(&self.links(&ids, &identified, &elsewhere)).await?;
        tx.save(&persons).await?;
        tx.save(&guardians).await?;
        tx.save(&placements).await?;
        tx.save(&applications).await?;
        Ok(identified.iter().map(|it| it.pupil.number().into()).collect())
    }
}

impl Batch {
    /// The placements that change; refused where another school has the child on its roll.
    async fn placements(
        &self,
        book: &Book<'_>,
        (pupils, identified): (&BTreeSet<PupilNo>, &[Identified]),
        elsewhere: &Elsewhere,
    ) -> Result<Vec<ItemVersion<(Period, Placement)>>, AppError> {
        let owned = Owned::<(Period, Placement)>::read(book, pupils).await?;
        let mut versions = Vec::new();
        for (at, (it, entry)) in identified.iter().zip(&self.put.pupils).enumerate() {
            let wanted: Vec<_> =
                entry.placements.iter().map(|(days, placed)| (days, *placed)).collect();
            let changes = owned.replacement(it.pupil, &wanted);
            if !changes.is_empty() {
                let days = wanted.iter().map(|(days, _)| days);
                let seen = elsewhere.seen(&it.person);
                if let Some(on) = seen.filter_map(|seen| seen.shares(days.clone())).next() {
                    let refusal = Refusal::new(RefusalCode::AtTwoSchools);
                    return Err(refusal.with("entry", at + 1).with("on", on).into());
                }
            }
            versions.extend(changes);
        }
        Ok(versions)
    }

    /// What becomes of a list that an entry may leave as it is.
    async fn replaced<'a, F: Fact + Clone + PartialEq>(
        &self,
        book: &Book<'_>,
        (pupils, identified): (&BTreeSet<PupilNo>, &[Identified]),
        wanted: impl Fn(usize) -> Option<&'a [F]>,
    ) -> Result<Vec<ItemVersion<F>>, AppError> {
        if (0..identified.len()).all(|at| wanted(at).is_none()) {
            return Ok(Vec::new());
        }
        let owned = Owned::<F>::read(book, pupils).await?;
        let of_entry = |(at, it): (usize, &Identified)| Some((it.pupil, wanted(at)?));
        let entries = identified.iter().enumerate().filter_map(of_entry);
        Ok(entries.flat_map(|(pupil, wanted)| owned.replacement(pupil, wanted)).collect())
    }

    /// The person ids of new pupils, and of those whom another school turns out to know.
    fn links(
        &self,
        known: &Owned<PupilId>,
        identified: &[Identified],
        elsewhere: &Elsewhere,
    ) -> Vec<ItemVersion<PupilId>> {
        let mut links = Vec::new();
        for (it, new) in identified.iter().zip(&self.new_persons) {
            let there = elsewhere.seen(&it.person).next().map(|seen| seen.person);
            let stands = known.of(it.pupil).first().map(|stored| stored.value.person);
            let person = there.or(stands).unwrap_or(*new);
            if it.is_new || stands != Some(person) {
                links.push(ItemVersion::of_pupil(it.pupil, ONLY, PupilId { person }));
            }
        }
        links
    }
}

impl Elsewhere {
    /// Holds the places of children, and reads where else these are.
    async fn read(tx: &Tx<'_>, identified: &[Identified]) -> Result<Self, AppError> {
        let places = tx.hold_places().await?;
        let numbers = identified.iter().filter_map(|it| it.person.student_number.clone());
        let numbers: BTreeSet<StudentNumber> = numbers.collect();
        let numbers: Vec<StudentNumber> = numbers.into_iter().collect();
        Ok(Self(with_numbers(&places, tx.book().ledger(), &numbers).await?))
    }

    fn seen(&self, person: &Person) -> impl Iterator<Item = &Sighting> {
        let number = person.student_number.as_ref();
        number.and_then(|number| self.0.get(number)).into_iter().flatten()
    }
}
