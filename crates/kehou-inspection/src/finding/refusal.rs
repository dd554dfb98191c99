//! Why an act is refused.

use chrono::NaiveDate;
use kehou_units::{Fault, Instant};

use super::{DeedKind, StageKind};
use crate::{deadline::Deadline, written::PersonRef};

/// Why somebody may not verify a correction.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Tie {
    /// They handed in evidence for it.
    Submitter,
    /// They are linked to the school: workplace now or in the last 3 years, or family. (I6)
    School,
}

impl Tie {
    /// The stable code.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Submitter => "TIE_SUBMITTER",
            Self::School => "TIE_SCHOOL",
        }
    }
}

/// What must come first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Need {
    /// The measures that an urgent finding asks for at once.
    Measures,
    /// A piece of evidence.
    Evidence,
    /// A deadline beside the act; only a record that was not written by this program lacks one.
    Deadline,
}

impl Need {
    /// The stable code.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Measures => "NEED_MEASURES",
            Self::Evidence => "NEED_EVIDENCE",
            Self::Deadline => "NEED_DEADLINE",
        }
    }
}

/// Why an act is refused.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// The deed is not possible at this stage.
    #[error("{} is not possible at {}", attempted.code(), from.code())]
    Illegal {
        /// Where the finding stands.
        from: StageKind,
        /// What was attempted.
        attempted: DeedKind,
    },
    /// It is too early.
    #[error("{} is not possible before {until}", attempted.code())]
    TooEarly {
        /// What was attempted.
        attempted: DeedKind,
        /// From when it is possible.
        until: Instant,
    },
    /// It is too late.
    #[error("{} was possible until the end of {}", attempted.code(), due.day())]
    TooLate {
        /// What was attempted.
        attempted: DeedKind,
        /// The deadline that has passed.
        due: Deadline,
    },
    /// So many working days are not allowed.
    #[error("{asked} working days are not allowed; write {least} to {most}")]
    Days {
        /// How many were asked.
        asked: u32,
        /// The fewest allowed.
        least: u32,
        /// The most allowed.
        most: u32,
    },
    /// The verifier is not independent.
    #[error("`{who}` may not verify this correction; let somebody without ties do it")]
    NotIndependent {
        /// Who.
        who: PersonRef,
        /// What ties them.
        tie: Tie,
    },
    /// Something must come first.
    #[error("{} needs {} first", attempted.code(), needs.code())]
    Incomplete {
        /// What was attempted.
        attempted: DeedKind,
        /// What it needs.
        needs: Need,
    },
    /// It was done already, or it is not its turn on the ladder.
    #[error("it is not the turn of {}: it was done, or another step comes first", attempted.code())]
    OutOfTurn {
        /// What was attempted.
        attempted: DeedKind,
    },
    /// No settings are in force on the day, or the working-day calendar ends before the deadline.
    #[error("no deadline can be set from {on}: settings or calendar end before it")]
    NoRules {
        /// The day.
        on: NaiveDate,
    },
}

impl Refusal {
    /// The stable code of this error.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Illegal { .. } => "FINDING_ILLEGAL",
            Self::TooEarly { .. } => "FINDING_TOO_EARLY",
            Self::TooLate { .. } => "FINDING_TOO_LATE",
            Self::Days { .. } => "FINDING_DAYS",
            Self::NotIndependent { .. } => "FINDING_NOT_INDEPENDENT",
            Self::Incomplete { .. } => "FINDING_INCOMPLETE",
            Self::OutOfTurn { .. } => "FINDING_OUT_OF_TURN",
            Self::NoRules { .. } => "FINDING_NO_RULES",
        }
    }

    /// The arguments of its text, by name; stages, deeds, ties and needs by their codes.
    #[must_use]
    pub fn args(&self) -> Vec<(&'static str, String)> {
        let attempted = |deed: &DeedKind| ("attempted", deed.code().to_owned());
        match self {
            Self::Illegal { from, attempted: deed } => {
                vec![("from", from.code().to_owned()), attempted(deed)]
            }
            Self::TooEarly { attempted: deed, until } => {
                vec![attempted(deed), ("until", until.to_string())]
            }
            Self::TooLate { attempted: deed, due } => {
                vec![attempted(deed), ("due", due.day().to_string())]
            }
            Self::Days { asked, least, most } => vec![
                ("asked", asked.to_string()),
                ("least", least.to_string()),
                ("most", most.to_string()),
            ],
            Self::NotIndependent { who, tie } => {
                vec![("who", who.to_string()), ("tie", tie.code().to_owned())]
            }
            Self::Incomplete { attempted: deed, needs } => {
                vec![attempted(deed), ("needs", needs.code().to_owned())]
            }
            Self::OutOfTurn { attempted: deed } => vec![attempted(deed)],
            Self::NoRules { on } => vec![("on", on.to_string())],
        }
    }

    /// The kind of failure.
    #[must_use]
    pub const fn fault(&self) -> Fault {
        match self {
            Self::Days { .. } => Fault::Invalid,
            _ => Fault::RuleViolated,
        }
    }
}
