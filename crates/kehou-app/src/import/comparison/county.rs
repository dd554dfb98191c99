//! All compared schools together: transfers, and how many pupils would be gone.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use kehou_registry::{PupilNo, SchoolCode, StudentNumber};
use kehou_sheets::BEGINNING;
use kehou_units::{Period, Ratio};

use super::{Change, RemovalShare, SchoolComparison, StoredSchool};

/// What files would change of a county.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CountyComparison {
    /// By school.
    pub schools: Vec<SchoolComparison>,
    /// Pupils who leave one school and come to another.
    pub transfers: Vec<Transfer>,
    /// How large a part of the pupils of all compared schools would be on no roll any longer.
    pub gone: RemovalShare,
    /// The schools of which more than the limit would be gone.
    pub over_limit: Vec<SchoolCode>,
    /// Whether somebody has to confirm that so many are gone, of a school or of all together.
    pub needs_confirmation: bool,
}

/// A pupil who leaves one school and comes to another, by the student number.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Transfer {
    /// The school and the number there that end.
    pub from: (SchoolCode, PupilNo),
    /// The school and the number there that begin.
    pub to: (SchoolCode, PupilNo),
}

/// Puts the comparisons of schools together. Who comes to a school without a date begins there when
/// the other school's placement has ended. `limit` is the largest share of pupils that may be gone
/// unasked.
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
    let transfers = transfers(&schools);
    for transfer in &transfers {
        let to = schools.iter_mut().find(|(_, school)| school.school == transfer.to.0);
        if let Some((_, school)) = to {
            begin_after(school, transfer.to.1, effective_on);
        }
    }
    let shares = schools.iter().map(|(_, school)| school.pupils.removal_share());
    let mut gone = shares.fold(RemovalShare::default(), RemovalShare::and);
    gone.gone = gone.gone.saturating_sub(transfers.len() as u64);
    let exceeds = |school: &SchoolComparison| school.pupils.removal_share().exceeds(limit);
    let over_limit: Vec<SchoolCode> = schools
        .iter()
        .filter(|(_, school)| exceeds(school))
        .map(|(_, school)| school.school.clone())
        .collect();
    let needs_confirmation = !over_limit.is_empty() || gone.exceeds(limit);
    let schools = schools.into_iter().map(|(_, school)| school).collect();
    CountyComparison { schools, transfers, gone, over_limit, needs_confirmation }
}

fn transfers(schools: &[(&StoredSchool, SchoolComparison)]) -> Vec<Transfer> {
    let mut leaving: BTreeMap<&StudentNumber, (usize, PupilNo)> = BTreeMap::new();
    for (at, (stored, school)) in schools.iter().enumerate() {
        let lists = [&school.pupils.removed, &school.pupils.left];
        for pupil in &stored.pupils {
            if lists.iter().any(|list| list.contains(&pupil.no)) {
                let number = pupil.identity.value.student_number.as_ref();
                leaving.extend(number.map(|number| (number, (at, pupil.no))));
            }
        }
    }
    let mut transfers = Vec::new();
    for (at, (_, school)) in schools.iter().enumerate() {
        for item in &school.identities.items {
            let (Some(pupil), Change::Put(identity)) = (item.pupil, &item.change) else { continue };
            let number = identity.student_number.as_ref();
            let Some((from, left)) = number.and_then(|number| leaving.get(number)) else {
                continue;
            };
            if *from != at && school.pupils.added.contains(&pupil) {
                let from = (schools[*from].1.school.clone(), *left);
                transfers.push(Transfer { from, to: (school.school.clone(), pupil) });
            }
        }
    }
    transfers
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
