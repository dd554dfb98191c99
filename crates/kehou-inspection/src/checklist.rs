//! Checklists and rubrics (检查清单、评分细则) as versioned data.

mod adopted;
mod answer;
mod compare;
mod load;
mod prefill;
mod school_visit;
#[cfg(test)]
mod tests;

use kehou_policy::CheckId;

pub use self::{
    adopted::{AdoptError, AdoptedChecklist, is_new},
    answer::{AnswerSheet, Given, ItemAnswer, SheetError},
    compare::{Compared, Relation, SelfCheck, VisitError, VisitReport, compare},
    prefill::{CheckOutcome, Contradiction, Looked, Prefill, Prefilled, contradictions, prefill},
    school_visit::{SchoolVisit, SheetRole, SubmitError, SubmittedSheet},
};
use crate::{data_text::DataFault, written::Line};

/// What may prove an answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum EvidenceKind {
    /// A document.
    Document,
    /// A photograph.
    Photo,
    /// A record of the system or on paper.
    Record,
    /// A conversation.
    Interview,
    /// What the inspectors saw.
    Observation,
}

impl EvidenceKind {
    /// All kinds.
    pub const ALL: [Self; 5] =
        [Self::Document, Self::Photo, Self::Record, Self::Interview, Self::Observation];

    /// The word used in the data.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Document => "document",
            Self::Photo => "photo",
            Self::Record => "record",
            Self::Interview => "interview",
            Self::Observation => "observation",
        }
    }
}

/// Whether failing an item proposes a veto, for a person to confirm.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Veto {
    /// It does.
    Proposed,
    /// It does not.
    No,
}

/// How an item that does not apply to a school counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum NotApplicable {
    /// Its points are neither earned nor possible: the rest decides.
    Excluded,
    /// Its points are earned.
    Earned,
}

/// One item of a checklist; its id stays the same across versions as long as it asks the same.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Item {
    /// Its id, such as `6.2`.
    pub id: Line,
    /// What must be so, in Chinese.
    pub zh: Line,
    /// The same in English.
    pub en: Line,
    /// Its points.
    pub points: u32,
    /// What may prove it.
    pub evidence: Vec<EvidenceKind>,
    /// Whether failing it proposes a veto.
    pub veto: Veto,
    /// The checks that answer it.
    pub checks: Vec<CheckId>,
}

/// One part of a checklist.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part {
    /// Its key, such as `charging`.
    pub key: Line,
    /// Its title in Chinese.
    pub zh: Line,
    /// Its title in English.
    pub en: Line,
    /// Its points: the sum of its items'.
    pub points: u32,
    /// Its items, in order.
    pub items: Vec<Item>,
}

/// A grade (等次) and the least share of the points that earns it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GradeLine {
    /// Its key, such as `good`.
    pub key: Line,
    /// Its name in Chinese.
    pub zh: Line,
    /// The least share in per cent of the possible points, itself included; 0 for the lowest.
    pub from_percent: u32,
}

/// A checklist with its rubric, one version of it.
///
/// # Clauses
///
/// I7, I8.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Checklist {
    id: Line,
    version: u32,
    title: Line,
    not_applicable: NotApplicable,
    above: Vec<GradeLine>,
    lowest: GradeLine,
    parts: Vec<Part>,
}

impl Checklist {
    /// The text of the checklist that ships.
    pub const SHIPPED: &str = include_str!("../data/checklist-1.toml");

    /// The checklist that ships.
    ///
    /// # Errors
    ///
    /// [`DataFault`] never, as long as the shipped text is sound; a test reads it.
    pub fn shipped() -> Result<Self, DataFault> {
        Self::load("checklist-1.toml", Self::SHIPPED)
    }

    /// Reads a checklist.
    ///
    /// # Errors
    ///
    /// [`DataFault`] for a text that is unreadable; an id, part or grade that stands twice; points
    /// that do not add up to their part or to 100; grades that do not fall to 0; an unknown check.
    pub fn load(file: &str, text: &str) -> Result<Self, DataFault> {
        load::load(file, text)
    }

    /// Its id; a version belongs to one id.
    #[must_use]
    pub const fn id(&self) -> &Line {
        &self.id
    }

    /// Its version.
    #[must_use]
    pub const fn version(&self) -> u32 {
        self.version
    }

    /// Its title.
    #[must_use]
    pub const fn title(&self) -> &Line {
        &self.title
    }

    /// How items that do not apply count.
    #[must_use]
    pub const fn not_applicable(&self) -> NotApplicable {
        self.not_applicable
    }

    /// Its grades, best first; the last one is [`Checklist::lowest`].
    pub fn grades(&self) -> impl Iterator<Item = &GradeLine> {
        self.above.iter().chain(std::iter::once(&self.lowest))
    }

    /// Its lowest grade, 'fail'.
    #[must_use]
    pub const fn lowest(&self) -> &GradeLine {
        &self.lowest
    }

    /// Its parts, in order.
    #[must_use]
    pub fn parts(&self) -> &[Part] {
        &self.parts
    }

    /// Its items, in order.
    pub fn items(&self) -> impl Iterator<Item = &Item> {
        self.parts.iter().flat_map(|part| &part.items)
    }

    /// The item of an id.
    #[must_use]
    pub fn item(&self, id: &str) -> Option<&Item> {
        self.items().find(|item| item.id.as_str() == id)
    }
}
