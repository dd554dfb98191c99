//! All compared schools together: transfers, and which schools would lose many pupils.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use kehou_registry::{PupilNo, SchoolCode, StudentNumber};
use kehou_sheets::BEGINNING;
use kehou_units::{Period, Ratio};

use super::{Change, SchoolComparison, StoredSchool};

/// What files would change of a county.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CountyComparison {
    /// By school.
    pub schools: Vec<SchoolComparison>,
    /// Pupils who leave one school and come to another.
    pub transfers: Vec<Transfer>,
    /// Who leaves a school.
    pub leavers: Leavers,
    /// The schools of which more than the limit would be gone. Each is judged by itself: somebody has to
    /// say of each that it is meant.
    pub over_limit: Vec<SchoolCode>,
}

/// A pupil who leaves one school and comes to another, by the student number.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Transfer {
    /// The school and the number there that end.
    pub from: (SchoolCode, PupilNo),
    /// The school and the number there that begin.
    pub to: (SchoolCode, PupilNo),
}

/// The pupils who leave a school, by student number.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Leavers(BTreeMap<StudentNumber, (SchoolCode, PupilNo)>);

/// Puts the comparisons of schools together. Who comes to a school without a date begins there when
/// the other school's placement has ended. `limit` is the largest share of a school's pupils that may be
/// gone unasked; who goes to another school of the files is gone from the first all the same.
///
/// # Clauses
///
/// C5.
#[must_use]
pub fn compare_county(
    mut schools: Vec<(&StoredSchool, SchoolComparison)>,
    effective_on: NaiveDate,
    limit: Ratio,
) -> CountyComparison {
    let leavers = Leavers::of(&schools);
    let mut transfers = Vec::new();
    for (_, school) in &mut schools {
        transfers.extend(leavers.arrive(school, effective_on));
    }
    let exceeds = |school: &SchoolComparison| school.pupils.removal_share().exceeds(limit);
    let schools: Vec<SchoolComparison> = schools.into_iter().map(|(_, school)| school).collect();
    let over = schools.iter().filter(|school| exceeds(school));
    let over_limit = over.map(|school| school.school.clone()).collect();
    CountyComparison { schools, transfers, leavers, over_limit }
}

impl Leavers {
    fn of(schools: &[(&StoredSchool, SchoolComparison)]) -> Self {
        let mut leaving = BTreeMap::new();
        for (stored, school) in schools {
            let lists = [&school.pupils.removed, &school.pupils.left];
            let leavers = stored.pupils.iter();
            for pupil in leavers.filter(|one| lists.iter().any(|list| list.contains(&one.no))) {
                let number = pupil.identity.value.student_number.clone();
                let from = (school.school.clone(), pupil.no);
                leaving.extend(number.map(|number| (number, from)));
            }
        }
        Self(leaving)
    }

    /// Lets those who come to a school from another one begin there on a day, when the other school's
    /// placement has ended; gives who they are.
    pub fn arrive(&self, school: &mut SchoolComparison, effective_on: NaiveDate) -> Vec<Transfer> {
        let mut transfers = Vec::new();
        for item in &school.identities.items {
            let (Some(pupil), Change::Put(identity)) = (item.pupil, &item.change) else { continue };
            let number = identity.student_number.as_ref();
            let Some(from) = number.and_then(|number| self.0.get(number)) else { continue };
            if from.0 != school.school && school.pupils.added.contains(&pupil) {
                let to = (school.school.clone(), pupil);
                transfers.push(Transfer { from: from.clone(), to });
            }
        }
        for transfer in &transfers {
            begin_after(school, transfer.to.1, effective_on);
        }
        transfers
    }
}

/// Lets a placement without a first day begin on a day.
fn begin_after(school: &mut SchoolComparison, pupil: PupilNo, on: NaiveDate) {
    for item in &mut school.placements.items {
        if let (true, Change::Put((period, _))) = (item.pupil == Some(pupil), &mut item.change)
            && period.first() == BEGINNING
        {
            *period = Period::new(on, period.last()).unwrap_or(*period);
        }
    }
}
