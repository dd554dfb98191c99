//! Why a source of a seed can't be made.

use kehou_units::Fault;

use crate::Label;

/// A source of a seed can't be made.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SourceError {
    /// The number of digits is out of range.
    #[error("{given} digits; {least} to {most} are taken")]
    Digits {
        /// The fewest.
        least: u32,
        /// The most.
        most: u32,
        /// How many were asked for.
        given: u32,
    },
    /// There are too few witnesses or parties.
    #[error("{given} persons or parties; at least {least} are needed")]
    TooFew {
        /// How many are needed.
        least: usize,
        /// How many there are.
        given: usize,
    },
    /// A name stands twice.
    #[error("`{name}` stands there twice")]
    SameName {
        /// The name.
        name: Label,
    },
    /// Two parties gave the same hash, so one copied the other's.
    #[error("`{name}` and `{other}` gave the same hash")]
    SameHash {
        /// One party.
        name: Label,
        /// The other.
        other: Label,
    },
}

impl SourceError {
    /// The stable code of this error.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Digits { .. } => "SEED_SOURCE_DIGITS",
            Self::TooFew { .. } => "SEED_SOURCE_TOO_FEW",
            Self::SameName { .. } => "SEED_SOURCE_SAME_NAME",
            Self::SameHash { .. } => "SEED_SOURCE_SAME_HASH",
        }
    }

    /// The kind of failure.
    #[must_use]
    pub const fn fault(&self) -> Fault {
        Fault::Invalid
    }

    /// The arguments of its text.
    #[must_use]
    pub fn args(&self) -> Vec<(&'static str, String)> {
        match self {
            Self::Digits { least, most, given } => vec![
                ("least", least.to_string()),
                ("most", most.to_string()),
                ("given", given.to_string()),
            ],
            Self::TooFew { least, given } => {
                vec![("least", least.to_string()), ("given", given.to_string())]
            }
            Self::SameName { name } => vec![("name", name.to_string())],
            Self::SameHash { name, other } => {
                vec![("name", name.to_string()), ("other", other.to_string())]
            }
        }
    }
}
