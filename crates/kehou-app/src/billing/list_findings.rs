//! Listing what was found when a month was closed, in one school or in all. (F12)

use kehou_policy::{CheckId, Severity};
use kehou_registry::{Defect, Finding, FindingCode, SchoolCode, Subject};
use kehou_store::{FindingQuery, FindingTold, ListedFinding, StoreError, StoredFinding};
use kehou_units::{Instant, Month};

use super::{
    findings::{blurred, never_told, told_once},
    readable::{among, among_or_none},
};
use crate::{App, AppError, Permission, Principal, boxed};

/// Which findings are asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ListFindings {
    /// The month.
    pub month: Month,
    /// Only of this school.
    pub school: Option<SchoolCode>,
    /// Only of this severity.
    pub severity: Option<Severity>,
    /// Only of the check or defect of this code.
    pub code: Option<String>,
    /// As known at an instant.
    pub known_at: Option<Instant>,
    /// Only those after this place in this school.
    pub after: Option<(SchoolCode, u32)>,
    /// At most so many.
    pub most: u32,
}

/// A finding with its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FoundInMonth {
    /// The revision of the statement it belongs to.
    pub revision: u32,
    /// Its place among the findings of the statement, from 0.
    pub place: u32,
    /// The finding.
    pub finding: Finding,
}

/// What was found of the statements that stand, by code of the school and place; what tells of a
/// waiver only to those who may see waivers. A page costs the same few queries however many schools
/// there are.
///
/// # Errors
///
/// Forbidden when the principal may see statements nowhere, or not of a named school; failures of the
/// books.
///
/// # Clauses
///
/// F12, R01–R10.
#[boxed]
pub async fn list_findings(
    app: &App,
    who: &Principal,
    query: &ListFindings,
) -> Result<Vec<FoundInMonth>, AppError> {
    let named = query.school.as_ref();
    let among = among(app, (who, Permission::ReadStatements), named).await?;
    let whole = among_or_none(app, (who, Permission::ReadWaivers), named).await?;
    let (never, once) = (never_told(), told_once());
    let codes = codes_asked(query);
    let told = FindingTold { whole: whole.clone(), never: &never, once: &once };
    let (month, known_at) = (query.month, query.known_at);
    let asked = FindingQuery { month, among, told, codes: codes.as_deref(), known_at };
    let found = app.store.findings_among(&asked, (query.after.as_ref(), query.most)).await?;
    let shown = found.into_iter().map(|listed| {
        let ListedFinding { id, school, revision, place, finding } = listed;
        let finding = if whole.has(id) { finding } else { blurred(finding) };
        let finding = finding_of(&school, finding)?;
        Ok(FoundInMonth { revision, place, finding })
    });
    Ok(shown.collect::<Result<_, StoreError>>()?)
}

/// The codes that are asked for; none when all are.
fn codes_asked(query: &ListFindings) -> Option<Vec<String>> {
    if query.severity.is_none() && query.code.is_none() {
        return None;
    }
    let is_asked = |code: &FindingCode| {
        query.severity.is_none_or(|severity| code.severity() == severity)
            && query.code.as_ref().is_none_or(|asked| code.to_string() == *asked)
    };
    Some(every_code().filter(is_asked).map(|code| code.to_string()).collect())
}

fn every_code() -> impl Iterator<Item = FindingCode> {
    let checks = CheckId::ALL.iter().copied().map(FindingCode::Check);
    checks.chain(Defect::ALL.iter().copied().map(FindingCode::Defect))
}

/// A finding, read back from what was stored of it.
pub(super) fn finding_of(
    school: &SchoolCode,
    stored: StoredFinding,
) -> Result<Finding, StoreError> {
    let StoredFinding { code, class, pupil, on, slot, marks } = stored;
    let subject = match (class, pupil) {
        (_, Some(pupil)) => Subject::Pupil(pupil),
        (Some(class), None) => Subject::Class(class),
        (None, None) => Subject::School,
    };
    let code = code_of(&code)
        .ok_or_else(|| StoreError::bad_row("finding", format_args!("code {code}")))?;
    Ok(Finding { school: school.clone(), code, subject, on, slot, marks })
}

fn code_of(code: &str) -> Option<FindingCode> {
    every_code().find(|known| known.to_string() == code)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_code_is_read_back_as_it_was_written() {
        for code in every_code() {
            assert_eq!(code_of(&code.to_string()), Some(code));
        }
        assert_eq!(code_of("R99"), None);
    }
}
