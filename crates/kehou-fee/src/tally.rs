//! A pupil's sums of a month in one word.

use kehou_units::{ClassHours, Fen};

use crate::{Amounts, Outcome};

/// The highest rate that is computed with. No rate of a class hour comes near it, and it keeps the
/// parts of a [`Tally`] apart.
pub(crate) const HIGHEST_RATE_FEN: i64 = 1_000_000;

/// Fen due, fen waived and class hours of one pupil and month, added up in one instruction.
///
/// A month has at most 31 days of 8 slots, so at most 248 class hours of [`HIGHEST_RATE_FEN`]:
/// less than 2^28 fen. The word holds the fen due in its lowest 28 bits, the fen waived in the
/// next 28 and the class hours in the highest 8, and no part can run into the next.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Tally(u64);

const FEN_BITS: u32 = 28;
const FEN_MASK: u64 = (1 << FEN_BITS) - 1;

impl Tally {
    /// What each outcome of a class hour at `rate`, at most [`HIGHEST_RATE_FEN`], counts for.
    pub(crate) fn of(rate: Fen) -> [Self; Outcome::COUNT] {
        let fen = rate.as_fen().clamp(0, HIGHEST_RATE_FEN).unsigned_abs();
        let due = fen | 1 << (2 * FEN_BITS);
        let mut tallies = [Self(0); Outcome::COUNT];
        tallies[Outcome::Charged as usize] = Self(due);
        tallies[Outcome::Waived as usize] = Self(due | fen << FEN_BITS);
        tallies[Outcome::WaivedProvisionally as usize] = Self(due | fen << FEN_BITS);
        tallies
    }

    /// Adds another; no part runs into the next, so nothing is checked.
    pub(crate) const fn add(&mut self, other: Self) {
        self.0 = self.0.wrapping_add(other.0);
    }

    /// The amounts that were added up, with what is held.
    pub(crate) fn amounts(self, held: Fen) -> Amounts {
        // 28 bits fit an amount, and less is waived than due.
        let fen =
            |bits: u64| i64::try_from(bits & FEN_MASK).ok().and_then(Fen::new).unwrap_or_default();
        let (due, waived) = (fen(self.0), fen(self.0 >> FEN_BITS));
        Amounts {
            due,
            waived,
            payable: due.minus(waived).unwrap_or_default(),
            held,
            class_hours: ClassHours::new(
                u32::try_from(self.0 >> (2 * FEN_BITS)).unwrap_or(u32::MAX),
            ),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_full_month_at_the_highest_rate_keeps_its_parts_apart() {
        let rate = Fen::new(HIGHEST_RATE_FEN).unwrap();
        let mut tally = Tally::default();
        for _ in 0..31 * 8 {
            tally.add(Tally::of(rate)[Outcome::Waived as usize]);
        }
        let amounts = tally.amounts(Fen::ZERO);
        assert_eq!(amounts.due.as_fen(), 248_000_000);
        assert_eq!(amounts.waived, amounts.due);
        assert_eq!((amounts.payable, amounts.class_hours.count()), (Fen::ZERO, 248));
    }

    #[test]
    fn only_what_is_due_counts() {
        let rate = Fen::new(200).unwrap();
        for outcome in Outcome::ALL {
            let mut tally = Tally::default();
            tally.add(Tally::of(rate)[outcome as usize]);
            let amounts = tally.amounts(Fen::ZERO);
            assert_eq!(amounts.due.as_fen(), if outcome.is_due() { 200 } else { 0 });
            assert_eq!(amounts.waived.as_fen(), if outcome.is_waived() { 200 } else { 0 });
            assert_eq!(amounts.class_hours.count(), u32::from(outcome.is_due()));
        }
    }
}
