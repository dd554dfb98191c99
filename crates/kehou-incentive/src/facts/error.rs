//! Why facts are refused.

use kehou_units::{ClassHours, Fault, Minutes};

use super::{Ethics, FactParts, RecordId};
use crate::kind::{ActivityKind, DutyKind};

/// The most class hours of a kind, rolls, answers or records that a term can hold.
const COUNT_MOST: u32 = 100_000;
/// The most minutes of a kind of duty that a term can hold.
const MINUTES_MOST: u32 = 1_000_000;

/// Why facts about a member of staff are refused.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum FactsError {
    /// A part is larger than its whole.
    #[error("{fact}: {part} can't be part of {whole}; correct one of them")]
    MoreThanWhole {
        /// Which fact.
        fact: &'static str,
        /// The part.
        part: u32,
        /// The whole.
        whole: u32,
    },
    /// A number is beyond anything that a term can hold.
    #[error("{fact}: {given} is more than the {most} that a term can hold")]
    TooMany {
        /// Which fact.
        fact: &'static str,
        /// The number.
        given: u32,
        /// The most.
        most: u32,
    },
    /// No record stands behind a fact. (S6)
    #[error("{fact} has no record behind it; name the records")]
    NoRecord {
        /// Which fact.
        fact: &'static str,
    },
}

impl FactsError {
    /// The stable code of this error.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::MoreThanWhole { .. } => "STAFF_FACTS_MORE_THAN_WHOLE",
            Self::TooMany { .. } => "STAFF_FACTS_TOO_MANY",
            Self::NoRecord { .. } => "STAFF_FACTS_NO_RECORD",
        }
    }

    /// The kind of failure.
    #[must_use]
    pub const fn fault(&self) -> Fault {
        match self {
            Self::NoRecord { .. } => Fault::RuleViolated,
            _ => Fault::Invalid,
        }
    }

    /// The arguments of its text, by name.
    #[must_use]
    pub fn args(&self) -> Vec<(&'static str, String)> {
        match self {
            Self::MoreThanWhole { fact, part, whole } => vec![
                ("fact", (*fact).to_owned()),
                ("part", part.to_string()),
                ("whole", whole.to_string()),
            ],
            Self::TooMany { fact, given, most } => vec![
                ("fact", (*fact).to_owned()),
                ("given", given.to_string()),
                ("most", most.to_string()),
            ],
            Self::NoRecord { fact } => vec![("fact", (*fact).to_owned())],
        }
    }
}

/// Whether facts can be.
pub(super) fn check(parts: &FactParts) -> Result<(), FactsError> {
    part("rolls", parts.rolls.in_time, parts.rolls.due)?;
    part("satisfaction", parts.satisfaction.satisfied, parts.satisfaction.answers)?;
    part("training", parts.training.attended, parts.training.offered)?;
    let opportunity = &parts.opportunity;
    bounded("available_days", opportunity.days, 400)?;
    bounded("assignable_class_hours", opportunity.class_hours.count(), COUNT_MOST)?;
    bounded("rolls", parts.rolls.due, COUNT_MOST)?;
    bounded("satisfaction", parts.satisfaction.answers, COUNT_MOST)?;
    bounded("training", parts.training.offered, COUNT_MOST)?;
    let records = &parts.records;
    for kind in ActivityKind::ALL {
        let hours: ClassHours = parts.class_hours[kind.index()];
        bounded(kind.word(), hours.count(), COUNT_MOST)?;
        behind(kind.word(), hours.count(), &records.class_hours[kind.index()])?;
    }
    for kind in DutyKind::ALL {
        let minutes: Minutes = parts.duty[kind.index()];
        bounded(kind.word(), minutes.count(), MINUTES_MOST)?;
        bounded(kind.word(), opportunity.duty[kind.index()].count(), MINUTES_MOST)?;
        behind(kind.word(), minutes.count(), &records.duty[kind.index()])?;
    }
    behind("rolls", parts.rolls.due, &records.rolls)?;
    behind("satisfaction", parts.satisfaction.answers, &records.satisfaction)?;
    behind("training", parts.training.attended, &records.training)?;
    let recorded = u32::from(matches!(parts.ethics, Ethics::Recorded(_)));
    behind("ethics_training", recorded, &records.ethics)
}

const fn part(fact: &'static str, part: u32, whole: u32) -> Result<(), FactsError> {
    if part <= whole { Ok(()) } else { Err(FactsError::MoreThanWhole { fact, part, whole }) }
}

const fn bounded(fact: &'static str, given: u32, most: u32) -> Result<(), FactsError> {
    if given <= most { Ok(()) } else { Err(FactsError::TooMany { fact, given, most }) }
}

const fn behind(fact: &'static str, value: u32, records: &[RecordId]) -> Result<(), FactsError> {
    if value > 0 && records.is_empty() { Err(FactsError::NoRecord { fact }) } else { Ok(()) }
}
