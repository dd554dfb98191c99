//! One list beside another: what is stored of one owner, and what files say of it.

use kehou_registry::PupilNo;

use super::{
    change::Changes,
    stored::{Kept, Standing},
};

/// How the items of a kind are told apart.
pub(super) struct Manner<'a, T> {
    /// Whether two values are versions of one item.
    pub(super) same: &'a dyn Fn(&T, &T) -> bool,
    /// Whether two items can't both hold.
    pub(super) clash: &'a dyn Fn(&T, &T) -> bool,
    /// What it means that files leave an item out.
    pub(super) silence: Silence,
    /// The number of the next new item.
    pub(super) next: u32,
}

/// What it means that files leave an item out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Silence {
    /// It is no longer.
    Removes,
    /// Nothing.
    SaysNothing,
}

impl Silence {
    /// Silence of a kind that was read whole means removal.
    pub(super) const fn of(whole: bool) -> Self {
        if whole { Self::Removes } else { Self::SaysNothing }
    }
}

/// What becomes of each stored item.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Fate {
    Open,
    Settled,
}

/// Compares the items of one owner. An item that an officer wrote stands, and so does one that an
/// officer removed; what files say against either is kept out. An imported item that can't hold
/// beside what files say gives way.
pub(super) fn reconcile<T: Clone + PartialEq>(
    owner: Option<PupilNo>,
    stored: &[Kept<T>],
    filed: &[T],
    manner: &Manner<'_, T>,
) -> Changes<T> {
    let mut changes = Changes::default();
    let mut fates = vec![Fate::Open; stored.len()];
    let open = take_equal(stored, filed, &mut fates, (owner, &mut changes));
    let mut next = manner.next;
    let mut put: Vec<&T> = Vec::new();
    for value in open {
        let same = (0..stored.len())
            .find(|at| fates[*at] == Fate::Open && (manner.same)(&stored[*at].value, value));
        let against = |at: usize| {
            let by_hand = stored[at].standing == Standing::ByHand && same != Some(at);
            by_hand && (manner.clash)(&stored[at].value, value)
        };
        let rival = (0..stored.len()).find(|at| against(*at));
        if let Some(at) = same {
            fates[at] = Fate::Settled;
        }
        match (same, rival) {
            (Some(at), None) if stored[at].is_imported() => {
                changes.change(owner, stored[at].item, value.clone());
                put.push(value);
            }
            (None, None) => {
                changes.add(owner, next, value.clone());
                next = next.saturating_add(1);
                put.push(value);
            }
            (Some(at), _) | (None, Some(at)) => changes.keep(owner, stored[at].item),
        }
    }
    let open = stored.iter().zip(fates).filter(|(_, fate)| *fate == Fate::Open);
    for (kept, _) in open {
        let gives_way = put.iter().any(|value| (manner.clash)(&kept.value, value));
        let is_missing = manner.silence == Silence::Removes;
        match kept.standing {
            Standing::Imported if gives_way || is_missing => {
                changes.remove(owner, kept.item, kept.value.clone());
            }
            Standing::ByHand if is_missing => changes.keep(owner, kept.item),
            _ => {}
        }
    }
    changes.count_kept_once();
    changes
}

/// Settles the items about which files say exactly what is stored, and gives the other filed ones.
fn take_equal<'f, T: PartialEq>(
    stored: &[Kept<T>],
    filed: &'f [T],
    fates: &mut [Fate],
    (owner, changes): (Option<PupilNo>, &mut Changes<T>),
) -> Vec<&'f T> {
    let mut open = Vec::new();
    for value in filed {
        let equal =
            (0..stored.len()).find(|at| fates[*at] == Fate::Open && stored[*at].value == *value);
        let Some(at) = equal else {
            open.push(value);
            continue;
        };
        fates[at] = Fate::Settled;
        if stored[at].is_alive() {
            changes.leave();
        } else {
            changes.keep(owner, stored[at].item);
        }
    }
    open
}
