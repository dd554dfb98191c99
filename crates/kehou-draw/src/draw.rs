//! The draw: each stratum's units in the order of their tickets.

use std::{collections::BTreeMap, num::NonZeroU32};

use kehou_units::Fault;

use crate::{Frame, FrameHash, RevealedSeed, Stratum, TicketNumber, UnitCode};

/// A draw (抽取): every unit's ticket, and so who is drawn and who comes next.
///
/// # Examples
///
/// See the crate's own example.
///
/// # Clauses
///
/// I5.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Draw {
    frame: Frame,
    seed: RevealedSeed,
    orders: BTreeMap<Stratum, Vec<UnitTicket>>,
}

/// The ticket of a unit.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct UnitTicket {
    /// Its number: the lowest in a stratum is drawn first.
    pub number: TicketNumber,
    /// The unit.
    pub code: UnitCode,
    /// Which of a weighted unit's tickets this is, counted from one: the lowest of them.
    pub part: Option<NonZeroU32>,
}

impl UnitTicket {
    /// The id that the sampler was given: the code, or `code#part` for a weighted unit.
    #[must_use]
    pub fn id(&self) -> String {
        match self.part {
            Some(part) => format!("{}#{part}", self.code),
            None => self.code.to_string(),
        }
    }
}

/// The frame is not the one that was committed to.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the frame has the hash {given}, committed was {committed}: it was changed afterwards")]
pub struct FrameChanged {
    /// The hash that was committed to.
    pub committed: FrameHash,
    /// The hash of the given frame.
    pub given: FrameHash,
}

impl FrameChanged {
    /// The stable code of this error.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        "DRAW_FRAME_CHANGED"
    }

    /// The kind of failure.
    #[must_use]
    pub const fn fault(&self) -> Fault {
        Fault::RuleViolated
    }

    /// The arguments of its text.
    #[must_use]
    pub fn args(&self) -> Vec<(&'static str, String)> {
        vec![("committed", self.committed.to_string()), ("given", self.given.to_string())]
    }
}

impl Draw {
    /// Draws from the committed frame with the revealed seed.
    ///
    /// # Errors
    ///
    /// [`FrameChanged`] when the frame is not the one that was committed to.
    ///
    /// # Clauses
    ///
    /// I5.
    pub fn new(frame: Frame, seed: RevealedSeed) -> Result<Self, FrameChanged> {
        let (committed, given) = (seed.commitment().frame_hash(), frame.hash());
        if committed != given {
            return Err(FrameChanged { committed, given });
        }
        let sampler = seed.sampler();
        let mut orders: BTreeMap<Stratum, Vec<UnitTicket>> = BTreeMap::new();
        for unit in frame.units() {
            let code = unit.code.as_str();
            let (number, part) = match unit.weight {
                Some(weight) => {
                    let (number, part) = sampler.weighted_number(code, weight.get());
                    (number, NonZeroU32::new(part))
                }
                None => (sampler.number(code), None),
            };
            let ticket = UnitTicket { number, code: unit.code.clone(), part };
            orders.entry(unit.stratum.clone()).or_default().push(ticket);
        }
        orders.values_mut().for_each(|order| order.sort_unstable());
        Ok(Self { frame, seed, orders })
    }

    /// The frame.
    #[must_use]
    pub const fn frame(&self) -> &Frame {
        &self.frame
    }

    /// The seed, and the commitment before it.
    #[must_use]
    pub const fn seed(&self) -> &RevealedSeed {
        &self.seed
    }

    /// The strata, ordered by their bytes.
    pub fn strata(&self) -> impl ExactSizeIterator<Item = &Stratum> {
        self.orders.keys()
    }

    /// All units of a stratum in the order of their tickets; none for a stratum that is not there.
    #[must_use]
    pub fn order(&self, stratum: &Stratum) -> &[UnitTicket] {
        self.orders.get(stratum).map_or(&[], Vec::as_slice)
    }

    /// Who is drawn in a stratum, in order: as many as its quota.
    #[must_use]
    pub fn drawn(&self, stratum: &Stratum) -> &[UnitTicket] {
        &self.order(stratum)[..self.quota(stratum)]
    }

    /// Who comes next in a stratum, in order, when one that was drawn can't be visited.
    #[must_use]
    pub fn substitutes(&self, stratum: &Stratum) -> &[UnitTicket] {
        &self.order(stratum)[self.quota(stratum)..]
    }

    fn quota(&self, stratum: &Stratum) -> usize {
        let quota = self.seed.commitment().plan().quotas.get(stratum).copied().unwrap_or(0);
        usize::try_from(quota).unwrap_or(usize::MAX).min(self.order(stratum).len())
    }
}

#[cfg(test)]
mod tests;
