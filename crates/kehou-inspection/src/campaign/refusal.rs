//! Why an act on a campaign is refused.

use kehou_draw::{CommitError, CommitmentHash, FrameChanged, FrameError, SeedError, TextError};
use kehou_registry::SchoolCode;
use kehou_units::Fault;

use super::{CampaignDeedKind, CampaignState, PlanError};
use crate::{assign::AssignError, quota::TownsError};

/// Why an act on a campaign is refused; nothing has changed then.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CampaignRefusal {
    /// The deed is not possible where the campaign stands: a draw without a commitment, a second
    /// commitment or seed, another frame after the commitment.
    #[error("{} is not possible at {}", attempted.code(), from.code())]
    Illegal {
        /// Where the campaign stands.
        from: CampaignState,
        /// What was attempted.
        attempted: CampaignDeedKind,
    },
    /// The campaign's title can't stand in a draw.
    #[error("the title can't stand in a draw: {0}")]
    Title(#[from] TextError),
    /// Nothing can be drawn from: no school of the frame is drawn from.
    #[error(transparent)]
    Frame(#[from] FrameError),
    /// The source of the seed can't be committed to.
    #[error(transparent)]
    Commit(#[from] CommitError),
    /// A draw is not of the frame that was committed to.
    #[error(transparent)]
    Changed(#[from] FrameChanged),
    /// What is kept of frame and quotas is not what was published: somebody altered the records.
    #[error("the commitment {published} was published, what is kept gives {again}")]
    Altered {
        /// The hash that was published.
        published: CommitmentHash,
        /// The hash that comes out now.
        again: CommitmentHash,
    },
    /// The material is not the seed that was committed to.
    #[error(transparent)]
    Seed(#[from] SeedError),
    /// The towns that were drawn don't fit the quota.
    #[error(transparent)]
    Towns(#[from] TownsError),
    /// The plan of visits can't be changed so.
    #[error(transparent)]
    Plan(#[from] PlanError),
    /// A school that was not open on the frame's date, or that the frame does not know, is added.
    #[error("school {school} was not open on the date of the frame")]
    NotOpen {
        /// The school.
        school: SchoolCode,
    },
    /// No groups can be formed.
    #[error(transparent)]
    Assign(#[from] AssignError),
}

impl CampaignRefusal {
    /// The stable code of this error; where another is the reason, that one's.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Illegal { .. } => "CAMPAIGN_ILLEGAL",
            Self::Title(_) => "CAMPAIGN_TITLE",
            Self::Frame(error) => error.code(),
            Self::Commit(error) => error.code(),
            Self::Changed(error) => error.code(),
            Self::Altered { .. } => "CAMPAIGN_ALTERED",
            Self::Seed(error) => error.code(),
            Self::Towns(error) => error.code(),
            Self::Plan(error) => error.code(),
            Self::NotOpen { .. } => "CAMPAIGN_NOT_OPEN",
            Self::Assign(error) => error.code(),
        }
    }

    /// The kind of failure.
    #[must_use]
    pub const fn fault(&self) -> Fault {
        match self {
            Self::Illegal { .. } | Self::NotOpen { .. } => Fault::RuleViolated,
            Self::Title(error) => error.fault(),
            Self::Frame(error) => error.fault(),
            Self::Commit(error) => error.fault(),
            Self::Changed(error) => error.fault(),
            Self::Altered { .. } => Fault::Internal,
            Self::Seed(error) => error.fault(),
            Self::Towns(error) => error.fault(),
            Self::Plan(error) => error.fault(),
            Self::Assign(error) => error.fault(),
        }
    }

    /// The arguments of its text.
    #[must_use]
    pub fn args(&self) -> Vec<(&'static str, String)> {
        match self {
            Self::Illegal { from, attempted } => {
                vec![("from", from.code().to_owned()), ("attempted", attempted.code().to_owned())]
            }
            Self::Title(error) => vec![("what", error.to_string())],
            Self::Frame(error) => error.args(),
            Self::Commit(error) => error.args(),
            Self::Changed(error) => error.args(),
            Self::Altered { published, again } => {
                vec![("published", published.to_string()), ("again", again.to_string())]
            }
            Self::Seed(error) => error.args(),
            Self::Towns(error) => error.args(),
            Self::Plan(error) => error.args(),
            Self::NotOpen { school } => vec![("school", school.to_string())],
            Self::Assign(error) => error.args(),
        }
    }
}
