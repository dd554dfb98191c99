//! Corrections due: what bills would be, had everything been known.

use std::{collections::BTreeMap, iter::Peekable};

use chrono::NaiveDate;
use kehou_registry::{PupilNo, SlotNo};
use kehou_units::{Fen, Month, SignedFen};

use crate::{Bill, Line};

/// A bill that later facts change; it is reported, not posted. (F5, F9)
///
/// What goes back and what is charged more stand side by side, each summed over the class hours that
/// change, so that neither hides the other.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Correction {
    /// The pupil.
    pub pupil: PupilNo,
    /// The month whose bill changes.
    pub month: Month,
    /// What the family is paid back: class hours that cost less than billed.
    pub lowered: Fen,
    /// What the family pays more: class hours that cost more than billed.
    pub raised: Fen,
}

impl Correction {
    /// What the family pays more in all; negative is paid back.
    #[must_use]
    pub const fn difference(&self) -> SignedFen {
        self.raised.minus_signed(self.lowered)
    }

    /// Whether posting it needs two persons and notice to the family: it raises a charge, whatever it
    /// lowers beside it. (F9)
    #[must_use]
    pub fn needs_two_persons(&self) -> bool {
        self.raised > Fen::ZERO
    }
}

/// Compares the bills of a month with what they would be by later facts, class hour by class hour.
///
/// Both come by pupil number. Pupils none of whose class hours costs more or less are left out; a pupil
/// who appears in one of the two only has no class hours in the other.
///
/// # Clauses
///
/// F5, F9.
#[must_use]
pub fn corrections_due<'a>(
    month: Month,
    billed: impl IntoIterator<Item = Bill<'a>>,
    known_since: impl IntoIterator<Item = Bill<'a>>,
) -> Vec<Correction> {
    let (mut billed, mut since) =
        (billed.into_iter().peekable(), known_since.into_iter().peekable());
    let mut due = Vec::new();
    loop {
        let next = [billed.peek(), since.peek()].into_iter().flatten().map(|bill| bill.pupil).min();
        let Some(pupil) = next else { return due };
        let (before, after) = (lines_of(&mut billed, pupil), lines_of(&mut since, pupil));
        if before == after {
            continue;
        }
        let (lowered, raised) = changes(before, after);
        if lowered > Fen::ZERO || raised > Fen::ZERO {
            due.push(Correction { pupil, month, lowered, raised });
        }
    }
}

/// The lines of a pupil, if the next bill is the pupil's.
fn lines_of<'a>(
    bills: &mut Peekable<impl Iterator<Item = Bill<'a>>>,
    pupil: PupilNo,
) -> &'a [Line] {
    bills.next_if(|bill| bill.pupil == pupil).map_or(&[], |bill| bill.lines)
}

/// By how much class hours cost less and more than before. A pupil on two sheets of one slot has one
/// class hour, whichever of them it is charged for.
fn changes(before: &[Line], after: &[Line]) -> (Fen, Fen) {
    let mut hours: BTreeMap<(NaiveDate, SlotNo), i64> = BTreeMap::new();
    for line in after {
        *hours.entry((line.on, line.slot)).or_default() += line.payable().as_fen();
    }
    for line in before {
        *hours.entry((line.on, line.slot)).or_default() -= line.payable().as_fen();
    }
    let sum = |side: i64| {
        let fen = hours.values().map(|fen| (fen * side).max(0)).sum();
        // A month of class hours at the highest rate stays far inside the range.
        Fen::new(fen).unwrap_or_default()
    };
    (sum(-1), sum(1))
}

#[cfg(test)]
mod tests;
