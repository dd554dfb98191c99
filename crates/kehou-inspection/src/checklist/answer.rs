//! Sheets of answers: a school's self-check, or what inspectors found.

use std::collections::{BTreeMap, BTreeSet};

use kehou_registry::SchoolCode;
use kehou_units::Fault;

use super::Checklist;
use crate::{
    finding::Evidence,
    written::{Line, Signature},
};

/// What is said of an item.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Given {
    /// It is so.
    Yes,
    /// It is not so.
    No,
    /// It does not apply to this school.
    NotApplicable,
}

/// The answer to one item.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ItemAnswer {
    /// The item.
    pub item: Line,
    /// What is said.
    pub given: Given,
    /// What the school corrected by itself (边查边改), when the answer is no.
    pub corrected: Option<Line>,
    /// What proves it.
    pub evidence: Vec<Evidence>,
}

/// Answers to every item of one version of a checklist.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AnswerSheet {
    school: SchoolCode,
    checklist: Line,
    version: u32,
    signed: Signature,
    answers: BTreeMap<Line, ItemAnswer>,
}

/// Answers do not fit their checklist.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SheetError {
    /// An item that the checklist does not have.
    #[error("item `{item}` is not on this version of the checklist")]
    Unknown {
        /// The item.
        item: Line,
    },
    /// An item answered twice.
    #[error("item `{item}` is answered twice")]
    Twice {
        /// The item.
        item: Line,
    },
    /// Items without an answer, all of them.
    #[error("{} items have no answer, the first is `{}`", items.len(), items.first().map_or("", |item| item.as_str()))]
    Unanswered {
        /// The items, in the order of the checklist.
        items: Vec<Line>,
    },
    /// Something is said to be corrected that is not said to be wrong.
    #[error("item `{item}` is said to be corrected and not to have been wrong; answer no")]
    NothingToCorrect {
        /// The item.
        item: Line,
    },
}

impl SheetError {
    /// The stable code of this error.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Unknown { .. } => "SHEET_UNKNOWN_ITEM",
            Self::Twice { .. } => "SHEET_ITEM_TWICE",
            Self::Unanswered { .. } => "SHEET_UNANSWERED",
            Self::NothingToCorrect { .. } => "SHEET_NOTHING_TO_CORRECT",
        }
    }

    /// The kind of failure.
    #[must_use]
    pub const fn fault(&self) -> Fault {
        Fault::Invalid
    }
}

impl AnswerSheet {
    /// A complete sheet.
    ///
    /// # Errors
    ///
    /// [`SheetError`] for an item that is unknown, answered twice or not at all, and for a
    /// correction of something that is not said to be wrong.
    pub fn of(
        checklist: &Checklist,
        school: SchoolCode,
        signed: Signature,
        given: Vec<ItemAnswer>,
    ) -> Result<Self, SheetError> {
        let known: BTreeSet<&Line> = checklist.items().map(|item| &item.id).collect();
        let mut answers = BTreeMap::new();
        for answer in given {
            let item = answer.item.clone();
            if !known.contains(&item) {
                return Err(SheetError::Unknown { item });
            }
            if answer.corrected.is_some() && answer.given != Given::No {
                return Err(SheetError::NothingToCorrect { item });
            }
            if answers.insert(item.clone(), answer).is_some() {
                return Err(SheetError::Twice { item });
            }
        }
        let open = checklist.items().filter(|item| !answers.contains_key(&item.id));
        let items: Vec<Line> = open.map(|item| item.id.clone()).collect();
        if !items.is_empty() {
            return Err(SheetError::Unanswered { items });
        }
        let (id, version) = (checklist.id().clone(), checklist.version());
        Ok(Self { school, checklist: id, version, signed, answers })
    }

    /// The school.
    #[must_use]
    pub const fn school(&self) -> &SchoolCode {
        &self.school
    }

    /// Who submitted it, and when.
    #[must_use]
    pub const fn signed(&self) -> &Signature {
        &self.signed
    }

    /// The id and the version of the checklist it answers.
    #[must_use]
    pub const fn answers_to(&self) -> (&Line, u32) {
        (&self.checklist, self.version)
    }

    /// Whether it answers this version of this checklist.
    #[must_use]
    pub fn is_for(&self, checklist: &Checklist) -> bool {
        self.checklist == *checklist.id() && self.version == checklist.version()
    }

    /// The answer to an item.
    #[must_use]
    pub fn answer(&self, item: &Line) -> Option<&ItemAnswer> {
        self.answers.get(item)
    }
}
