//! What a school and its inspectors hand in during one campaign, and in which order.

use chrono::NaiveDate;
use kehou_units::{Fault, Period};

use super::{AnswerSheet, Checklist, SelfCheck, VisitError, VisitReport, compare};
use crate::{
    score::VetoDecision,
    written::{Line, Reasoned},
};

/// What a sheet is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SheetRole {
    /// What the school says of itself.
    SelfCheck,
    /// What inspectors found.
    Visit {
        /// The day of the visit.
        on: NaiveDate,
        /// Why the visit went on without a self-check, when there was none.
        without_self_check: Option<Line>,
    },
}

/// A sheet as it was handed in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SubmittedSheet {
    /// The answers, with who and when.
    pub sheet: AnswerSheet,
    /// What it is.
    pub role: SheetRole,
}

/// What was handed in and decided at one school in one campaign.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SchoolVisit {
    /// Every version of the self-check, the first first.
    pub self_checks: Vec<SubmittedSheet>,
    /// What the inspectors found, as it stands.
    pub visit: Option<SubmittedSheet>,
    /// What was decided about proposed vetoes.
    pub decisions: Vec<VetoDecision>,
}

/// A sheet is not taken.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SubmitError {
    /// The inspectors handed in what they found; the self-check stands since.
    #[error("the visit of {on} was submitted; the self-check stands as it was")]
    Visited {
        /// The day of the visit.
        on: NaiveDate,
    },
    /// A veto was decided on what the visit found.
    #[error("a veto was decided on this visit; what it found stands")]
    Decided,
    /// The day of the visit lies outside the campaign, or is to come.
    #[error("a visit on {on} can't be submitted: it must lie between {first} and {last}")]
    Day {
        /// The day of the visit.
        on: NaiveDate,
        /// The first day on which it could have been.
        first: NaiveDate,
        /// The last day on which it could have been.
        last: NaiveDate,
    },
    /// There was no self-check, and nobody said why the visit went on.
    #[error(
        "no self-check had been submitted by {on}; say why the visit went on without it, and open a finding"
    )]
    NoSelfCheck {
        /// The day of the visit.
        on: NaiveDate,
    },
    /// There was a self-check, and somebody says that there was none.
    #[error("a self-check had been submitted by {on}; leave out why there was none")]
    HasSelfCheck {
        /// The day of the visit.
        on: NaiveDate,
    },
}

impl SubmitError {
    /// The stable code of this error.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Visited { .. } => "SELF_CHECK_VISITED",
            Self::Decided => "VISIT_DECIDED",
            Self::Day { .. } => "VISIT_DAY",
            Self::NoSelfCheck { .. } => "VISIT_NO_SELF_CHECK",
            Self::HasSelfCheck { .. } => "VISIT_HAS_SELF_CHECK",
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
        match self {
            Self::Decided => Vec::new(),
            Self::Visited { on } | Self::NoSelfCheck { on } | Self::HasSelfCheck { on } => {
                vec![("on", on.to_string())]
            }
            Self::Day { on, first, last } => vec![
                ("on", on.to_string()),
                ("first", first.to_string()),
                ("last", last.to_string()),
            ],
        }
    }
}

impl SchoolVisit {
    /// Whether the school may hand in its self-check, again or for the first time: until the visit
    /// was submitted.
    ///
    /// # Errors
    ///
    /// [`SubmitError::Visited`].
    ///
    /// # Clauses
    ///
    /// I7.
    pub fn admits_self_check(&self) -> Result<(), SubmitError> {
        match &self.visit {
            Some(SubmittedSheet { role: SheetRole::Visit { on, .. }, .. }) => {
                Err(SubmitError::Visited { on: *on })
            }
            _ => Ok(()),
        }
    }

    /// Whether inspectors may hand in what a visit found: on a day of the campaign that has come,
    /// with a reason exactly when no self-check had been submitted by then, and no longer once a
    /// veto was decided on it.
    ///
    /// # Errors
    ///
    /// [`SubmitError`].
    ///
    /// # Clauses
    ///
    /// I7, I8.
    pub fn admits_visit(
        &self,
        (on, without_self_check): (NaiveDate, Option<&Line>),
        campaign: &Period,
        today: NaiveDate,
    ) -> Result<(), SubmitError> {
        if !self.decisions.is_empty() {
            return Err(SubmitError::Decided);
        }
        let last = campaign.last().unwrap_or(today).min(today);
        if !campaign.holds(on) || on > last {
            return Err(SubmitError::Day { on, first: campaign.first(), last });
        }
        match (self.self_check_by(on), without_self_check) {
            (None, None) => Err(SubmitError::NoSelfCheck { on }),
            (Some(_), Some(_)) => Err(SubmitError::HasSelfCheck { on }),
            _ => Ok(()),
        }
    }

    /// The self-check as it stood on a day.
    #[must_use]
    pub fn self_check_by(&self, on: NaiveDate) -> Option<&AnswerSheet> {
        let sheets = self.self_checks.iter().map(|submitted| &submitted.sheet);
        sheets.rev().find(|sheet| sheet.signed().at.day() <= on)
    }

    /// The visit against the self-check as it stood on its day; none before the visit was submitted.
    ///
    /// # Errors
    ///
    /// [`VisitError`] as [`compare`].
    pub fn report(&self, checklist: &Checklist) -> Result<Option<VisitReport>, VisitError> {
        let Some(SubmittedSheet { sheet, role: SheetRole::Visit { on, without_self_check } }) =
            &self.visit
        else {
            return Ok(None);
        };
        let self_check = match (self.self_check_by(*on), without_self_check) {
            (Some(found), _) => SelfCheck::Submitted(found),
            (None, Some(why)) => {
                SelfCheck::Missing(Reasoned { signed: sheet.signed().clone(), why: why.clone() })
            }
            (None, None) => return Err(VisitError::Unexplained),
        };
        compare(checklist, &self_check, sheet).map(Some)
    }
}

#[cfg(test)]
mod tests;
