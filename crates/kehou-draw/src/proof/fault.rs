//! What is wrong with a proof record.

use kehou_units::Fault;

use crate::{CommitError, CommitmentHash, FrameError, SeedError, SourceError, TextError};

/// One thing that a proof record claims and that is not so.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ProofFault {
    /// A text can't stand where it stands.
    #[error("{at}: {error}")]
    Text {
        /// Where, such as `frame.units[3].code`.
        at: String,
        /// Why.
        error: TextError,
    },
    /// A date, hash or weight can't be read, or a stratum stands twice.
    #[error("{at}: `{given}` can't stand here")]
    Unreadable {
        /// Where.
        at: String,
        /// What stands there.
        given: String,
    },
    /// The units don't make a frame.
    #[error("frame: {0}")]
    Frame(FrameError),
    /// The source of the seed is not one.
    #[error("plan.source: {0}")]
    Source(SourceError),
    /// The plan could not be committed to.
    #[error("commitment: {0}")]
    Commit(CommitError),
    /// The material is not the seed of the commitment.
    #[error("seed: {0}")]
    Seed(SeedError),
    /// What stands there is not what comes out when the draw is repeated.
    #[error("{at}: the record says `{recorded}`, repeated it is `{repeated}`")]
    Differs {
        /// Where.
        at: String,
        /// What the record says.
        recorded: String,
        /// What comes out.
        repeated: String,
    },
    /// The commitment is not the one that was published.
    #[error("the record's commitment is {recorded}, published was {published}")]
    NotPublished {
        /// The hash that was published before the seed was known.
        published: CommitmentHash,
        /// The record's hash.
        recorded: CommitmentHash,
    },
}

impl ProofFault {
    /// The stable code of this fault; where another error is the reason, that one's.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Text { error, .. } => error.code(),
            Self::Unreadable { .. } => "PROOF_VALUE",
            Self::Frame(error) => error.code(),
            Self::Source(error) => error.code(),
            Self::Commit(error) => error.code(),
            Self::Seed(error) => error.code(),
            Self::Differs { .. } => "PROOF_DIFFERS",
            Self::NotPublished { .. } => "PROOF_NOT_PUBLISHED",
        }
    }

    /// The kind of failure.
    #[must_use]
    pub const fn fault(&self) -> Fault {
        Fault::Invalid
    }

    /// Where in the record it stands, such as `frame.units[3].code`.
    #[must_use]
    pub fn at(&self) -> &str {
        match self {
            Self::Text { at, .. } | Self::Unreadable { at, .. } | Self::Differs { at, .. } => at,
            Self::Frame(_) => "frame",
            Self::Source(_) => "plan.source",
            Self::Commit(_) => "commitment",
            Self::Seed(_) => "seed",
            Self::NotPublished { .. } => "commitment.sha256",
        }
    }

    /// The arguments of its text.
    #[must_use]
    pub fn args(&self) -> Vec<(&'static str, String)> {
        match self {
            Self::Text { error, .. } => error.args(),
            Self::Unreadable { at, given } => vec![("at", at.clone()), ("given", given.clone())],
            Self::Frame(error) => error.args(),
            Self::Source(error) => error.args(),
            Self::Commit(error) => error.args(),
            Self::Seed(error) => error.args(),
            Self::Differs { at, recorded, repeated } => vec![
                ("at", at.clone()),
                ("recorded", recorded.clone()),
                ("repeated", repeated.clone()),
            ],
            Self::NotPublished { published, recorded } => {
                vec![("published", published.to_string()), ("recorded", recorded.to_string())]
            }
        }
    }
}
