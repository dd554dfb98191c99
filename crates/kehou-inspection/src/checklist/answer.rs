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

impl Given {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Yes, Self::No, Self::NotApplicable];

    /// The stable code.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Yes => "yes",
            Self::No => "no",
            Self::NotApplicable => "not_applicable",
        }
    }
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

    /// The arguments of its text, by name.
    #[must_use]
    pub fn args(&self) -> Vec<(&'static str, String)> {
        match self {
            Self::Unknown { item } | Self::Twice { item } | Self::NothingToCorrect { item } => {
                vec![("item", item.to_string())]
            }
            Self::Unanswered { items } => {
                let first = items.first().map(ToString::to_string).unwrap_or_default();
                vec![("count", items.len().to_string()), ("first", first)]
            }
        }
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
        if let Some(stray) = given.iter().find(|answer| !known.contains(&answer.item)) {
            return Err(SheetError::Unknown { item: stray.item.clone() });
        }
        let answered = (checklist.id().clone(), checklist.version());
        let sheet = Self::kept(school, answered, signed, given)?;
        let open = checklist.items().filter(|item| !sheet.answers.contains_key(&item.id));
        let items: Vec<Line> = open.map(|item| item.id.clone()).collect();
        if items.is_empty() { Ok(sheet) } else { Err(SheetError::Unanswered { items }) }
    }

    /// A sheet as it was kept; it was complete when it was handed in.
    pub(crate) fn kept(
        school: SchoolCode,
        (checklist, version): (Line, u32),
        signed: Signature,
        given: Vec<ItemAnswer>,
    ) -> Result<Self, SheetError> {
        let mut answers = BTreeMap::new();
        for answer in given {
            let item = answer.item.clone();
            if answer.corrected.is_some() && answer.given != Given::No {
                return Err(SheetError::NothingToCorrect { item });
            }
            if answers.insert(item.clone(), answer).is_some() {
                return Err(SheetError::Twice { item });
            }
        }
        Ok(Self { school, checklist, version, signed, answers })
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

    /// All answers, by id of the item.
    pub fn answers(&self) -> impl ExactSizeIterator<Item = &ItemAnswer> {
        self.answers.values()
    }

    /// Everything that is said to prove an answer.
    pub fn evidence(&self) -> impl Iterator<Item = &Evidence> {
        self.answers.values().flat_map(|answer| &answer.evidence)
    }

    /// The answer to an item.
    #[must_use]
    pub fn answer(&self, item: &Line) -> Option<&ItemAnswer> {
        self.answers.get(item)
    }
}
