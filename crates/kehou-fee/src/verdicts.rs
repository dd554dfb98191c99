//! Everything that [`judge`] can say, laid out to be looked up.

use kehou_attendance::{Mark, MarkSet};

use crate::{Disposition, Hold, Outcome, Standing, judge};

/// What [`judge`] says about every standing and mark under one disposition and hold, by
/// `Verdicts::place`.
#[derive(Clone, PartialEq, Eq)]
pub(crate) struct Outcomes {
    outcomes: [Outcome; Verdicts::PLACES],
    takes: [u8; Verdicts::PLACES],
}

impl Outcomes {
    fn new(slot: (Disposition, Hold), billable: MarkSet) -> Self {
        let mut outcomes = [Outcome::Nothing; Verdicts::PLACES];
        for bits in 0..32u8 {
            for mark in Mark::ALL {
                let place = Verdicts::place(bits, mark);
                outcomes[place] = judge(slot, (mark, billable), Standing::at(bits), false);
            }
        }
        Self { outcomes, takes: outcomes.map(|outcome| u8::from(outcome.takes_class_hour())) }
    }

    /// The outcome of a standing and mark, and 1 when it takes a class hour of the day, else 0.
    pub(crate) const fn at(&self, standing: u8, mark: Mark) -> (Outcome, u8) {
        let place = Verdicts::place(standing, mark);
        (self.outcomes[place], self.takes[place])
    }
}

/// What [`judge`] says about everything, before the cap: made once a tariff, looked up once a mark.
#[derive(Clone, PartialEq, Eq)]
pub(crate) struct Verdicts {
    billable: MarkSet,
    under: Vec<Outcomes>,
}

impl Verdicts {
    /// Marks are fewer, but a power of two makes every place lie within its block.
    const MARKS: usize = 16;
    const PLACES: usize = Standing::COUNT * Self::MARKS;

    pub(crate) fn new(billable: MarkSet) -> Self {
        let slots = Disposition::ALL
            .into_iter()
            .flat_map(|disposition| Hold::ALL.map(|hold| (disposition, hold)));
        Self { billable, under: slots.map(|slot| Outcomes::new(slot, billable)).collect() }
    }

    pub(crate) const fn billable(&self) -> MarkSet {
        self.billable
    }

    /// The outcomes under a disposition and hold.
    pub(crate) fn under(&self, disposition: Disposition, hold: Hold) -> &Outcomes {
        &self.under[disposition as usize * Hold::ALL.len() + hold as usize]
    }

    /// The place of a standing and mark.
    const fn place(standing: u8, mark: Mark) -> usize {
        (standing as usize * Self::MARKS + mark.byte() as usize) % Self::PLACES
    }
}

impl std::fmt::Debug for Verdicts {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Verdicts").field("billable", &self.billable).finish_non_exhaustive()
    }
}
