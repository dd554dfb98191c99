//! The seed: what the committed source brought forth, after the commitment.

mod error;
mod parties;

use kehou_units::Instant;

use crate::{Commitment, Label, Nonce, PartyHash, Sampler, SeedSource, WitnessedDigits};

pub use error::SeedError;

/// What a source brought forth.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SeedMaterial {
    /// The digits that were made, and the witnesses who confirm them.
    Witnessed {
        /// The digits, 0 to 9, in the order in which they were made.
        digits: String,
        /// Who confirms them.
        witnesses: Vec<Label>,
    },
    /// What the parties revealed.
    CommitReveal(Vec<Reveal>),
    /// The beacon's value.
    Beacon {
        /// The value as published.
        value: Label,
    },
}

/// What one party revealed.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Reveal {
    /// The party's name.
    pub party: Label,
    /// What hid its value.
    pub nonce: Nonce,
    /// Its value, in any script.
    pub value: Label,
}

impl Reveal {
    /// The text that its hash was taken of: nonce, colon, value.
    #[must_use]
    pub fn text(&self) -> String {
        format!("{}:{}", self.nonce, self.value)
    }

    /// The hash that binds to this.
    #[must_use]
    pub fn hash(&self) -> PartyHash {
        PartyHash::of(&self.text())
    }
}

impl SeedMaterial {
    /// The name of the kind of source it is from, as [`SeedSource::name`].
    #[must_use]
    pub const fn source_name(&self) -> &'static str {
        match self {
            Self::Witnessed { .. } => "witnessed",
            Self::CommitReveal(_) => "commit_reveal",
            Self::Beacon { .. } => "beacon",
        }
    }

    /// The same, with witnesses and parties ordered by the bytes of their names.
    fn ordered(mut self) -> Self {
        match &mut self {
            Self::Witnessed { witnesses, .. } => witnesses.sort(),
            Self::CommitReveal(reveals) => reveals.sort(),
            Self::Beacon { .. } => {}
        }
        self
    }

    fn text(&self) -> String {
        match self {
            Self::Witnessed { digits, .. } => digits.clone(),
            Self::CommitReveal(reveals) => {
                reveals.iter().map(Reveal::text).collect::<Vec<_>>().join("|")
            }
            Self::Beacon { value } => value.to_string(),
        }
    }
}

/// The seed of a draw (种子), known only after the commitment that it belongs to.
///
/// Nothing else makes one, and a [`Draw`](crate::Draw) needs one: so there is no draw without a
/// commitment before it.
///
/// # Clauses
///
/// I5.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RevealedSeed {
    commitment: Commitment,
    material: SeedMaterial,
    revealed_at: Instant,
}

impl RevealedSeed {
    /// The commitment that came before it.
    #[must_use]
    pub const fn commitment(&self) -> &Commitment {
        &self.commitment
    }

    /// What the source brought forth.
    #[must_use]
    pub const fn material(&self) -> &SeedMaterial {
        &self.material
    }

    /// When the material was known. It does not enter the seed, or else whoever writes it down
    /// could choose among seeds.
    #[must_use]
    pub const fn revealed_at(&self) -> Instant {
        self.revealed_at
    }

    /// The text that enters the sampler as its seed: one line, UTF-8, without a line feed.
    ///
    /// ```text
    /// kehou-seed/1|<the commitment's hash>|witnessed|<digits>
    /// kehou-seed/1|<the commitment's hash>|commit_reveal|<nonce>:<value>|<nonce>:<value>…
    /// kehou-seed/1|<the commitment's hash>|beacon|<value>
    /// ```
    ///
    /// Parties stand in the order of the bytes of their names.
    #[must_use]
    pub fn text(&self) -> String {
        let (hash, kind) = (self.commitment.hash(), self.material.source_name());
        format!("kehou-seed/1|{hash}|{kind}|{}", self.material.text())
    }

    /// The sampler with this seed.
    #[must_use]
    pub fn sampler(&self) -> Sampler {
        Sampler::new(&self.text())
    }
}

impl Commitment {
    /// Takes what the committed source brought forth, known at an instant.
    ///
    /// # Errors
    ///
    /// - [`SeedError::TooEarly`] when it was not known strictly after the commitment, or a beacon's
    ///   value before it could be.
    /// - [`SeedError::OtherSource`] when it is of another kind than committed to.
    /// - [`SeedError::Digits`] when it does not have the committed number of digits.
    /// - [`SeedError::Witnesses`] when witnesses don't confirm it, all of them named.
    /// - [`SeedError::Parties`] when parties have not revealed, or something that does not match
    ///   their hash, all of them named.
    ///
    /// # Clauses
    ///
    /// I5.
    pub fn seed(&self, material: SeedMaterial, at: Instant) -> Result<RevealedSeed, SeedError> {
        if at <= self.committed_at() {
            return Err(SeedError::TooEarly { at, bound: self.committed_at() });
        }
        match (&self.plan().source, &material) {
            (SeedSource::Witnessed(source), SeedMaterial::Witnessed { digits, witnesses }) => {
                confirm(source, digits, witnesses)?;
            }
            (SeedSource::CommitReveal(source), SeedMaterial::CommitReveal(reveals)) => {
                parties::hold(source, reveals)?;
            }
            (SeedSource::Beacon(beacon), SeedMaterial::Beacon { .. }) => {
                if at < beacon.not_before {
                    return Err(SeedError::TooEarly { at, bound: beacon.not_before });
                }
            }
            (committed, given) => {
                let (committed, given) = (committed.name(), given.source_name());
                return Err(SeedError::OtherSource { committed, given });
            }
        }
        let (commitment, material) = (self.clone(), material.ordered());
        Ok(RevealedSeed { commitment, material, revealed_at: at })
    }
}

fn confirm(source: &WitnessedDigits, digits: &str, witnesses: &[Label]) -> Result<(), SeedError> {
    let are_digits = digits.bytes().all(|byte| byte.is_ascii_digit());
    let given = digits.chars().count();
    if !are_digits || u32::try_from(given) != Ok(source.digits()) {
        return Err(SeedError::Digits { expected: source.digits(), given });
    }
    let expected = source.witnesses().iter();
    let missing: Vec<Label> = expected.filter(|name| !witnesses.contains(name)).cloned().collect();
    let surplus = surplus(source.witnesses().iter(), witnesses.iter());
    if missing.is_empty() && surplus.is_empty() {
        Ok(())
    } else {
        Err(SeedError::Witnesses { missing, surplus })
    }
}

/// The names that nobody expects, or that stand there a second time.
fn surplus<'a>(
    expected: impl Iterator<Item = &'a Label>,
    given: impl Iterator<Item = &'a Label>,
) -> Vec<Label> {
    let mut expected: Vec<&Label> = expected.collect();
    let mut surplus = Vec::new();
    for name in given {
        match expected.iter().position(|other| *other == name) {
            Some(at) => drop(expected.swap_remove(at)),
            None => surplus.push(name.clone()),
        }
    }
    surplus
}

#[cfg(test)]
mod tests;
