//! Why material is not taken as a seed.

use kehou_units::{Fault, Instant};

use crate::{Label, commitment::listed};

/// Material is not the seed of a commitment.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SeedError {
    /// It was known too early.
    #[error("the material is of {at}; it counts only when known after {bound}")]
    TooEarly {
        /// When it was known.
        at: Instant,
        /// The commitment, or when the beacon's value may be known.
        bound: Instant,
    },
    /// It is from another kind of source.
    #[error("the material is of the kind {given}, committed was {committed}")]
    OtherSource {
        /// The committed kind.
        committed: &'static str,
        /// The given kind.
        given: &'static str,
    },
    /// It does not have the committed number of digits 0 to 9.
    #[error("{given} characters were given; {expected} digits 0-9 are needed")]
    Digits {
        /// How many digits were committed to.
        expected: u32,
        /// How many characters were given.
        given: usize,
    },
    /// Not exactly the committed witnesses confirm it.
    #[error(
        "witnesses missing: [{}]; not committed to or named twice: [{}]",
        listed(missing),
        listed(surplus)
    )]
    Witnesses {
        /// Committed witnesses who don't confirm.
        missing: Vec<Label>,
        /// Names that were not committed to, or stand there twice.
        surplus: Vec<Label>,
    },
    /// Not exactly the committed parties revealed what they were bound to.
    #[error(
        "parties missing: [{}]; not matching their hash: [{}]; not committed to or twice: [{}]",
        listed(missing),
        listed(mismatching),
        listed(surplus)
    )]
    Parties {
        /// Parties that revealed nothing.
        missing: Vec<Label>,
        /// Parties whose nonce and value don't have their hash.
        mismatching: Vec<Label>,
        /// Names that were not committed to, or stand there twice.
        surplus: Vec<Label>,
    },
}

impl SeedError {
    /// The stable code of this error.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::TooEarly { .. } => "SEED_TOO_EARLY",
            Self::OtherSource { .. } => "SEED_OTHER_SOURCE",
            Self::Digits { .. } => "SEED_DIGITS",
            Self::Witnesses { .. } => "SEED_WITNESSES",
            Self::Parties { .. } => "SEED_PARTIES",
        }
    }

    /// The kind of failure.
    #[must_use]
    pub const fn fault(&self) -> Fault {
        match self {
            Self::OtherSource { .. } | Self::Digits { .. } => Fault::Invalid,
            Self::TooEarly { .. } | Self::Witnesses { .. } | Self::Parties { .. } => {
                Fault::RuleViolated
            }
        }
    }

    /// The arguments of its text; lists of names are separated by commas, empty when there are
    /// none.
    #[must_use]
    pub fn args(&self) -> Vec<(&'static str, String)> {
        match self {
            Self::TooEarly { at, bound } => {
                vec![("at", at.to_string()), ("bound", bound.to_string())]
            }
            Self::OtherSource { committed, given } => {
                vec![("committed", (*committed).to_owned()), ("given", (*given).to_owned())]
            }
            Self::Digits { expected, given } => {
                vec![("expected", expected.to_string()), ("given", given.to_string())]
            }
            Self::Witnesses { missing, surplus } => {
                vec![("missing", listed(missing)), ("surplus", listed(surplus))]
            }
            Self::Parties { missing, mismatching, surplus } => vec![
                ("missing", listed(missing)),
                ("mismatching", listed(mismatching)),
                ("surplus", listed(surplus)),
            ],
        }
    }
}
