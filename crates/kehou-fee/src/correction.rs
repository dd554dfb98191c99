//! Corrections due: what bills would be, had everything been known.

use kehou_registry::PupilNo;
use kehou_units::{Month, SignedFen};

use crate::SchoolTotals;

/// A bill that later facts change; it is reported, not posted. (F5, F9)
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Correction {
    /// The pupil.
    pub pupil: PupilNo,
    /// The month whose bill changes.
    pub month: Month,
    /// What the family pays more; negative is paid back.
    pub difference: SignedFen,
}

impl Correction {
    /// Whether posting it needs two persons and notice to the family: it raises the charge. (F9)
    #[must_use]
    pub const fn needs_two_persons(&self) -> bool {
        self.difference.as_fen() > 0
    }
}

/// Compares the bills of a month with what they would be by later facts.
///
/// Pupils whose payable amount does not change are left out; a pupil who appears in one of the two
/// only counts with zero in the other.
///
/// # Clauses
///
/// F5, F9.
#[must_use]
pub fn corrections_due(billed: &SchoolTotals, known_since: &SchoolTotals) -> Vec<Correction> {
    let mut numbers: Vec<PupilNo> =
        billed.pupils.iter().chain(&known_since.pupils).map(|(pupil, _)| *pupil).collect();
    numbers.sort_unstable();
    numbers.dedup();
    let payable = |totals: &SchoolTotals, pupil| totals.of(pupil).unwrap_or_default().payable;
    let correction = |pupil| {
        let difference = payable(known_since, pupil).minus_signed(payable(billed, pupil));
        Correction { pupil, month: billed.month, difference }
    };
    let due = numbers.into_iter().map(correction);
    due.filter(|correction| correction.difference != SignedFen::ZERO).collect()
}

#[cfg(test)]
mod tests;
