//! A visit against the school's self-check, item by item.

use kehou_units::Fault;

use super::{AnswerSheet, Checklist, Given, Item};
use crate::{
    finding::Problem,
    written::{Line, Reasoned},
};

/// How the inspectors' answer stands to the school's.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Relation {
    /// Both say the same.
    Same,
    /// The school said yes, the inspectors no (不实).
    Untrue,
    /// The school said no, the inspectors yes.
    Better,
    /// One of them holds that the item does not apply.
    Scope,
    /// There is no self-check to compare with.
    Alone,
}

/// One item as the school and the inspectors answered it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Compared {
    /// The item.
    pub item: Line,
    /// What the school said, if it did.
    pub school: Option<Given>,
    /// What the inspectors said.
    pub inspectors: Given,
    /// How they stand to each other.
    pub relation: Relation,
    /// Whether the school reported the problem and corrected it by itself (边查边改); it is
    /// recorded, not penalised.
    pub corrected: Option<Line>,
}

/// The self-check that a visit finds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SelfCheck<'a> {
    /// It was submitted.
    Submitted(&'a AnswerSheet),
    /// It was not; somebody says why the visit goes on without it.
    Missing(Reasoned),
}

/// A visit as compared with the self-check.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VisitReport {
    /// Every item, in the order of the checklist.
    pub items: Vec<Compared>,
    /// Why there is no self-check, when there is none.
    pub without_self_check: Option<Reasoned>,
}

/// Sheets can't be compared.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum VisitError {
    /// A sheet answers another version of the checklist.
    #[error("the {whose} answers {id} version {version}; both must answer {expected}")]
    OtherVersion {
        /// Whose sheet: `self_check` or `visit`.
        whose: &'static str,
        /// The checklist that it answers.
        id: Line,
        /// The version that it answers.
        version: u32,
        /// The version that it should answer.
        expected: u32,
    },
    /// The sheets are of different schools.
    #[error("the sheets are of different schools")]
    OtherSchool,
    /// There is no self-check, and nobody said why the visit went on.
    #[error("there is no self-check, and nobody said why the visit went on")]
    Unexplained,
}

impl VisitError {
    /// The stable code of this error.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::OtherVersion { .. } => "VISIT_OTHER_VERSION",
            Self::OtherSchool => "VISIT_OTHER_SCHOOL",
            Self::Unexplained => "VISIT_UNEXPLAINED",
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
            Self::OtherVersion { whose, id, version, expected } => vec![
                ("whose", (*whose).to_owned()),
                ("id", id.to_string()),
                ("version", version.to_string()),
                ("expected", expected.to_string()),
            ],
            Self::OtherSchool | Self::Unexplained => Vec::new(),
        }
    }
}

/// Compares a visit with the self-check.
///
/// # Errors
///
/// [`VisitError`] when a sheet answers another version, or they are of different schools.
///
/// # Clauses
///
/// I7 [嘉教体字〔2023〕4号 四(一), 四(二)].
pub fn compare(
    checklist: &Checklist,
    self_check: &SelfCheck<'_>,
    visit: &AnswerSheet,
) -> Result<VisitReport, VisitError> {
    fits(checklist, "visit", visit)?;
    let (school, without_self_check) = match self_check {
        SelfCheck::Submitted(sheet) => {
            fits(checklist, "self_check", sheet)?;
            if sheet.school() != visit.school() {
                return Err(VisitError::OtherSchool);
            }
            (Some(*sheet), None)
        }
        SelfCheck::Missing(why) => (None, Some(why.clone())),
    };
    let items = checklist.items().filter_map(|item| one(item, school, visit)).collect();
    Ok(VisitReport { items, without_self_check })
}

fn fits(checklist: &Checklist, whose: &'static str, sheet: &AnswerSheet) -> Result<(), VisitError> {
    if sheet.is_for(checklist) {
        return Ok(());
    }
    let (id, version) = sheet.answers_to();
    let expected = checklist.version();
    Err(VisitError::OtherVersion { whose, id: id.clone(), version, expected })
}

fn one(item: &Item, school: Option<&AnswerSheet>, visit: &AnswerSheet) -> Option<Compared> {
    let seen = visit.answer(&item.id)?;
    let said = school.and_then(|sheet| sheet.answer(&item.id));
    let relation = match (said.map(|answer| answer.given), seen.given) {
        (None, _) => Relation::Alone,
        (Some(a), b) if a == b => Relation::Same,
        (Some(Given::Yes), Given::No) => Relation::Untrue,
        (Some(Given::No), Given::Yes) => Relation::Better,
        _ => Relation::Scope,
    };
    // Only what the school reported itself counts as corrected by itself, and only when the
    // inspectors see it corrected.
    let reported = said.filter(|answer| answer.given == Given::No);
    let corrected = match seen.given {
        Given::No => reported.and(seen.corrected.clone()),
        Given::Yes => reported.and_then(|answer| answer.corrected.clone()),
        Given::NotApplicable => None,
    };
    Some(Compared {
        item: item.id.clone(),
        school: said.map(|answer| answer.given),
        inspectors: seen.given,
        relation,
        corrected,
    })
}

impl VisitReport {
    /// The problems that the visit found, each once: items not met and not corrected by the school
    /// itself, and the missing self-check.
    #[must_use]
    pub fn problems(&self) -> Vec<Problem> {
        let failed = self.items.iter().filter(|compared| compared.fails());
        let missing = self.without_self_check.iter().map(|_| Problem::NoSelfCheck);
        missing.chain(failed.map(|compared| Problem::Item(compared.item.clone()))).collect()
    }
}

impl Compared {
    /// Whether the item is not met and was not corrected by the school itself.
    #[must_use]
    pub fn fails(&self) -> bool {
        self.inspectors == Given::No && self.corrected.is_none()
    }
}
