//! Why an act on a nomination is refused.

use kehou_units::Fault;

use crate::written::Line;

/// Why an act on a nomination is refused.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PracticeRefusal {
    /// It is not possible where the nomination stands.
    #[error("{attempted} is not possible at {from}")]
    Illegal {
        /// Where it stands; `PRACTICE_STAGE_NONE` before it is nominated.
        from: &'static str,
        /// What was attempted.
        attempted: &'static str,
    },
    /// Whoever nominated reviews.
    #[error("another person than the one who nominated reviews it")]
    OwnNomination,
    /// A name stands in what would be published.
    #[error("`{name}` stands in the text; publish without names")]
    Named {
        /// The name.
        name: Line,
    },
}

impl PracticeRefusal {
    /// The stable code of this error.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Illegal { .. } => "PRACTICE_ILLEGAL",
            Self::OwnNomination => "PRACTICE_OWN_NOMINATION",
            Self::Named { .. } => "PRACTICE_NAMED",
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
            Self::OwnNomination => Vec::new(),
            Self::Named { name } => vec![("name", name.to_string())],
        }
    }
}
