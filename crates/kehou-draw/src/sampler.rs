//! Tickets out of a seed: the published algorithm `consistent_sampler`.

use std::{cmp::Reverse, collections::BinaryHeap};

use kehou_units::Fault;
use sha2::{Digest, Sha256};

use crate::TicketNumber;

/// A seed made ready for drawing: gives every id its ticket number.
///
/// The first number of an id is the SHA-256 of the seed's SHA-256 in lower-case hexadecimal
/// followed by the id, both in UTF-8; the hash read as a big-endian number, written in decimal with
/// at least 64 digits, the digits turned round, behind `0.`. It depends on seed and id alone.
///
/// # Examples
///
/// ```
/// use kehou_draw::Sampler;
///
/// let sampler = Sampler::new("01382438112797316654");
/// assert_eq!(sampler.number("AB-130").trimmed(9), "0.262997141");
/// ```
///
/// # Clauses
///
/// I5.
#[derive(Clone, Debug)]
pub struct Sampler {
    /// SHA-256 after the seed's hexadecimal hash, which is exactly one block.
    after_seed: Sha256,
}

/// A ticket (签): an id and the number that decides when it is drawn.
///
/// Tickets are ordered by number, then id, as the published algorithm orders them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Ticket<'a> {
    /// The number.
    pub number: TicketNumber,
    /// The id it belongs to.
    pub id: &'a str,
    /// 1 for the id's first ticket; one more each time it is drawn and put back.
    pub generation: u32,
}

/// An id stands twice among those to draw from.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the id `{id}` stands twice among those to draw from")]
pub struct DuplicateId {
    /// The id.
    pub id: String,
}

impl DuplicateId {
    /// The stable code of this error.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        "DRAW_DUPLICATE_ID"
    }

    /// The kind of failure.
    #[must_use]
    pub const fn fault(&self) -> Fault {
        Fault::Invalid
    }

    /// The arguments of its text.
    #[must_use]
    pub fn args(&self) -> Vec<(&'static str, String)> {
        vec![("id", self.id.clone())]
    }
}

impl Sampler {
    /// Makes a seed ready.
    #[must_use]
    pub fn new(seed: &str) -> Self {
        let hash = crate::fingerprint::hex(&Sha256::digest(seed).into());
        Self { after_seed: Sha256::new_with_prefix(hash) }
    }

    /// The first ticket number of an id.
    #[must_use]
    pub fn number(&self, id: &str) -> TicketNumber {
        TicketNumber::new(0, self.after_seed.clone().chain_update(id).finalize().into())
    }

    /// The lowest of the numbers of `code#1`, `code#2` … `code#weight`, and which of them it is.
    ///
    /// So an id of weight 3 is drawn first three times as often as one of weight 1, exactly. A
    /// weight of zero counts as one.
    #[must_use]
    pub fn weighted_number(&self, code: &str, weight: u32) -> (TicketNumber, u32) {
        let of_code = self.after_seed.clone().chain_update(code).chain_update(b"#");
        let number = |at: u32| {
            let hash = of_code.clone().chain_update(at.to_string()).finalize();
            (TicketNumber::new(0, hash.into()), at)
        };
        (2..=weight).map(number).fold(number(1), Ord::min)
    }

    /// The first ticket of each id, in the order of the ids.
    pub fn tickets<'a>(&self, ids: impl IntoIterator<Item = &'a str>) -> Vec<Ticket<'a>> {
        let ticket = |id: &'a str| Ticket { number: self.number(id), id, generation: 1 };
        ids.into_iter().map(ticket).collect()
    }

    /// The first ticket of each id, in the order in which they are drawn without putting back.
    ///
    /// The first so many are the sample of that size, so a greater sample extends a smaller one
    /// and leaving out ids leaves the order of the others as it is.
    ///
    /// # Errors
    ///
    /// [`DuplicateId`] when an id is given twice.
    pub fn order<'a>(
        &self,
        ids: impl IntoIterator<Item = &'a str>,
    ) -> Result<Vec<Ticket<'a>>, DuplicateId> {
        let mut tickets = self.tickets(ids);
        tickets.sort_unstable();
        match tickets.windows(2).find(|pair| pair[0].id == pair[1].id) {
            Some(pair) => Err(DuplicateId { id: pair[0].id.to_owned() }),
            None => Ok(tickets),
        }
    }

    /// The tickets drawn when each one drawn is put back as the next of its id: without end, but
    /// for no ids at all.
    ///
    /// # Errors
    ///
    /// [`DuplicateId`] when an id is given twice.
    pub fn with_replacement<'a>(
        &self,
        ids: impl IntoIterator<Item = &'a str>,
    ) -> Result<WithReplacement<'a>, DuplicateId> {
        let basket = self.order(ids)?.into_iter().map(Reverse).collect();
        Ok(WithReplacement { basket })
    }
}

/// The tickets drawn one after another, each put back as the next of its id.
#[derive(Clone, Debug)]
pub struct WithReplacement<'a> {
    basket: BinaryHeap<Reverse<Ticket<'a>>>,
}

impl<'a> Iterator for WithReplacement<'a> {
    type Item = Ticket<'a>;

    fn next(&mut self) -> Option<Ticket<'a>> {
        let Reverse(ticket) = self.basket.pop()?;
        let generation = ticket.generation.saturating_add(1);
        self.basket.push(Reverse(Ticket { number: ticket.number.next(), generation, ..ticket }));
        Some(ticket)
    }
}

#[cfg(test)]
mod tests;
