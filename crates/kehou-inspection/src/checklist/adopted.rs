//! Checklists that were adopted.

use kehou_units::Fault;

use super::Checklist;
use crate::{
    data_text::DataFault,
    written::{Line, Signature},
};

/// A version of a checklist that was adopted, with its text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AdoptedChecklist {
    text: String,
    checklist: Checklist,
    signed: Signature,
}

/// A checklist can't be adopted.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum AdoptError {
    /// The version is there and says something else; a version never changes. (I7)
    #[error(
        "version {version} of checklist `{id}` is there and says something else; give the next version"
    )]
    VersionTaken {
        /// The id.
        id: Line,
        /// The version.
        version: u32,
    },
}

impl AdoptError {
    /// The stable code of this error.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::VersionTaken { .. } => "CHECKLIST_VERSION_TAKEN",
        }
    }

    /// The kind of failure.
    #[must_use]
    pub const fn fault(&self) -> Fault {
        match self {
            Self::VersionTaken { .. } => Fault::Exists,
        }
    }

    /// The arguments of its text, by name.
    #[must_use]
    pub fn args(&self) -> Vec<(&'static str, String)> {
        match self {
            Self::VersionTaken { id, version } => {
                vec![("id", id.to_string()), ("version", version.to_string())]
            }
        }
    }
}

impl AdoptedChecklist {
    /// Reads a checklist that somebody adopts.
    ///
    /// # Errors
    ///
    /// [`DataFault`] as [`Checklist::load`].
    pub fn of(text: &str, signed: Signature) -> Result<Self, DataFault> {
        let checklist = Checklist::load("checklist", text)?;
        Ok(Self { text: text.to_owned(), checklist, signed })
    }

    /// Its text.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The checklist.
    #[must_use]
    pub const fn checklist(&self) -> &Checklist {
        &self.checklist
    }

    /// Who adopted it, and when.
    #[must_use]
    pub const fn signed(&self) -> &Signature {
        &self.signed
    }
}

/// Whether a checklist is new among those known: `false` when it is there and says the same.
///
/// # Errors
///
/// [`AdoptError::VersionTaken`] when its version is there and says something else.
///
/// # Clauses
///
/// I7: self-check and visit use the same version, so a version never changes.
pub fn is_new<'a>(
    checklist: &Checklist,
    known: impl IntoIterator<Item = &'a Checklist>,
) -> Result<bool, AdoptError> {
    let is_same_version =
        |it: &&Checklist| it.id() == checklist.id() && it.version() == checklist.version();
    match known.into_iter().find(is_same_version) {
        None => Ok(true),
        Some(there) if there == checklist => Ok(false),
        Some(_) => {
            let (id, version) = (checklist.id().clone(), checklist.version());
            Err(AdoptError::VersionTaken { id, version })
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SHIPPED: &str = include_str!("../../data/checklist-1.toml");

    #[test]
    fn a_version_is_written_once() {
        let shipped = Checklist::shipped().unwrap();
        let load = |text: &str| Checklist::load("a", text).unwrap();
        assert_eq!(is_new(&load(&format!("# again\n{SHIPPED}")), [&shipped]), Ok(false));
        let other = load(&SHIPPED.replacen("已组织动员", "已动员", 1));
        let refused = is_new(&other, [&shipped]).unwrap_err();
        assert_eq!(refused.code(), "CHECKLIST_VERSION_TAKEN");
        let next = load(&SHIPPED.replacen("version = 1", "version = 2", 1));
        assert_eq!(is_new(&next, [&shipped]), Ok(true));
    }
}
