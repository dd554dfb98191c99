//! Principals' files: an entry needs two keys and the person's own statement; the system proposes.

mod entry;
mod fold;
mod refusal;
mod stage;
mod suggestion;

use chrono::NaiveDate;
use kehou_registry::SchoolCode;
use kehou_units::{Fault, Period};

pub use self::{
    entry::{EntryAct, EntryDeed, EntryGround, Key, PrincipalStatement},
    fold::{EntryView, FileEntry},
    refusal::EntryRefusal,
    stage::{EntryStage, EntryStageKind},
    suggestion::{EntryCause, entry_cause, entry_task},
};
use crate::written::{PersonRef, Signature};

/// Who was principal of a school when.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Post {
    /// The person.
    pub person: PersonRef,
    /// The school.
    pub school: SchoolCode,
    /// From the first to the last day in office.
    pub period: Period,
}

/// A post as it was written down.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WrittenPost {
    /// The post.
    pub post: Post,
    /// Who wrote it down, and when.
    pub signed: Signature,
}

/// Nobody can be named as principal of a day.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PrincipalError {
    /// Nobody held the post.
    #[error("nobody was principal of {school} on {on}")]
    Nobody {
        /// The school.
        school: SchoolCode,
        /// The day.
        on: NaiveDate,
    },
    /// Several persons held it.
    #[error("{} persons were principal of {school} on {on}; correct their posts", persons.len())]
    Several {
        /// The school.
        school: SchoolCode,
        /// The day.
        on: NaiveDate,
        /// The persons.
        persons: Vec<PersonRef>,
    },
}

impl PrincipalError {
    /// The stable code of this error.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Nobody { .. } => "PRINCIPAL_NOBODY",
            Self::Several { .. } => "PRINCIPAL_SEVERAL",
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
        let (Self::Nobody { school, on } | Self::Several { school, on, .. }) = self;
        let mut args = vec![("school", school.to_string()), ("on", on.to_string())];
        if let Self::Several { persons, .. } = self {
            args.push(("count", persons.len().to_string()));
        }
        args
    }
}

/// Who was principal of a school on the date of a fact.
///
/// # Errors
///
/// [`PrincipalError`] when nobody or several persons held the post.
///
/// # Clauses
///
/// I10.
pub fn principal_on(
    posts: &[Post],
    school: &SchoolCode,
    on: NaiveDate,
) -> Result<PersonRef, PrincipalError> {
    let held = posts.iter().filter(|post| post.school == *school && post.period.holds(on));
    let mut persons: Vec<PersonRef> = held.map(|post| post.person.clone()).collect();
    persons.sort();
    persons.dedup();
    match <[PersonRef; 1]>::try_from(persons) {
        Ok([person]) => Ok(person),
        Err(none) if none.is_empty() => Err(PrincipalError::Nobody { school: school.clone(), on }),
        Err(persons) => Err(PrincipalError::Several { school: school.clone(), on, persons }),
    }
}
