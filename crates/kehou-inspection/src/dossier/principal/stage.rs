//! Where an entry of a principal's file stands.

use super::entry::PrincipalStatement;
use crate::written::{Line, Reasoned, Signature};

/// Where an entry stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum EntryStage {
    /// It waits for the person's statement.
    Proposed,
    /// The person was heard; keys may be turned.
    Heard(PrincipalStatement),
    /// The first key was turned.
    HalfTurned(PrincipalStatement, Signature, Line),
    /// It stands in the file under the number of the second key.
    Entered {
        /// What the person said.
        statement: PrincipalStatement,
        /// Who turned the first key, when, by which document.
        first: (Signature, Line),
        /// Who turned the second.
        second: (Signature, Line),
    },
    /// It was not entered.
    Declined(Reasoned),
    /// It stood in the file and is sealed since.
    Revoked {
        /// Who revoked it, when and why.
        revoked: Reasoned,
        /// The number of the document.
        number: Line,
        /// The document under which it had stood.
        entered: Line,
    },
}

/// Where an entry stands, without the particulars.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum EntryStageKind {
    /// It waits for the person's statement.
    Proposed,
    /// The person was heard.
    Heard,
    /// The first key was turned.
    HalfTurned,
    /// It stands in the file.
    Entered,
    /// It was not entered.
    Declined,
    /// It stood in the file and is sealed since.
    Revoked,
}

impl EntryStageKind {
    /// All of them, in order.
    pub const ALL: [Self; 6] = [
        Self::Proposed,
        Self::Heard,
        Self::HalfTurned,
        Self::Entered,
        Self::Declined,
        Self::Revoked,
    ];

    /// The stable code.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Proposed => "ENTRY_STAGE_PROPOSED",
            Self::Heard => "ENTRY_STAGE_HEARD",
            Self::HalfTurned => "ENTRY_STAGE_HALF_TURNED",
            Self::Entered => "ENTRY_STAGE_ENTERED",
            Self::Declined => "ENTRY_STAGE_DECLINED",
            Self::Revoked => "ENTRY_STAGE_REVOKED",
        }
    }
}

impl EntryStage {
    /// Which stage it is.
    #[must_use]
    pub const fn kind(&self) -> EntryStageKind {
        match self {
            Self::Proposed => EntryStageKind::Proposed,
            Self::Heard(_) => EntryStageKind::Heard,
            Self::HalfTurned(..) => EntryStageKind::HalfTurned,
            Self::Entered { .. } => EntryStageKind::Entered,
            Self::Declined(_) => EntryStageKind::Declined,
            Self::Revoked { .. } => EntryStageKind::Revoked,
        }
    }

    /// The stable code.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        self.kind().code()
    }
}
