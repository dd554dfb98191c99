//! Whether each party revealed what it was bound to.

use super::{Reveal, SeedError, surplus};
use crate::Parties;

/// Holds what was revealed against the hashes of all parties.
pub(super) fn hold(source: &Parties, reveals: &[Reveal]) -> Result<(), SeedError> {
    let names = || source.parties().iter().map(|party| &party.name);
    let surplus = surplus(names(), reveals.iter().map(|reveal| &reveal.party));
    let (mut missing, mut mismatching) = (Vec::new(), Vec::new());
    for party in source.parties() {
        let mut own = reveals.iter().filter(|reveal| reveal.party == party.name).peekable();
        if own.peek().is_none() {
            missing.push(party.name.clone());
        } else if own.any(|reveal| reveal.hash() != party.hash) {
            mismatching.push(party.name.clone());
        }
    }
    if missing.is_empty() && mismatching.is_empty() && surplus.is_empty() {
        Ok(())
    } else {
        Err(SeedError::Parties { missing, mismatching, surplus })
    }
}
