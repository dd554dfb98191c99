//! Listing what was found when a month was closed, in one school or in all. (F12)

use kehou_policy::{CheckId, Severity};
use kehou_registry::{Defect, Finding, FindingCode, SchoolCode, Subject};
use kehou_store::{StoreError, StoredFinding};
use kehou_units::{Instant, Month};

use super::{findings::findings, readable::schools_read};
use crate::{App, AppError, Permission, Principal};

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
/// waiver only to those who may see waivers.
///
/// # Errors
///
/// Forbidden when the principal may see statements nowhere, or not of a named school; failures of the
/// books.
///
/// # Clauses
///
/// F12, R01–R10.
pub async fn list_findings(
    app: &App,
    who: &Principal,
    query: &ListFindings,
) -> Result<Vec<FoundInMonth>, AppError> {
    let permitted = (who, Permission::ReadStatements);
    let most = usize::try_from(query.most).unwrap_or(usize::MAX);
    let mut found = Vec::new();
    for school in schools_read(app, permitted, query.school.as_ref()).await? {
        let code = school.code;
        if query.after.as_ref().is_some_and(|(after, _)| code < *after) || found.len() >= most {
            continue;
        }
        for view in findings(app, who, (&code, query.month), query.known_at).await? {
            let finding = finding_of(&code, view.finding)?;
            let here = (code.clone(), view.place);
            if query.after.as_ref().is_none_or(|after| here > *after) && is_asked(&finding, query) {
                found.push(FoundInMonth { revision: view.revision, place: view.place, finding });
            }
        }
    }
    found.truncate(most);
    Ok(found)
}

fn is_asked(finding: &Finding, query: &ListFindings) -> bool {
    query.severity.is_none_or(|severity| finding.code.severity() == severity)
        && query.code.as_ref().is_none_or(|code| finding.code.to_string() == *code)
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
    let check = CheckId::ALL.iter().find(|check| check.as_str() == code);
    let defect = || Defect::ALL.iter().find(|defect| defect.code() == code);
    check
        .map(|check| FindingCode::Check(*check))
        .or_else(|| defect().map(|it| FindingCode::Defect(*it)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_code_is_read_back_as_it_was_written() {
        let checks = CheckId::ALL.iter().map(|check| FindingCode::Check(*check));
        for code in checks.chain(Defect::ALL.map(FindingCode::Defect)) {
            assert_eq!(code_of(&code.to_string()), Some(code));
        }
        assert_eq!(code_of("R99"), None);
    }
}
