//! Reading what was found when a month was closed. (F12)

use std::collections::BTreeSet;

use kehou_fee::Outcome;
use kehou_policy::CheckId;
use kehou_registry::{Defect, SchoolCode};
use kehou_store::StoredFinding;
use kehou_units::{Instant, Month};

use crate::{App, AppError, Permission, Principal, boxed};

/// A finding of a school's month.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FindingView {
    /// The revision of the statement it belongs to.
    pub revision: u32,
    /// Its place among the findings of the statement, from 0.
    pub place: u32,
    /// The finding.
    pub finding: StoredFinding,
}

/// What was found when a school's month was closed; what tells of a waiver only to those who may see
/// waivers.
///
/// # Errors
///
/// Forbidden unless the principal may see statements of the school; failures of the books.
///
/// # Clauses
///
/// F12, R01–R10.
#[boxed]
pub async fn findings(
    app: &App,
    who: &Principal,
    (school, month): (&SchoolCode, Month),
    known_at: Option<Instant>,
) -> Result<Vec<FindingView>, AppError> {
    let id = app.admit(who, Permission::ReadStatements, school).await?;
    let all = app.admit(who, Permission::ReadWaivers, school).await.is_ok();
    let book = app.book(id, known_at).await?;
    let Some(statement) = book.statement(month).await? else { return Ok(Vec::new()) };
    let revision = statement.row.revision;
    let found = book.findings(month, revision).await?;
    let view = |(place, finding)| FindingView {
        revision,
        place: u32::try_from(place).unwrap_or(u32::MAX),
        finding,
    };
    let shown: Vec<StoredFinding> = match all {
        true => found,
        false => without_waivers(found),
    };
    Ok(shown.into_iter().enumerate().map(view).collect())
}

/// Codes of findings that are there only because somebody is waived, or may be.
pub(super) fn never_told() -> [String; 2] {
    [CheckId::R03.to_string(), Defect::WaiverUndecided.code().to_owned()]
}

/// Codes of findings that count the charges held for the payee or the notice: of those only who pay.
pub(super) fn told_once() -> [String; 2] {
    [CheckId::R08, CheckId::R10].map(|check| check.to_string())
}

/// Codes of findings that count held charges, whatever holds them.
pub(super) fn that_hold() -> Vec<String> {
    let held = Outcome::ALL.into_iter().filter(|outcome| outcome.is_held());
    let codes: BTreeSet<String> =
        held.filter_map(Outcome::finding).map(|code| code.to_string()).collect();
    codes.into_iter().collect()
}

/// What of the findings of a statement gives no waiver away. Charges are held for the payee or the notice
/// for those only who pay, so it is told that a school lacks them, and nothing that depends on who
/// pays: neither days nor slots nor how many marks.
fn without_waivers(found: Vec<StoredFinding>) -> Vec<StoredFinding> {
    let (mut shown, mut told): (Vec<StoredFinding>, Vec<String>) = (Vec::new(), Vec::new());
    for finding in found {
        if never_told().contains(&finding.code) || told.contains(&finding.code) {
            continue;
        }
        if told_once().contains(&finding.code) {
            told.push(finding.code.clone());
        }
        shown.push(blurred(finding));
    }
    shown
}

/// A finding as it is told to those who may not see waivers.
pub(super) fn blurred(finding: StoredFinding) -> StoredFinding {
    let code = finding.code.clone();
    if !told_once().contains(&code) {
        return finding;
    }
    StoredFinding { code, class: None, pupil: None, on: None, slot: None, marks: 0 }
}
