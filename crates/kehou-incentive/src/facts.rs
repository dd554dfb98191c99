//! Facts about a member of staff in a term, each with the records behind it.

mod canonical;
mod error;
mod gather;
mod opportunity;
mod record;
mod satisfaction;
#[cfg(test)]
mod tests;

use chrono::NaiveDate;
use kehou_registry::SchoolCode;
use kehou_units::{ClassHours, Minutes, Period};

pub use self::{
    error::FactsError,
    gather::{Gathered, ServiceRecord, SkipReason, Skipped, Tally, Work, gather},
    opportunity::{Limits, OpenDay, OpenDuty, OpenSlot, Opportunity},
    record::{Proof, RecordId, RecordOrigin, Witness},
    satisfaction::{Interval, Satisfaction},
};
use crate::{
    digest::Digest,
    kind::{ActivityKind, DutyKind, StaffGroup},
    written::StaffRef,
};

/// Class hours by kind of activity.
pub type HoursByActivity = [ClassHours; ActivityKind::COUNT];
/// Minutes by kind of duty.
pub type MinutesByDuty = [Minutes; DutyKind::COUNT];

/// Rolls that the person had to call.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Rolls {
    /// How many were due.
    pub due: u32,
    /// How many of them were called in time.
    pub in_time: u32,
}

/// Hours of training.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Training {
    /// How many were offered that the person could attend.
    pub offered: u32,
    /// How many of them the person attended.
    pub attended: u32,
}

/// The ethics training (师德培训) of the school year. (O5, R30)
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Ethics {
    /// None was offered to the person; then nothing is held against them.
    #[default]
    NotOffered,
    /// It was offered, and nothing is recorded.
    Missing,
    /// It is recorded on a day.
    Recorded(NaiveDate),
}

/// Where a finding about the person stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum FindingStanding {
    /// Not decided: it counts for nothing.
    Open,
    /// Not upheld: it counts for nothing.
    Withdrawn,
    /// Confirmed.
    Confirmed,
}

/// A finding about the person.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PersonFinding {
    /// Its record.
    pub record: RecordId,
    /// Where it stands.
    pub standing: FindingStanding,
}

/// The records behind the facts; a fact that is not zero has at least one.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Records {
    /// Behind the class hours of each kind.
    pub class_hours: [Vec<RecordId>; ActivityKind::COUNT],
    /// Behind the minutes of each kind of duty.
    pub duty: [Vec<RecordId>; DutyKind::COUNT],
    /// Behind the rolls.
    pub rolls: Vec<RecordId>,
    /// Behind the answers.
    pub satisfaction: Vec<RecordId>,
    /// Behind the training.
    pub training: Vec<RecordId>,
    /// Behind the ethics training.
    pub ethics: Vec<RecordId>,
    /// The research records.
    pub research: Vec<RecordId>,
}

/// Facts about a member of staff in a term, as they are put together.
///
/// There is no field for a reason of care and none for pupils who take part: neither can be told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FactParts {
    /// Who.
    pub staff: StaffRef,
    /// The school where the person serves, with whose staff they are ranked. (C6)
    pub school: SchoolCode,
    /// The group by post.
    pub group: StaffGroup,
    /// The term.
    pub term: Period,
    /// What could have been assigned under the person's limits.
    pub opportunity: Opportunity,
    /// Verified class hours.
    pub class_hours: HoursByActivity,
    /// Verified minutes of duty.
    pub duty: MinutesByDuty,
    /// Roll-call discipline.
    pub rolls: Rolls,
    /// Answers about the person's sessions.
    pub satisfaction: Satisfaction,
    /// Training.
    pub training: Training,
    /// Ethics training.
    pub ethics: Ethics,
    /// Findings about the person, decided or not.
    pub findings: Vec<PersonFinding>,
    /// The records behind all this; research counts its own.
    pub records: Records,
}

/// Facts about a member of staff in a term, checked for form.
///
/// # Clauses
///
/// S6; O5, O7.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StaffFacts {
    parts: FactParts,
    confirmed: u32,
    digest: Digest,
}

impl StaffFacts {
    /// Facts from their parts.
    ///
    /// # Errors
    ///
    /// [`FactsError`] for a part that exceeds its whole, a number beyond any term, and a fact
    /// without a record behind it.
    pub fn new(parts: FactParts) -> Result<Self, FactsError> {
        error::check(&parts)?;
        let is_confirmed =
            |finding: &&PersonFinding| finding.standing == FindingStanding::Confirmed;
        let confirmed = parts.findings.iter().filter(is_confirmed).count();
        let confirmed = u32::try_from(confirmed).unwrap_or(u32::MAX);
        let mut facts = Self { parts, confirmed, digest: Digest::default() };
        facts.digest = Digest::of(&facts.canonical_text());
        Ok(facts)
    }

    /// The same facts with one thing supposed about them: to reckon with, never to keep.
    pub(crate) fn supposing(&self, change: impl FnOnce(&mut FactParts)) -> Self {
        let mut supposed = self.clone();
        change(&mut supposed.parts);
        supposed
    }

    /// Their parts.
    #[must_use]
    pub const fn parts(&self) -> &FactParts {
        &self.parts
    }

    /// Takes them apart, to make other facts of them.
    #[must_use]
    pub fn into_parts(self) -> FactParts {
        self.parts
    }

    /// How many findings are confirmed. (S6)
    #[must_use]
    pub const fn confirmed_findings(&self) -> u32 {
        self.confirmed
    }

    /// The hash of their canonical text, by which cards name them.
    #[must_use]
    pub const fn digest(&self) -> Digest {
        self.digest
    }

    /// All verified class hours.
    #[must_use]
    pub fn all_class_hours(&self) -> ClassHours {
        self.parts.class_hours.iter().fold(ClassHours::ZERO, |sum, hours| sum.plus(*hours))
    }

    /// Whether the person leads sessions without this school year's ethics training, and whose
    /// finding that is; none for who leads no session.
    ///
    /// # Clauses
    ///
    /// R30, O5.
    #[must_use]
    pub fn ethics_finding(&self) -> Option<EthicsFinding> {
        if self.all_class_hours() == ClassHours::ZERO {
            return None;
        }
        match self.parts.ethics {
            Ethics::Recorded(_) => None,
            Ethics::Missing => Some(EthicsFinding::OfTheSchool),
            Ethics::NotOffered => Some(EthicsFinding::OfTheBureau),
        }
    }
}

/// Whose finding a missing ethics training is. (R30)
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum EthicsFinding {
    /// It was offered, and the school lets the person lead without it.
    OfTheSchool,
    /// None was offered: the bureau's own.
    OfTheBureau,
}

impl EthicsFinding {
    /// The stable code.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::OfTheSchool => "ETHICS_OF_THE_SCHOOL",
            Self::OfTheBureau => "ETHICS_OF_THE_BUREAU",
        }
    }
}
