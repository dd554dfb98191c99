//! A visit against the self-check, its score, vetoes and contradictions. (I7, I8, R27)

use kehou_inspection::{
    CheckOutcome, Checklist, Contradiction, Looked, Score, SheetRole, SubmittedSheet, VetoDecision,
    VetoGround, VisitReport, contradictions, prefill, score,
};
use kehou_policy::CheckId;
use kehou_registry::SchoolCode;
use kehou_store::ChangeNo;
use kehou_units::Instant;

use super::{joined::Joined, outcomes::outcomes, prefill::look, standing::Standing};
use crate::{App, AppError, Permission, Principal, Refusal, RefusalCode, boxed};

/// A sheet with its tag.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SheetView {
    /// The sheet.
    pub submitted: SubmittedSheet,
    /// Its tag; of a self-check, that of its last version.
    pub etag: ChangeNo,
}

/// What is known of a school in a campaign.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VisitView {
    /// The checklist of the campaign.
    pub checklist: Checklist,
    /// The self-check: that which the visit found, or, before it was submitted, the last.
    pub self_check: Option<SheetView>,
    /// What the visit found.
    pub visit: Option<SheetView>,
    /// Both item by item, once the visit was submitted.
    pub report: Option<VisitReport>,
    /// The score, once the visit was submitted.
    pub score: Option<Score>,
    /// What was decided about proposed vetoes.
    pub decisions: Vec<VetoDecision>,
    /// Answers of the self-check that the data contradicts. (R27)
    pub contradictions: Vec<Contradiction>,
}

/// What a visit found at a school, item by item against the self-check, with its score and how it came
/// about, the vetoes proposed and decided, and what the data contradicts; before the visit, the
/// self-check alone.
///
/// # Errors
///
/// Forbidden unless the principal may read inspections of the school; an unknown campaign;
/// [`RefusalCode::SheetUnknown`] while nothing was handed in; failures of the books.
///
/// # Clauses
///
/// I7, I8; R27.
#[boxed]
pub async fn visit_report(
    app: &App,
    who: &Principal,
    (school, campaign): (&SchoolCode, u32),
    known_at: Option<Instant>,
) -> Result<VisitView, AppError> {
    let id = app.admit(who, Permission::ReadInspections, school).await?;
    let joined = Joined::read(app, campaign, known_at).await?;
    let book = app.book(id, known_at).await?;
    let standing = Standing::read(&book, campaign).await?;
    if standing.visit.visit.is_none() && standing.visit.self_checks.is_empty() {
        let refusal = Refusal::new(RefusalCode::SheetUnknown);
        return Err(refusal.with("school", school).with("campaign", campaign).into());
    }
    let seen = outcomes(&book, &look(app, (&joined, &book), known_at).await?).await?;
    assembled(joined.checklist, standing, &seen)
}

/// Puts together what was handed in, what was decided and what the checks saw.
fn assembled(
    checklist: Checklist,
    standing: Standing,
    seen: &[CheckOutcome],
) -> Result<VisitView, AppError> {
    let report = standing.visit.report(&checklist)?;
    let found = found(seen, &standing.visit.decisions);
    let decisions = standing.visit.decisions.clone();
    let score = match &report {
        Some(report) => Some(score(&checklist, report, &found, &decisions)?),
        None => None,
    };
    let self_check = self_check(&standing);
    let prefilled = prefill(&checklist, seen);
    let contradictions = self_check
        .as_ref()
        .map(|view| contradictions(&view.submitted.sheet, &prefilled))
        .unwrap_or_default();
    let visit = standing.visit.visit.zip(standing.visit_at);
    let visit = visit.map(|(submitted, (_, etag))| SheetView { submitted, etag });
    Ok(VisitView { checklist, self_check, visit, report, score, decisions, contradictions })
}

/// Whether a decision is about a veto that is proposed, and the first about it.
///
/// # Errors
///
/// `VETO_NOT_PROPOSED`, `VETO_TWICE`.
pub(super) fn judge(
    (checklist, standing): (&Checklist, &Standing),
    decision: &VetoDecision,
    seen: &[CheckOutcome],
) -> Result<(), AppError> {
    let before = &standing.visit.decisions;
    if let Some(report) = standing.visit.report(checklist)? {
        let decisions: Vec<_> = before.iter().chain([decision]).cloned().collect();
        score(checklist, &report, &found(seen, before), &decisions)?;
    }
    Ok(())
}

/// The checks that found something, and those whose finding was decided on: a finding that went away
/// since takes no decision with it.
fn found(seen: &[CheckOutcome], decisions: &[VetoDecision]) -> Vec<CheckId> {
    let now = seen.iter().filter(|outcome| outcome.looked == Looked::Found);
    let decided = decisions.iter().filter_map(|decision| match decision.ground {
        VetoGround::Check(check) => Some(check),
        VetoGround::Item(_) => None,
    });
    now.map(|outcome| outcome.check).chain(decided).collect()
}

/// The self-check that the visit found, or the last while there was no visit.
fn self_check(standing: &Standing) -> Option<SheetView> {
    let (_, etag) = standing.self_check_at?;
    let sheets = &standing.visit.self_checks;
    let submitted = match &standing.visit.visit {
        Some(SubmittedSheet { role: SheetRole::Visit { on, .. }, .. }) => {
            let found = standing.visit.self_check_by(*on)?;
            sheets.iter().find(|submitted| submitted.sheet == *found)?
        }
        _ => sheets.last()?,
    };
    Some(SheetView { submitted: submitted.clone(), etag })
}
