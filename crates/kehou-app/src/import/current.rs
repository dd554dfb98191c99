//! Whether an import is still what its preview says, when it begins to be stored.

use std::collections::{BTreeMap, BTreeSet, HashSet};

use kehou_registry::{PupilNo, SchoolCode, StudentNumber};
use kehou_store::{ChangeNo, ImportId, Places, SchoolId, StoreError};

use super::{Preview, plan::Plan};
use crate::{AppError, Refusal, RefusalCode, registry::sightings};

/// Where the books of schools stand.
type Bounds = BTreeMap<SchoolCode, (SchoolId, ChangeNo)>;

/// Refuses an import whose preview holds no longer: somebody wrote to one of its schools since, or another
/// school took in, named or placed one of its children.
///
/// Whoever asks holds the places of children and goes on to store the import, which keeps everybody else
/// from deciding about places until it is complete. So what is found here holds for every school that
/// is stored afterwards, without asking again.
///
/// # Errors
///
/// [`RefusalCode::ImportOutdated`] with the school that was changed; failures of the books.
///
/// # Clauses
///
/// C5.
pub(super) async fn refuse_outdated(
    places: &Places<'_>,
    (id, preview): (ImportId, &Preview),
    plan: &Plan,
) -> Result<(), AppError> {
    let now = places.school_bounds().await?;
    let is_changed = |school: &&super::SchoolPreview| {
        now.get(&school.school).is_some_and(|(_, bound)| *bound != school.bound)
    };
    let own = preview.schools.iter().find(is_changed).map(|school| school.school.clone());
    let changed = match own {
        Some(school) => Some(school),
        None => other_school(places, (preview, &now), plan).await?,
    };
    match changed {
        None => Ok(()),
        Some(school) => {
            let refusal = Refusal::new(RefusalCode::ImportOutdated).with("school", school);
            Err(refusal.with("import", id.number()).into())
        }
    }
}

/// A school outside the files that wrote about one of their children since they were compared.
async fn other_school(
    places: &Places<'_>,
    (preview, now): (&Preview, &Bounds),
    plan: &Plan,
) -> Result<Option<SchoolCode>, StoreError> {
    let own: BTreeSet<&SchoolCode> = preview.schools.iter().map(|school| &school.school).collect();
    let mut touched: Vec<(SchoolId, PupilNo)> = Vec::new();
    for (code, (id, bound)) in now.iter().filter(|(code, _)| !own.contains(code)) {
        let before = plan.stood.get(code).map_or(ChangeNo::default(), |(_, bound)| *bound);
        if *bound > before {
            let pupils = places.touched_after(*id, before).await?;
            touched.extend(pupils.into_iter().map(|pupil| (*id, pupil)));
        }
    }
    if touched.is_empty() {
        return Ok(None);
    }
    let children = children(plan);
    let seen = sightings(places, touched.into_iter()).await?;
    let is_ours = |number: &StudentNumber| children.contains(number);
    let found = seen.iter().find(|seen| seen.number.as_ref().is_some_and(is_ours));
    let code = |school| now.iter().find(|(_, (id, _))| *id == school).map(|(code, _)| code.clone());
    Ok(found.and_then(|seen| code(seen.school)))
}

/// The student numbers of the children whom an import would place or name.
fn children(plan: &Plan) -> HashSet<&StudentNumber> {
    let mut children = HashSet::new();
    for (planned, comparison) in plan.schools.iter().zip(&plan.comparison.schools) {
        let placed = comparison.placements.items.iter().filter_map(|item| item.pupil);
        let named = comparison.identities.items.iter().filter_map(|item| item.pupil);
        let pupils: BTreeSet<PupilNo> = placed.chain(named).collect();
        let filed = planned.filed.pupils.iter().filter(|pupil| pupils.contains(&pupil.no));
        children.extend(filed.filter_map(|pupil| pupil.student_number.as_ref()));
    }
    children
}
