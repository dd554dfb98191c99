//! An entry of a principal's file from its proposal to its end.

use chrono::NaiveDate;
use kehou_registry::SchoolCode;
use kehou_units::Fault;

use crate::{
    deadline::Deadline,
    dossier::DisciplineCase,
    finding::{Finding, FindingNo},
    written::{Line, Passage, PersonRef, Reasoned, Signature},
};

/// On what an entry rests.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum EntryGround {
    /// Poor service: a confirmed finding; the leading group decides, personnel enters.
    PoorService(FindingNo),
    /// A violation: the case that discipline verified, by its document number; personnel enters.
    Violation(Line),
}

impl EntryGround {
    /// Poor service, from a finding; none when the finding is not confirmed.
    #[must_use]
    pub fn poor_service(number: FindingNo, finding: &Finding) -> Option<Self> {
        finding.stage().confirmation().map(|_| Self::PoorService(number))
    }

    /// A violation, from a case; none unless discipline verified and concluded it.
    #[must_use]
    pub fn violation(case: &DisciplineCase) -> Option<Self> {
        case.verified_by().map(|number| Self::Violation(number.clone()))
    }

    /// The two keys that an entry on this ground needs, in order.
    #[must_use]
    pub const fn keys(&self) -> [Key; 2] {
        match self {
            Self::PoorService(_) => [Key::LeadingGroup, Key::Personnel],
            Self::Violation(_) => [Key::Discipline, Key::Personnel],
        }
    }
}

/// Whose key it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Key {
    /// The leading group's decision.
    LeadingGroup,
    /// The discipline office's verification.
    Discipline,
    /// Personnel, who enters.
    Personnel,
}

/// What the person said, or that their deadline passed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PrincipalStatement {
    /// Their own statement.
    Stated(Signature, Passage),
    /// They let the deadline pass.
    Lapsed(Signature, Deadline),
}

/// What is done to an entry.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum EntryDeed {
    /// The system or an officer proposes it; the person may state their view until a deadline.
    Propose {
        /// Who was principal on the date of the fact.
        person: PersonRef,
        /// The school.
        school: SchoolCode,
        /// The date of the fact.
        fact_on: NaiveDate,
        /// On what it rests.
        ground: EntryGround,
        /// Until when the person may state their view.
        statement_due: Deadline,
        /// The entry that this one corrects, by its document number.
        corrects: Option<Line>,
    },
    /// The person states their view; the act is theirs.
    State(Passage),
    /// The deadline passed without a statement.
    Lapse,
    /// An office turns its key.
    Turn {
        /// Which.
        key: Key,
        /// The number of its document.
        number: Line,
    },
    /// It is not entered.
    Decline(Line),
    /// It is revoked: sealed, not deleted.
    Revoke {
        /// The number of the document.
        number: Line,
        /// Why.
        why: Line,
    },
}

impl EntryDeed {
    /// The stable code.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Propose { .. } => "ENTRY_PROPOSE",
            Self::State(_) => "ENTRY_STATE",
            Self::Lapse => "ENTRY_LAPSE",
            Self::Turn { .. } => "ENTRY_TURN_KEY",
            Self::Decline(_) => "ENTRY_DECLINE",
            Self::Revoke { .. } => "ENTRY_REVOKE",
        }
    }
}

/// Who did what to an entry, and when: what is stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EntryAct {
    /// Who, and when.
    pub signed: Signature,
    /// What.
    pub deed: EntryDeed,
}

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

impl EntryStage {
    /// The stable code.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Proposed => "ENTRY_STAGE_PROPOSED",
            Self::Heard(_) => "ENTRY_STAGE_HEARD",
            Self::HalfTurned(..) => "ENTRY_STAGE_HALF_TURNED",
            Self::Entered { .. } => "ENTRY_STAGE_ENTERED",
            Self::Declined(_) => "ENTRY_STAGE_DECLINED",
            Self::Revoked { .. } => "ENTRY_STAGE_REVOKED",
        }
    }
}

/// Why an act on an entry is refused.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum EntryRefusal {
    /// It is not possible where the entry stands.
    #[error("{attempted} is not possible at {from}")]
    Illegal {
        /// Where it stands; `ENTRY_STAGE_NONE` before it is proposed.
        from: &'static str,
        /// What was attempted.
        attempted: &'static str,
    },
    /// It is another office's turn.
    #[error("the key of another office is needed first")]
    WrongKey {
        /// Whose key is needed.
        needed: Key,
    },
    /// One person turned both keys.
    #[error("two persons turn the two keys")]
    SamePerson,
    /// The statement is not the person's own.
    #[error("only the person concerned makes this statement")]
    NotTheirs,
    /// The deadline of the statement has passed, or has not.
    #[error("the statement is due by the end of {}", due.day())]
    Statement {
        /// The deadline.
        due: Deadline,
    },
}

impl EntryRefusal {
    /// The stable code of this error.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Illegal { .. } => "ENTRY_ILLEGAL",
            Self::WrongKey { .. } => "ENTRY_WRONG_KEY",
            Self::SamePerson => "ENTRY_SAME_PERSON",
            Self::NotTheirs => "ENTRY_NOT_THEIRS",
            Self::Statement { .. } => "ENTRY_STATEMENT",
        }
    }

    /// The kind of failure.
    #[must_use]
    pub const fn fault(&self) -> Fault {
        Fault::RuleViolated
    }
}
