//! Waivers beside the stored ones. (F2, F11)

use kehou_registry::{Decision, PupilNo, Waiver, WaiverTrack};

use super::{
    change::Changes,
    reconcile::{Manner, Silence, reconcile},
    stored::{Kept, next_item},
};

/// Compares the waivers of one pupil. The same list match arriving again leaves the decision about
/// it as it is, and a blank loss undoes none. A waiver that a list leaves out stands: a status
/// ends by its loss only, and nothing is re-charged backwards.
pub(super) fn compare(
    owner: Option<PupilNo>,
    stored: &[Kept<Waiver>],
    filed: &[Waiver],
) -> Changes<Waiver> {
    let filed: Vec<Waiver> = filed.iter().map(|one| decided_still(one, stored)).collect();
    let next = next_item(stored);
    let silence = Silence::SaysNothing;
    let manner = Manner { same: &is_same, clash: &|_, _| false, silence, next };
    reconcile(owner, stored, &filed, &manner)
}

/// Whether two waivers rest on the same category, track and day.
fn is_same(one: &Waiver, other: &Waiver) -> bool {
    use WaiverTrack::{Application, ListMatch};
    let same_day = match (&one.track, &other.track) {
        (ListMatch { listed_on: a, .. }, ListMatch { listed_on: b, .. })
        | (Application { approved_on: a }, Application { approved_on: b }) => a == b,
        _ => false,
    };
    same_day && one.category == other.category
}

/// The waiver with the stored decision and loss, where the file leaves those open.
fn decided_still(filed: &Waiver, stored: &[Kept<Waiver>]) -> Waiver {
    let mut alive = stored.iter().filter(|kept| kept.is_alive());
    let Some(held) = alive.find(|kept| is_same(&kept.value, filed)) else { return filed.clone() };
    let is_open =
        matches!(&filed.track, WaiverTrack::ListMatch { decision: Decision::Pending, .. });
    Waiver {
        category: filed.category.clone(),
        track: if is_open { held.value.track.clone() } else { filed.track.clone() },
        lost_on: filed.lost_on.or(held.value.lost_on),
    }
}
