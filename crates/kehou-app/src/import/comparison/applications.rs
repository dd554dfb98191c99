//! Applications beside the stored ones. (F14)

use kehou_registry::{Application, PupilNo};

use super::{
    change::Changes,
    reconcile::{Manner, Silence, reconcile},
    stored::{Kept, next_item},
};

/// Compares the applications of one pupil. An application ends by its withdrawal only: neither
/// silence nor a blank day of withdrawal in a later file undoes what was applied for or withdrawn.
pub(super) fn compare(
    owner: Option<PupilNo>,
    stored: &[Kept<Application>],
    filed: &[Application],
) -> Changes<Application> {
    let filed: Vec<Application> = filed.iter().map(|one| withdrawn_still(*one, stored)).collect();
    let same = |a: &Application, b: &Application| a.applied_on == b.applied_on;
    let next = next_item(stored);
    let manner = Manner { same: &same, clash: &|_, _| false, silence: Silence::SaysNothing, next };
    reconcile(owner, stored, &filed, &manner)
}

/// The application with the stored day of its withdrawal, where the file leaves that blank.
fn withdrawn_still(filed: Application, stored: &[Kept<Application>]) -> Application {
    let mut alive = stored.iter().filter(|kept| kept.is_alive()).map(|kept| kept.value);
    let withdrawn = alive.find(|one| {
        filed.withdrawn_on.is_none() && Application { withdrawn_on: None, ..*one } == filed
    });
    withdrawn.unwrap_or(filed)
}
