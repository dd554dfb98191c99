//! Where the seed will come from: fixed before anybody knows it.

mod error;

use kehou_units::Instant;

use crate::{Label, PartyHash};

pub use error::SourceError;

/// Where the seed of a draw comes from.
///
/// # Clauses
///
/// I5.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SeedSource {
    /// Digits rolled or drawn in public before witnesses.
    Witnessed(WitnessedDigits),
    /// Values of several parties, each bound by a hash before it is revealed.
    CommitReveal(Parties),
    /// A value that a public beacon will publish.
    Beacon(Beacon),
}

impl SeedSource {
    /// Its name in canonical texts: `witnessed`, `commit_reveal` or `beacon`.
    #[must_use]
    pub const fn name(&self) -> &'static str {
        match self {
            Self::Witnessed(_) => "witnessed",
            Self::CommitReveal(_) => "commit_reveal",
            Self::Beacon(_) => "beacon",
        }
    }

    /// Its lines of the commitment's canonical text.
    pub(crate) fn lines(&self) -> String {
        let own = match self {
            Self::Witnessed(source) => source.lines(),
            Self::CommitReveal(parties) => parties.lines(),
            Self::Beacon(beacon) => beacon.lines(),
        };
        format!("source|{}\n{own}", self.name())
    }
}

/// Digits made in public, such as by ten-sided dice, before named witnesses.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WitnessedDigits {
    what: Label,
    digits: u32,
    witnesses: Vec<Label>,
}

/// Parties that together make the seed: it is open as long as one of them keeps its value secret.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Parties {
    parties: Vec<Party>,
}

/// One party and the hash it is bound by.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Party {
    /// Its name.
    pub name: Label,
    /// The SHA-256 of its `nonce:value`.
    pub hash: PartyHash,
}

/// A public beacon, and the value of it that will count.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Beacon {
    /// The beacon's name, such as a lottery or a randomness service.
    pub name: Label,
    /// Which of its values, such as a date or a number of a pulse.
    pub round: Label,
    /// The instant before which that value can't be known.
    pub not_before: Instant,
}

/// So many witnesses or parties are needed.
const LEAST: usize = 2;

fn are_enough<'a>(names: impl ExactSizeIterator<Item = &'a Label>) -> Result<(), SourceError> {
    let given = names.len();
    if given < LEAST {
        return Err(SourceError::TooFew { least: LEAST, given });
    }
    let mut before: Option<&Label> = None;
    for name in names {
        if before.replace(name) == Some(name) {
            return Err(SourceError::SameName { name: name.clone() });
        }
    }
    Ok(())
}

impl WitnessedDigits {
    /// The fewest digits: with ten, chances differ from fair by less than one in a billion.
    pub const LEAST_DIGITS: u32 = 10;
    /// The most digits.
    pub const MOST_DIGITS: u32 = 100;

    /// Fixes how many digits are made, how, and who will watch.
    ///
    /// # Errors
    ///
    /// - [`SourceError::Digits`] outside 10 to 100 digits.
    /// - [`SourceError::TooFew`] with fewer than two witnesses.
    /// - [`SourceError::SameName`] when a witness is named twice.
    pub fn new(what: Label, digits: u32, mut witnesses: Vec<Label>) -> Result<Self, SourceError> {
        let (least, most) = (Self::LEAST_DIGITS, Self::MOST_DIGITS);
        if !(least..=most).contains(&digits) {
            return Err(SourceError::Digits { least, most, given: digits });
        }
        witnesses.sort();
        are_enough(witnesses.iter())?;
        Ok(Self { what, digits, witnesses })
    }

    /// How the digits are made.
    #[must_use]
    pub const fn what(&self) -> &Label {
        &self.what
    }

    /// How many digits are made.
    #[must_use]
    pub const fn digits(&self) -> u32 {
        self.digits
    }

    /// Who watches, ordered by the bytes of their names.
    #[must_use]
    pub fn witnesses(&self) -> &[Label] {
        &self.witnesses
    }

    fn lines(&self) -> String {
        let head = format!("what|{}\ndigits|{}\n", self.what, self.digits);
        let names = self.witnesses.iter().map(|name| format!("witness|{name}\n"));
        format!("{head}witnesses|{}\n{}", self.witnesses.len(), names.collect::<String>())
    }
}

impl Parties {
    /// Fixes who makes the seed, and binds each by its hash.
    ///
    /// # Errors
    ///
    /// - [`SourceError::TooFew`] with fewer than two parties.
    /// - [`SourceError::SameName`] when a party is named twice.
    /// - [`SourceError::SameHash`] when two gave the same hash.
    pub fn new(mut parties: Vec<Party>) -> Result<Self, SourceError> {
        parties.sort();
        are_enough(parties.iter().map(|party| &party.name))?;
        let mut by_hash: Vec<&Party> = parties.iter().collect();
        by_hash.sort_by_key(|party| party.hash);
        match by_hash.windows(2).find(|pair| pair[0].hash == pair[1].hash) {
            Some(pair) => Err(SourceError::SameHash {
                name: pair[0].name.clone(),
                other: pair[1].name.clone(),
            }),
            None => Ok(Self { parties }),
        }
    }

    /// The parties, ordered by the bytes of their names.
    #[must_use]
    pub fn parties(&self) -> &[Party] {
        &self.parties
    }

    fn lines(&self) -> String {
        let party = |party: &Party| format!("party|{}|{}\n", party.name, party.hash);
        let lines: String = self.parties.iter().map(party).collect();
        format!("parties|{}\n{lines}", self.parties.len())
    }
}

impl Beacon {
    fn lines(&self) -> String {
        let not_before = self.not_before.as_micros();
        format!("name|{}\nround|{}\nnot_before|{not_before}\n", self.name, self.round)
    }
}

#[cfg(test)]
mod tests;
