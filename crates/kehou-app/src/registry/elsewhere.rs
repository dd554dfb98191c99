//! What other schools know of children: one child has one person id, and one roll on any day. (C5)
//!
//! It is read by a write that holds the places of children, so that it stays true until the write ends.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use chrono::NaiveDate;
use kehou_registry::{Placement, PupilNo, StudentNumber};
use kehou_store::{Person, Places, PupilId, SchoolId, StoreError};
use kehou_units::Period;
use uuid::Uuid;

use super::owned::Owned;

/// A pupil of some school, as far as other schools are concerned.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Sighting {
    pub(crate) school: SchoolId,
    pub(crate) pupil: PupilNo,
    pub(crate) person: Uuid,
    pub(crate) number: Option<StudentNumber>,
    pub(crate) days: Vec<(Period, Placement)>,
}

impl Sighting {
    /// The first day on which the pupil is on the roll there and on one of these days.
    pub(super) fn shares<'a>(
        &self,
        days: impl IntoIterator<Item = &'a Period>,
    ) -> Option<NaiveDate> {
        let days = days.into_iter();
        let shared = days
            .flat_map(|days| self.days.iter().filter_map(|(there, _)| there.intersection(days)));
        shared.map(|both| both.first()).min()
    }
}

/// Where children with these student numbers are pupils, but for one school, by number.
pub(super) async fn with_numbers(
    places: &Places<'_>,
    but: SchoolId,
    numbers: &[StudentNumber],
) -> Result<HashMap<StudentNumber, Vec<Sighting>>, StoreError> {
    let mut found: HashMap<StudentNumber, Vec<Sighting>> = HashMap::new();
    let pupils = places.pupils_with_numbers(numbers).await?;
    for sighting in sightings(places, pupils.into_iter().filter(|(id, _)| *id != but)).await? {
        if let Some(number) = sighting.number.clone().filter(|number| numbers.contains(number)) {
            found.entry(number).or_default().push(sighting);
        }
    }
    Ok(found)
}

/// Where a child is a pupil, but for one school.
pub(super) async fn of_person(
    places: &Places<'_>,
    but: SchoolId,
    person: Uuid,
) -> Result<Vec<Sighting>, StoreError> {
    let pupils = places.pupils_of_person(person).await?;
    let mut found = sightings(places, pupils.into_iter().filter(|(id, _)| *id != but)).await?;
    found.retain(|sighting| sighting.person == person);
    Ok(found)
}

/// Pupils of several schools as they stand.
pub(crate) async fn sightings(
    places: &Places<'_>,
    pupils: impl Iterator<Item = (SchoolId, PupilNo)>,
) -> Result<Vec<Sighting>, StoreError> {
    let mut schools: BTreeMap<SchoolId, BTreeSet<PupilNo>> = BTreeMap::new();
    for (school, pupil) in pupils {
        schools.entry(school).or_default().insert(pupil);
    }
    let mut found = Vec::new();
    for (school, pupils) in schools {
        let book = places.book(school).await?;
        let ids = Owned::<PupilId>::read(&book, &pupils).await?;
        let persons = Owned::<Person>::read(&book, &pupils).await?;
        let placements = Owned::<(Period, Placement)>::read(&book, &pupils).await?;
        for pupil in pupils {
            let Some(id) = ids.of(pupil).first() else { continue };
            let number = persons.of(pupil).first().and_then(|it| it.value.student_number.clone());
            let days = placements.of(pupil).iter().map(|stored| stored.value).collect();
            let person = id.value.person;
            found.push(Sighting { school, pupil, person, number, days });
        }
    }
    Ok(found)
}
