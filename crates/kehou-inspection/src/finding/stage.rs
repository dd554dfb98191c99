//! Where a finding stands; each stage carries who brought it there, when and why.

use super::{Evidence, Order};
use crate::{
    deadline::Deadline,
    written::{Passage, Reasoned, Signature},
};

/// What the school said, or that it said nothing in time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Answer {
    /// Its statement.
    Stated {
        /// Who stated it, and when.
        signed: Signature,
        /// What it says.
        text: Passage,
    },
    /// Its deadline passed.
    Lapsed {
        /// Who recorded that, and when.
        signed: Signature,
        /// The deadline.
        due: Deadline,
    },
}

/// How a finding was confirmed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Confirmation {
    /// What the school had said.
    pub answer: Answer,
    /// Who confirmed it, when, and why.
    pub confirmed: Reasoned,
    /// How often it was taken up again, by whom, when and why.
    pub reopened: Vec<Reasoned>,
}

/// Evidence handed in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Submission {
    /// Who handed it in, and when.
    pub signed: Signature,
    /// The evidence; never empty.
    pub evidence: Vec<Evidence>,
}

/// Evidence that somebody independent accepted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Proof {
    /// The order.
    pub order: Order,
    /// The evidence.
    pub submission: Submission,
    /// Who verified it, when, and why; never one who handed evidence in.
    pub verified: Reasoned,
}

/// Where a finding stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Stage {
    /// It is written down and not yet put to the school.
    Draft,
    /// The school may state its view.
    AwaitingStatement {
        /// Until when.
        due: Deadline,
    },
    /// The school has answered, or let its deadline pass.
    Answered {
        /// What it said.
        answer: Answer,
    },
    /// It was not upheld.
    Withdrawn {
        /// Who withdrew it, when, and why.
        withdrawn: Reasoned,
    },
    /// It is confirmed, and no order is in force.
    Confirmed {
        /// How.
        confirmation: Confirmation,
    },
    /// The school must correct it.
    Ordered {
        /// How it was confirmed.
        confirmation: Confirmation,
        /// The order.
        order: Box<Order>,
    },
    /// Evidence waits for its verifier.
    Submitted {
        /// How it was confirmed.
        confirmation: Confirmation,
        /// The order.
        order: Box<Order>,
        /// The evidence.
        submission: Submission,
    },
    /// The correction is verified.
    Verified {
        /// How it was confirmed.
        confirmation: Confirmation,
        /// The proof of the correction.
        proof: Box<Proof>,
    },
    /// It is closed.
    Closed {
        /// How it was confirmed.
        confirmation: Confirmation,
        /// The proof of the correction.
        proof: Box<Proof>,
        /// Who closed it, and when.
        closed: Signature,
    },
}

/// Which stage it is, without its particulars.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum StageKind {
    /// Nothing is there yet.
    Unopened,
    /// See [`Stage::Draft`].
    Draft,
    /// See [`Stage::AwaitingStatement`].
    AwaitingStatement,
    /// See [`Stage::Answered`].
    Answered,
    /// See [`Stage::Withdrawn`].
    Withdrawn,
    /// See [`Stage::Confirmed`].
    Confirmed,
    /// See [`Stage::Ordered`].
    Ordered,
    /// See [`Stage::Submitted`].
    Submitted,
    /// See [`Stage::Verified`].
    Verified,
    /// See [`Stage::Closed`].
    Closed,
}

impl StageKind {
    /// All stages, in the order in which a finding goes through them.
    pub const ALL: [Self; 10] = [
        Self::Unopened,
        Self::Draft,
        Self::AwaitingStatement,
        Self::Answered,
        Self::Withdrawn,
        Self::Confirmed,
        Self::Ordered,
        Self::Submitted,
        Self::Verified,
        Self::Closed,
    ];

    /// The stable code.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Unopened => "STAGE_UNOPENED",
            Self::Draft => "STAGE_DRAFT",
            Self::AwaitingStatement => "STAGE_AWAITING_STATEMENT",
            Self::Answered => "STAGE_ANSWERED",
            Self::Withdrawn => "STAGE_WITHDRAWN",
            Self::Confirmed => "STAGE_CONFIRMED",
            Self::Ordered => "STAGE_ORDERED",
            Self::Submitted => "STAGE_SUBMITTED",
            Self::Verified => "STAGE_VERIFIED",
            Self::Closed => "STAGE_CLOSED",
        }
    }
}

impl Stage {
    /// Which stage it is.
    #[must_use]
    pub const fn kind(&self) -> StageKind {
        match self {
            Self::Draft => StageKind::Draft,
            Self::AwaitingStatement { .. } => StageKind::AwaitingStatement,
            Self::Answered { .. } => StageKind::Answered,
            Self::Withdrawn { .. } => StageKind::Withdrawn,
            Self::Confirmed { .. } => StageKind::Confirmed,
            Self::Ordered { .. } => StageKind::Ordered,
            Self::Submitted { .. } => StageKind::Submitted,
            Self::Verified { .. } => StageKind::Verified,
            Self::Closed { .. } => StageKind::Closed,
        }
    }

    /// How it was confirmed, once it was.
    #[must_use]
    pub const fn confirmation(&self) -> Option<&Confirmation> {
        match self {
            Self::Confirmed { confirmation }
            | Self::Ordered { confirmation, .. }
            | Self::Submitted { confirmation, .. }
            | Self::Verified { confirmation, .. }
            | Self::Closed { confirmation, .. } => Some(confirmation),
            _ => None,
        }
    }

    /// The order in force or met.
    #[must_use]
    pub const fn order(&self) -> Option<&Order> {
        match self {
            Self::Ordered { order, .. } | Self::Submitted { order, .. } => Some(order),
            Self::Verified { proof, .. } | Self::Closed { proof, .. } => Some(&proof.order),
            _ => None,
        }
    }
}
