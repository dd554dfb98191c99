//! The result of one visited school, from what was handed in and decided there.

use kehou_policy::CheckId;
use kehou_registry::{Affiliation, DivisionCode, SchoolCode};
use kehou_units::Fault;

use super::{Points, SchoolResult};
use crate::{
    checklist::{
        AnswerSheet, Checklist, Relation, SchoolVisit, SelfCheck, SheetRole, VisitError, compare,
    },
    score::{Score, VetoError, VetoGround, VetoVerdict, score},
};

/// Where a school belonged on the day of its visit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SchoolPlace {
    /// The school.
    pub school: SchoolCode,
    /// Who ran it.
    pub affiliation: Affiliation,
    /// Its town; none for county-direct schools.
    pub town: Option<DivisionCode>,
}

/// What was handed in and decided makes no result.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ResultError {
    /// The sheets can't be compared.
    #[error(transparent)]
    Visit(#[from] VisitError),
    /// The decisions do not fit what was proposed.
    #[error(transparent)]
    Veto(#[from] VetoError),
}

impl ResultError {
    /// The stable code of this error.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Visit(error) => error.code(),
            Self::Veto(error) => error.code(),
        }
    }

    /// The kind of failure.
    #[must_use]
    pub const fn fault(&self) -> Fault {
        match self {
            Self::Visit(error) => error.fault(),
            Self::Veto(error) => error.fault(),
        }
    }

    /// The arguments of its text, by name.
    #[must_use]
    pub fn args(&self) -> Vec<(&'static str, String)> {
        match self {
            Self::Visit(error) => error.args(),
            Self::Veto(error) => error.args(),
        }
    }
}

/// The result of a school; none before its visit was handed in.
///
/// The self-check counts as it stood on the day of the visit, scored by the same rubric: what it
/// reported and corrected by itself earns its points there too. Vetoes that checks propose count once a
/// person has confirmed them, whatever the checks find today.
///
/// # Errors
///
/// [`ResultError`] when sheets or decisions do not belong together.
///
/// # Clauses
///
/// I7, I8, I14.
pub fn school_result(
    checklist: &Checklist,
    visit: &SchoolVisit,
    place: SchoolPlace,
) -> Result<Option<SchoolResult>, ResultError> {
    let Some(report) = visit.report(checklist)? else { return Ok(None) };
    let decided: Vec<CheckId> =
        visit.decisions.iter().filter_map(|it| check_of(&it.ground)).collect();
    let scored = score(checklist, &report, &decided, &visit.decisions)?;
    let self_check = match &visit.visit {
        Some(sheet) => match &sheet.role {
            SheetRole::Visit { on, .. } => visit.self_check_by(*on),
            SheetRole::SelfCheck => None,
        },
        None => None,
    };
    let self_check = self_check.map(|sheet| self_points(checklist, sheet)).transpose()?;
    let count = |many: usize| u32::try_from(many).unwrap_or(u32::MAX);
    let untrue = report.items.iter().filter(|it| it.relation == Relation::Untrue).count();
    let corrected = report.items.iter().filter(|it| it.corrected.is_some()).count();
    let confirmed = |it: &&crate::VetoDecision| it.verdict == VetoVerdict::Confirmed;
    let SchoolPlace { school, affiliation, town } = place;
    Ok(Some(SchoolResult {
        school,
        affiliation,
        town,
        visit: points(&scored),
        self_check,
        grade: scored.grade.key.clone(),
        vetoes: count(visit.decisions.iter().filter(confirmed).count()),
        untrue: count(untrue),
        corrected: count(corrected),
        problems: count(report.problems().len()),
    }))
}

const fn check_of(ground: &VetoGround) -> Option<CheckId> {
    match ground {
        VetoGround::Check(check) => Some(*check),
        VetoGround::Item(_) => None,
    }
}

/// What a self-check comes to: a sheet beside itself.
fn self_points(checklist: &Checklist, sheet: &AnswerSheet) -> Result<Points, ResultError> {
    let report = compare(checklist, &SelfCheck::Submitted(sheet), sheet)?;
    Ok(points(&score(checklist, &report, &[], &[])?))
}

const fn points(score: &Score) -> Points {
    Points { earned: score.earned, possible: score.possible }
}
