//! Findings (问题) followed to their end.

mod act;
mod advance;
mod order;
mod refusal;
mod repeat;
mod stage;
mod step;
#[cfg(test)]
mod tests;

use std::{collections::BTreeSet, fmt};

use chrono::NaiveDate;
use kehou_policy::CheckId;
use kehou_registry::SchoolCode;

pub use self::{
    act::{Act, Deed, DeedKind, Evidence, Recorded, Verdict},
    advance::{Advanced, Ground},
    order::{Extension, Order, Overdue, Rejection, Rung, RungTaken},
    refusal::{Need, Refusal, Tie},
    repeat::{KnownProblem, repeat_of},
    stage::{Answer, Confirmation, Proof, Stage, StageKind, Submission},
};
use crate::{
    deadline::Deadline,
    rectification::Gravity,
    written::{Line, Passage, Signature},
};

/// The number of a finding within its school, given when it is stored.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FindingNo(u32);

impl FindingNo {
    /// The finding of this number.
    #[must_use]
    pub const fn new(number: u32) -> Self {
        Self(number)
    }

    /// Its number.
    #[must_use]
    pub const fn get(self) -> u32 {
        self.0
    }
}

impl fmt::Display for FindingNo {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0.to_string())
    }
}

/// What the problem is, so that the same problem can be known again. (R36)
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Problem {
    /// An item of the checklist was not met; items keep their ids across versions.
    Item(Line),
    /// A check of the register found it.
    Check(CheckId),
    /// No self-check had been submitted when the visit came. (I7)
    NoSelfCheck,
}

/// What was found where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Opening {
    /// The school.
    pub school: SchoolCode,
    /// What the problem is.
    pub problem: Problem,
    /// How grave it is.
    pub gravity: Gravity,
    /// What was found, in words.
    pub what: Passage,
    /// The day of the fact.
    pub observed_on: NaiveDate,
    /// The finding that this one repeats, if any; then the ladder begins at the interview. (R36)
    pub repeats: Option<FindingNo>,
}

/// Measures that the school took at once. (I9)
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Measure {
    /// Who recorded them, and when.
    pub signed: Signature,
    /// What was done.
    pub what: Passage,
}

/// The announcement (通报) of a confirmed finding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Announcement {
    /// Who announced it, and when.
    pub signed: Signature,
    /// The number of the document.
    pub number: Line,
}

/// A finding and what became of it: draft → statement of the school → confirmed → order with a
/// deadline → evidence → verified by somebody independent → closed, or reopened.
///
/// It is what a list of acts adds up to: [`Finding::advance`] judges the next act and gives the
/// record to be kept; [`Finding::replay`] makes the same finding again from the records alone.
///
/// # Clauses
///
/// I9 [嘉教体字〔2023〕4号 四(二)]; R25, R36.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    opening: Opening,
    opened: Signature,
    measures_due: Option<Deadline>,
    measures: Vec<Measure>,
    announcement: Option<Announcement>,
    submitters: BTreeSet<crate::written::PersonRef>,
    last: Signature,
    stage: Stage,
}

impl Finding {
    /// What was found where.
    #[must_use]
    pub const fn opening(&self) -> &Opening {
        &self.opening
    }

    /// Who opened it, and when.
    #[must_use]
    pub const fn opened(&self) -> &Signature {
        &self.opened
    }

    /// Where it stands.
    #[must_use]
    pub const fn stage(&self) -> &Stage {
        &self.stage
    }

    /// By when measures must be taken: the day on which an urgent finding is opened.
    #[must_use]
    pub const fn measures_due(&self) -> Option<Deadline> {
        self.measures_due
    }

    /// The measures taken at once.
    #[must_use]
    pub fn measures(&self) -> &[Measure] {
        &self.measures
    }

    /// Its announcement, if it was announced; only confirmed findings are.
    #[must_use]
    pub const fn announcement(&self) -> Option<&Announcement> {
        self.announcement.as_ref()
    }

    /// Who did the last act, and when.
    #[must_use]
    pub const fn last(&self) -> &Signature {
        &self.last
    }

    /// The order in force, if one was given and the finding is not reopened since.
    #[must_use]
    pub const fn order(&self) -> Option<&Order> {
        self.stage.order()
    }

    /// The deadline that somebody must meet now: of the statement, or of the correction.
    #[must_use]
    pub fn due(&self) -> Option<Deadline> {
        match &self.stage {
            Stage::AwaitingStatement { due } => Some(*due),
            Stage::Ordered { order, .. } => Some(order.due()),
            _ => None,
        }
    }
}
