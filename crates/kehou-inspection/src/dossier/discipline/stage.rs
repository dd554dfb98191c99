//! Where a case stands, and what is not possible there.

use kehou_units::Fault;

use super::{CaseDeed, Verified};
use crate::written::{Line, Passage, Reasoned, Signature};

/// Who did what to a case, and when: what is stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CaseAct {
    /// Who, and when.
    pub signed: Signature,
    /// What.
    pub deed: CaseDeed,
}

/// Where a case stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CaseStage {
    /// It was received.
    Received,
    /// The office has taken it up.
    Accepted(Signature),
    /// It was handed on; it ends here.
    Transferred {
        /// Who handed it on, and when.
        signed: Signature,
        /// To whom.
        to: Line,
    },
    /// The facts were judged.
    Judged {
        /// Whether they hold.
        verified: Verified,
        /// Who judged, when and why.
        judged: Reasoned,
    },
    /// It has ended.
    Concluded {
        /// Whether the facts held.
        verified: Verified,
        /// With what.
        outcome: Passage,
        /// The number of the document.
        number: Line,
        /// Who concluded it, and when.
        signed: Signature,
    },
}

/// Where a case stands, without the particulars.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum CaseStageKind {
    /// It was received.
    Received,
    /// The office has taken it up.
    Accepted,
    /// It was handed on.
    Transferred,
    /// The facts were judged.
    Judged,
    /// It has ended.
    Concluded,
}

impl CaseStageKind {
    /// All of them, in order.
    pub const ALL: [Self; 5] =
        [Self::Received, Self::Accepted, Self::Transferred, Self::Judged, Self::Concluded];

    /// The stable code.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Received => "CASE_STAGE_RECEIVED",
            Self::Accepted => "CASE_STAGE_ACCEPTED",
            Self::Transferred => "CASE_STAGE_TRANSFERRED",
            Self::Judged => "CASE_STAGE_JUDGED",
            Self::Concluded => "CASE_STAGE_CONCLUDED",
        }
    }
}

impl CaseStage {
    /// Which stage it is.
    #[must_use]
    pub const fn kind(&self) -> CaseStageKind {
        match self {
            Self::Received => CaseStageKind::Received,
            Self::Accepted(_) => CaseStageKind::Accepted,
            Self::Transferred { .. } => CaseStageKind::Transferred,
            Self::Judged { .. } => CaseStageKind::Judged,
            Self::Concluded { .. } => CaseStageKind::Concluded,
        }
    }

    /// The stable code.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        self.kind().code()
    }
}

/// A deed is not possible where the case stands.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{attempted} is not possible at {from}")]
pub struct CaseRefusal {
    /// Where the case stands; `CASE_STAGE_NONE` before it is received.
    pub from: &'static str,
    /// What was attempted.
    pub attempted: &'static str,
}

impl CaseRefusal {
    /// The stable code of this error.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        "CASE_ILLEGAL"
    }

    /// The kind of failure.
    #[must_use]
    pub const fn fault(&self) -> Fault {
        Fault::RuleViolated
    }

    /// The arguments of its text, by name.
    #[must_use]
    pub fn args(&self) -> Vec<(&'static str, String)> {
        vec![("from", self.from.to_owned()), ("attempted", self.attempted.to_owned())]
    }
}
