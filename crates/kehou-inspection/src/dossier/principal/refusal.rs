//! Why an act on an entry of a principal's file is refused.

use kehou_units::Fault;

use super::entry::Key;
use crate::deadline::Deadline;

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
    /// The person concerned decides on an entry of their own file.
    #[error("nobody decides on an entry of their own file")]
    OwnFile,
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
            Self::OwnFile => "ENTRY_OWN_FILE",
            Self::NotTheirs => "ENTRY_NOT_THEIRS",
            Self::Statement { .. } => "ENTRY_STATEMENT",
        }
    }

    /// The kind of failure.
    #[must_use]
    pub const fn fault(&self) -> Fault {
        Fault::RuleViolated
    }

    /// The arguments of its text, by name.
    #[must_use]
    pub fn args(&self) -> Vec<(&'static str, String)> {
        match self {
            Self::Illegal { from, attempted } => {
                vec![("from", (*from).to_owned()), ("attempted", (*attempted).to_owned())]
            }
            Self::WrongKey { needed } => vec![("needed", needed.code().to_owned())],
            Self::Statement { due } => vec![("due", due.day().to_string())],
            Self::SamePerson | Self::OwnFile | Self::NotTheirs => Vec::new(),
        }
    }
}
