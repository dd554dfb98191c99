//! Score cards: every point with its derivation.

mod canonical;
mod difference;

use kehou_registry::SchoolCode;
use kehou_units::Period;

pub use self::difference::{CardDifference, Cause, DifferenceError, LineChange};
use crate::{
    digest::Digest,
    facts::{Interval, Satisfaction},
    kind::StaffGroup,
    pack::SourceKind,
    quantity::{Fraction, Points, Value, Weight},
    written::{Line, StaffRef},
};

/// Which pack a card was made by.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PackRef {
    /// Its key.
    pub key: Line,
    /// Its version.
    pub version: u32,
    /// The hash of its canonical text.
    pub digest: Digest,
}

/// Why a component is neutral for a person.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum NeutralReason {
    /// Nothing could have been assigned under the person's limits. (S5)
    NothingAssignable,
    /// Nothing was due.
    NothingDue,
    /// Nothing was offered.
    NothingOffered,
    /// Too few answered. (I11)
    TooFewAnswers {
        /// How many.
        answers: u32,
        /// How many it takes.
        least: u32,
    },
    /// The school left its part unused.
    NoOwnComponents,
}

impl NeutralReason {
    /// The stable code.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::NothingAssignable => "NEUTRAL_NOTHING_ASSIGNABLE",
            Self::NothingDue => "NEUTRAL_NOTHING_DUE",
            Self::NothingOffered => "NEUTRAL_NOTHING_OFFERED",
            Self::TooFewAnswers { .. } => "NEUTRAL_TOO_FEW_ANSWERS",
            Self::NoOwnComponents => "NEUTRAL_NO_OWN_COMPONENTS",
        }
    }
}

/// What a component saw of a person.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Basis {
    /// What was done of what was possible.
    Measured {
        /// What was done, in the unit of the source; for load in units of [`crate::Load`].
        done: u64,
        /// What was possible; 0 where nothing divides it (confirmed findings).
        possible: u64,
        /// What the transform looked at.
        value: Value,
    },
    /// Nothing that could count: the line earns what the measured ones earned on average.
    Neutral(NeutralReason),
}

/// One line of a card: fact → share of what was possible → fraction of the weight → points.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CardLine {
    /// The component.
    pub key: Line,
    /// What it looked at; none for the part that a school left unused.
    pub source: Option<SourceKind>,
    /// Its weight.
    pub weight: Weight,
    /// What it saw.
    pub basis: Basis,
    /// How much of the weight is earned; for a neutral line rounded down.
    pub fraction: Fraction,
    /// The points.
    pub points: Points,
}

impl CardLine {
    /// Between which shares the truth about satisfaction lies; none on other lines. (I11)
    #[must_use]
    pub fn interval(&self) -> Option<Interval> {
        match (self.source, self.basis) {
            (Some(SourceKind::Satisfaction), Basis::Measured { done, possible, .. }) => {
                let answers = u32::try_from(possible).ok()?;
                Satisfaction { answers, satisfied: u32::try_from(done).ok()? }.interval()
            }
            _ => None,
        }
    }
}

/// The score card (评价卡) of a person for a term.
///
/// # Clauses
///
/// S1 [嘉教体字〔2023〕4号 三(四)]; S5, S7.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Card {
    /// Whose it is.
    pub staff: StaffRef,
    /// The school where the person serves.
    pub school: SchoolCode,
    /// The group by post.
    pub group: StaffGroup,
    /// The term.
    pub term: Period,
    /// By which pack it was made.
    pub pack: PackRef,
    /// The hash of the facts it was made from; they name the records.
    pub facts: Digest,
    /// Its lines, in the order of the pack's components.
    pub lines: Vec<CardLine>,
    /// The sum of its lines.
    pub total: Points,
}

impl Card {
    /// The line of a component.
    #[must_use]
    pub fn line(&self, key: &str) -> Option<&CardLine> {
        self.lines.iter().find(|line| line.key.as_str() == key)
    }
}
