//! Orders to correct (整改通知书), and the ladder against those that are not met.

use kehou_policy::CheckId;
use kehou_units::Instant;

use super::{Finding, Stage};
use crate::{
    deadline::Deadline,
    written::{Line, Passage, Reasoned, Signature},
};

/// An order to correct a finding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Order {
    /// Who gave it, and when.
    pub signed: Signature,
    /// The number of the document.
    pub number: Line,
    /// What is demanded.
    pub demands: Passage,
    /// The deadline as first set.
    pub first_due: Deadline,
    /// The one extension, if granted.
    pub extension: Option<Extension>,
    /// Evidence that was judged insufficient.
    pub rejections: Vec<Rejection>,
    /// The rungs taken against it.
    pub rungs: Vec<RungTaken>,
}

/// The one extension of a deadline.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Extension {
    /// Who granted it, when, and why.
    pub granted: Reasoned,
    /// The deadline since.
    pub due: Deadline,
}

/// Evidence that was judged insufficient.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rejection {
    /// Who handed it in, and when.
    pub submitted: Signature,
    /// Who rejected it, when, and why.
    pub rejected: Reasoned,
}

/// A rung of the ladder against an overdue correction.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Rung {
    /// The overdue correction is announced (通报).
    Announcement,
    /// The principal is called to an interview (约谈).
    Interview,
    /// A proposal to the discipline office.
    ToDiscipline,
    /// A proposal to personnel.
    ToPersonnel,
}

impl Rung {
    /// All rungs.
    pub const ALL: [Self; 4] =
        [Self::Announcement, Self::Interview, Self::ToDiscipline, Self::ToPersonnel];

    /// The stable code.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Announcement => "RUNG_ANNOUNCEMENT",
            Self::Interview => "RUNG_INTERVIEW",
            Self::ToDiscipline => "RUNG_TO_DISCIPLINE",
            Self::ToPersonnel => "RUNG_TO_PERSONNEL",
        }
    }
}

/// A rung that was taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RungTaken {
    /// Which.
    pub rung: Rung,
    /// Who took it, and when.
    pub signed: Signature,
    /// The number of the document.
    pub number: Line,
}

impl Order {
    /// The deadline in force.
    #[must_use]
    pub fn due(&self) -> Deadline {
        self.extension.as_ref().map_or(self.first_due, |extension| extension.due)
    }

    /// The rungs that may be taken next, lowest first: each once, in order; either office or both
    /// at the end. A repeated problem skips the announcement (R36).
    ///
    /// INTERPRETATION: "escalates" of R36 means that the ladder begins one rung higher.
    #[must_use]
    pub fn next_rungs(&self, is_repeated: bool) -> Vec<Rung> {
        let taken = |rung: Rung| self.rungs.iter().any(|taken| taken.rung == rung);
        if !is_repeated && !taken(Rung::Announcement) {
            return vec![Rung::Announcement];
        }
        if !taken(Rung::Interview) {
            return vec![Rung::Interview];
        }
        [Rung::ToDiscipline, Rung::ToPersonnel].into_iter().filter(|rung| !taken(*rung)).collect()
    }
}

/// Why a correction is overdue. (R25)
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Overdue {
    /// No evidence was handed in by the deadline.
    Missing,
    /// The evidence was handed in after the deadline.
    Late,
    /// The evidence was rejected, and the deadline has passed.
    Rejected,
}

impl Overdue {
    /// The stable code.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Missing => "OVERDUE_MISSING",
            Self::Late => "OVERDUE_LATE",
            Self::Rejected => "OVERDUE_REJECTED",
        }
    }

    /// The check that says so.
    #[must_use]
    pub const fn check(self) -> CheckId {
        CheckId::R25
    }
}

impl Finding {
    /// Whether the correction is overdue at an instant, and why; evidence that came in time and
    /// waits for its verifier is not.
    ///
    /// # Clauses
    ///
    /// R25; I9.
    #[must_use]
    pub fn overdue(&self, at: Instant) -> Option<Overdue> {
        match &self.stage {
            Stage::Ordered { order, .. } if order.due().has_passed(at) => {
                Some(if order.rejections.is_empty() { Overdue::Missing } else { Overdue::Rejected })
            }
            Stage::Submitted { order, submission, .. }
                if order.due().has_passed(submission.signed.at) =>
            {
                Some(Overdue::Late)
            }
            _ => None,
        }
    }
}
