//! Documents about findings: announcements and rectification orders. (I9)

use std::collections::BTreeSet;

use kehou_inspection::{AnnouncedFinding, Finding, FindingNo, Letterhead, Line};
use kehou_registry::SchoolCode;

use super::{advance::named, known::findings_in};
use crate::{App, AppError, Permission, Principal, Refusal, RefusalCode, boxed};

/// An announcement that is to be written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AnnouncementDraft {
    /// What stands around it.
    pub head: Letterhead,
    /// The number of the document.
    pub number: Line,
    /// The findings, in this order.
    pub findings: Vec<(SchoolCode, FindingNo)>,
}

/// Writes an announcement of confirmed findings as a page; nothing is recorded.
///
/// # Errors
///
/// Forbidden outside the offices that decide findings; [`RefusalCode::FindingUnknown`],
/// [`RefusalCode::FindingTwice`]; what [`kehou_inspection::announcement`] refuses; failures of the books.
///
/// # Clauses
///
/// I9.
#[boxed]
pub async fn announcement(
    app: &App,
    who: &Principal,
    draft: &AnnouncementDraft,
) -> Result<String, AppError> {
    let mut seen = BTreeSet::new();
    let mut found: Vec<(String, Finding)> = Vec::new();
    for (school, number) in &draft.findings {
        let id = app.admit(who, Permission::DecideFindings, school).await?;
        if !seen.insert((school, *number)) {
            let refusal = Refusal::new(RefusalCode::FindingTwice).with("school", school);
            return Err(refusal.with("finding", number).into());
        }
        let book = app.book(id, None).await?;
        let known = named(findings_in(&book).await?, (school, *number))?;
        let name = book.school(school.clone()).await?.name().to_owned();
        found.push((name, known.finding));
    }
    let announced: Vec<AnnouncedFinding<'_>> = found
        .iter()
        .map(|(school_name, finding)| AnnouncedFinding { school_name, finding })
        .collect();
    Ok(kehou_inspection::announcement(&draft.head, &draft.number, &announced)?)
}

/// Writes the rectification order of a finding as a page; nothing is recorded.
///
/// # Errors
///
/// Forbidden unless the principal may read inspections of the school; [`RefusalCode::FindingUnknown`]; what
/// [`kehou_inspection::rectification_order`] refuses; failures of the books.
///
/// # Clauses
///
/// I9.
#[boxed]
pub async fn rectification_order(
    app: &App,
    who: &Principal,
    head: &Letterhead,
    (school, number): (&SchoolCode, FindingNo),
) -> Result<String, AppError> {
    let id = app.admit(who, Permission::ReadInspections, school).await?;
    let known = named(findings_in(&app.book(id, None).await?).await?, (school, number))?;
    Ok(kehou_inspection::rectification_order(head, &known.finding)?)
}
