//! Where a list stands.

use chrono::NaiveDate;

use crate::written::{Line, Reasoned, Signature};

/// Where a list stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ListStage {
    /// It is made and nobody has seen it.
    Made,
    /// It is published for objections.
    Published {
        /// Who published it, and when.
        signed: Signature,
        /// The number of the document.
        number: Line,
        /// The last day for objections.
        until: NaiveDate,
    },
    /// An objection or appeal was upheld: a new version must follow.
    Upheld,
    /// It is frozen: a body decides on its proposals.
    Frozen {
        /// Who froze it, and when.
        signed: Signature,
        /// The last day for appeals.
        appeals_until: NaiveDate,
    },
    /// It is withdrawn.
    Withdrawn {
        /// Who withdrew it, when, and why.
        withdrawn: Reasoned,
    },
}

/// Which stage it is, without its particulars.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ListStageKind {
    /// Nothing is there yet.
    Unmade,
    /// See [`ListStage::Made`].
    Made,
    /// See [`ListStage::Published`].
    Published,
    /// See [`ListStage::Upheld`].
    Upheld,
    /// See [`ListStage::Frozen`].
    Frozen,
    /// See [`ListStage::Withdrawn`].
    Withdrawn,
}

impl ListStageKind {
    /// All stages, in the order in which a list goes through them.
    pub const ALL: [Self; 6] =
        [Self::Unmade, Self::Made, Self::Published, Self::Upheld, Self::Frozen, Self::Withdrawn];

    /// The stable code.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Unmade => "LIST_STAGE_UNMADE",
            Self::Made => "LIST_STAGE_MADE",
            Self::Published => "LIST_STAGE_PUBLISHED",
            Self::Upheld => "LIST_STAGE_UPHELD",
            Self::Frozen => "LIST_STAGE_FROZEN",
            Self::Withdrawn => "LIST_STAGE_WITHDRAWN",
        }
    }
}

impl ListStage {
    /// Which stage it is.
    #[must_use]
    pub const fn kind(&self) -> ListStageKind {
        match self {
            Self::Made => ListStageKind::Made,
            Self::Published { .. } => ListStageKind::Published,
            Self::Upheld => ListStageKind::Upheld,
            Self::Frozen { .. } => ListStageKind::Frozen,
            Self::Withdrawn { .. } => ListStageKind::Withdrawn,
        }
    }
}
