//! The proof record: one JSON document with which a stranger repeats a draw.

mod fault;
mod raw;
mod read;
mod verify;
mod write;

use kehou_units::Fault;

use crate::{Draw, ProofHash};

pub use fault::ProofFault;
pub use verify::{VerifiedDraw, verify, verify_published};

/// The schema that is written and read.
pub const PROOF_SCHEMA: &str = "kehou-draw-proof/1";

/// A proof record as it was written or read: what it claims is believed only once verified.
///
/// # Clauses
///
/// I5.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProofRecord {
    claims: raw::Proof,
}

/// A text is not a proof record.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ProofTextError {
    /// It is too long.
    #[error("the text has {given} bytes; at most {limit} are read")]
    TooLong {
        /// How many bytes are read.
        limit: usize,
        /// How many it has.
        given: usize,
    },
    /// It is not JSON, or not of the members that the schema has.
    #[error("line {line}, column {column}: {detail}")]
    Unreadable {
        /// The line, from one.
        line: usize,
        /// The column, from one.
        column: usize,
        /// What is wrong there, in English.
        detail: String,
    },
}

impl ProofTextError {
    /// The stable code of this error.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::TooLong { .. } => "PROOF_TOO_LONG",
            Self::Unreadable { .. } => "PROOF_UNREADABLE",
        }
    }

    /// The kind of failure.
    #[must_use]
    pub const fn fault(&self) -> Fault {
        match self {
            Self::TooLong { .. } => Fault::Limit,
            Self::Unreadable { .. } => Fault::Invalid,
        }
    }

    /// The arguments of its text.
    #[must_use]
    pub fn args(&self) -> Vec<(&'static str, String)> {
        match self {
            Self::TooLong { limit, given } => {
                vec![("limit", limit.to_string()), ("given", given.to_string())]
            }
            Self::Unreadable { line, column, detail } => vec![
                ("line", line.to_string()),
                ("column", column.to_string()),
                ("detail", detail.clone()),
            ],
        }
    }
}

impl ProofRecord {
    /// How many bytes of text are read at most.
    pub const MOST_BYTES: usize = 64 << 20;

    /// The record of a draw.
    #[must_use]
    pub fn of(draw: &Draw) -> Self {
        Self { claims: raw::Proof::of(draw) }
    }

    /// Its canonical text: JSON in UTF-8, members in the order of the schema, two spaces of
    /// indentation, a line feed at the end.
    #[must_use]
    pub fn to_json(&self) -> String {
        // Texts and whole numbers can always be written.
        let mut text = serde_json::to_string_pretty(&self.claims).unwrap_or_default();
        text.push('\n');
        text
    }

    /// Reads a record, in whatever order and with whatever spacing its members stand.
    ///
    /// # Errors
    ///
    /// - [`ProofTextError::TooLong`] beyond [`Self::MOST_BYTES`].
    /// - [`ProofTextError::Unreadable`] when it is not JSON or has other members than the schema.
    pub fn from_json(text: &str) -> Result<Self, ProofTextError> {
        if text.len() > Self::MOST_BYTES {
            let (limit, given) = (Self::MOST_BYTES, text.len());
            return Err(ProofTextError::TooLong { limit, given });
        }
        let claims = serde_json::from_str(text).map_err(|error| ProofTextError::Unreadable {
            line: error.line(),
            column: error.column(),
            detail: error.to_string(),
        })?;
        Ok(Self { claims })
    }

    /// How many tickets it takes to repeat it: one a unit, or as many as its weight says.
    #[must_use]
    pub fn claimed_tickets(&self) -> u64 {
        let units = self.claims.frame.units.iter();
        units.map(|unit| u64::from(unit.weight.unwrap_or(1))).fold(0, u64::saturating_add)
    }

    /// The hash of its canonical text: to be announced with the result, since it also binds the
    /// instant at which the seed was known, which nothing else does.
    #[must_use]
    pub fn hash(&self) -> ProofHash {
        ProofHash::of(&self.to_json())
    }
}

#[cfg(test)]
mod tests;
