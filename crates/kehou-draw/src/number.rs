//! Ticket numbers: exact fractions between 0 and 1, written and compared digit by digit.

mod digits;

use std::{cmp::Ordering, fmt, iter};

use sha2::{Digest, Sha256};

use digits::Digits;

/// Ten to the number of digits that a ticket number keeps at hand for comparing.
const HEAD: u64 = 1_000_000_000_000_000_000;
const HEAD_DIGITS: u32 = 18;

/// The number of a ticket (签号): whoever holds the lowest is drawn first.
///
/// A fraction between 0 and 1 with all its decimal digits: nines kept from the ticket before (none
/// in the first generation), then the decimal digits of a SHA-256 value, the lowest digit first.
/// Numbers are ordered as their texts are, character by character.
///
/// # Clauses
///
/// I5.
#[derive(Clone, Copy)]
pub struct TicketNumber {
    /// The first 18 digits: they decide almost every comparison.
    head: u64,
    nines: u32,
    hash: [u8; 32],
}

impl TicketNumber {
    pub(crate) fn new(nines: u32, hash: [u8; 32]) -> Self {
        let tail = digits::first_eighteen(&hash);
        let head = match 10_u64.checked_pow(HEAD_DIGITS.saturating_sub(nines)) {
            _ if nines == 0 => tail,
            Some(room) if nines < HEAD_DIGITS => (HEAD - room) + tail / 10_u64.pow(nines),
            _ => HEAD - 1,
        };
        Self { head, nines, hash }
    }

    /// The number of the same holder's next ticket, when tickets are put back.
    ///
    /// It is greater than this one and, seen from outside, uniform between this one and 1: the
    /// leading nines stay, the rest is the hash of this number and a counter, which counts up
    /// until the number is greater.
    #[must_use]
    pub fn next(&self) -> Self {
        let mut start = Sha256::new();
        start.update(self.to_string());
        start.update(b":");
        let nines = self.digits().take_while(|digit| *digit == b'9').count();
        let nines = u32::try_from(nines).unwrap_or(u32::MAX);
        let mut counter = 1_u64;
        loop {
            let hash = start.clone().chain_update(counter.to_string()).finalize().into();
            let next = Self::new(nines, hash);
            if next.digits().cmp(self.digits().chain(iter::once(b'0'))).is_gt() {
                return next;
            }
            counter += 1;
        }
    }

    /// Its text cut off, not rounded, so many digits after its leading nines.
    ///
    /// The whole number where it has no more digits than that.
    #[must_use]
    pub fn trimmed(&self, digits: usize) -> String {
        let nines = self.digits().take_while(|digit| *digit == b'9').count();
        let kept = self.digits().take(nines.saturating_add(digits)).map(char::from);
        ['0', '.'].into_iter().chain(kept).collect()
    }

    fn digits(&self) -> impl Iterator<Item = u8> + use<> {
        let nines = usize::try_from(self.nines).unwrap_or(usize::MAX);
        iter::repeat_n(b'9', nines).chain(Digits::of(&self.hash))
    }
}

impl Ord for TicketNumber {
    fn cmp(&self, other: &Self) -> Ordering {
        self.head.cmp(&other.head).then_with(|| match self.nines == other.nines {
            true if self.hash == other.hash => Ordering::Equal,
            _ => self.digits().cmp(other.digits()),
        })
    }
}

impl PartialOrd for TicketNumber {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq for TicketNumber {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other).is_eq()
    }
}

impl Eq for TicketNumber {}

impl fmt::Display for TicketNumber {
    /// Writes all digits, such as `0.2629971412283800841650754429754666…`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let text: String = ['0', '.'].into_iter().chain(self.digits().map(char::from)).collect();
        f.write_str(&text)
    }
}

impl fmt::Debug for TicketNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.trimmed(9))
    }
}

#[cfg(test)]
mod tests;
