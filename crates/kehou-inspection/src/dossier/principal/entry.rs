//! An entry of a principal's file from its proposal to its end.

use chrono::NaiveDate;
use kehou_registry::SchoolCode;

use crate::{
    deadline::Deadline,
    dossier::DisciplineCase,
    finding::{Finding, FindingNo},
    written::{Line, Passage, PersonRef, Signature},
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

impl Key {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::LeadingGroup, Self::Discipline, Self::Personnel];

    /// The stable code.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::LeadingGroup => "ENTRY_KEY_LEADING_GROUP",
            Self::Discipline => "ENTRY_KEY_DISCIPLINE",
            Self::Personnel => "ENTRY_KEY_PERSONNEL",
        }
    }
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
