//! A smallest set of recusals that leaves no assignment.

use std::collections::BTreeSet;

use super::{Collision, Pairing, Recusal, Task, balance::Roster};

/// Finds an irreducible set: starts from the recusals over one cut behind which places stay empty,
/// and leaves out each, in order, without which they still do.
pub(super) fn smallest(task: &Task<'_>, recusals: &[Recusal]) -> Collision {
    let all: BTreeSet<Pairing> = recusals.iter().map(Recusal::pairing).collect();
    let suspects = Roster::fill(task, &all).over_the_cut();
    let mut kept = suspects.clone();
    for pairing in suspects {
        kept.remove(&pairing);
        if Roster::fill(task, &kept).short_by() == 0 {
            kept.insert(pairing);
        }
    }
    let mut recusals: Vec<Recusal> =
        recusals.iter().filter(|recusal| kept.contains(&recusal.pairing())).cloned().collect();
    recusals.sort();
    recusals.dedup_by(|later, first| later.pairing() == first.pairing());
    Collision { recusals }
}
