//! What the system proposes for principals' files by itself; officers decide. (I10)

use kehou_inspection::{CaseStage, EntryCause, EntryGround, FindingNo, Recorded, entry_cause};
use kehou_registry::SchoolCode;
use kehou_store::{Filed, SchoolId};

use super::{
    known::{KnownEntry, cases_in, entries_in},
    sight::may,
};
use crate::{App, AppError, Permission, Principal, boxed, inspection::findings::assembled};

/// Why something is proposed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum SuggestionCause {
    /// A finding, see [`EntryCause`].
    Finding(FindingNo, EntryCause),
    /// A case of this number, concluded with a verified violation.
    Case(u32),
}

/// Something that should be proposed as an entry and was not yet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EntrySuggestion {
    /// The school.
    pub school: SchoolCode,
    /// Why.
    pub cause: SuggestionCause,
}

/// What the principal might propose: confirmed findings that are escalated or repeated for those who read
/// files, concluded cases for those who keep cases; by school. What was ever proposed is left out.
///
/// # Errors
///
/// Forbidden to those who may not propose entries; failures of the books.
///
/// # Clauses
///
/// I10; R25, R36.
#[boxed]
pub async fn entry_suggestions(
    app: &App,
    who: &Principal,
) -> Result<Vec<EntrySuggestion>, AppError> {
    let county = App::admit_county(who, Permission::ProposeEntries)?;
    let book = app.book(county, None).await?;
    let known = entries_in(&book).await?;
    let mut found = Vec::new();
    if may(who, Permission::ReadFiles) {
        found.extend(of_findings(app, &known).await?);
    }
    if may(who, Permission::KeepCases) {
        for case in cases_in(&book).await? {
            let CaseStage::Concluded { .. } = case.case.stage else { continue };
            let Some(ground) = EntryGround::violation(&case.case) else { continue };
            let school = case.case.school;
            if !is_proposed(&known, &school, &ground) {
                let cause = SuggestionCause::Case(case.number);
                found.push(EntrySuggestion { school, cause });
            }
        }
    }
    found.sort_by(|a, b| (&a.school, a.cause).cmp(&(&b.school, b.cause)));
    Ok(found)
}

/// All acts on findings are read with one query.
async fn of_findings(app: &App, known: &[KnownEntry]) -> Result<Vec<EntrySuggestion>, AppError> {
    let mut acts = app.store.across::<Filed<Recorded>>(None).await?;
    acts.remove(&SchoolId::COUNTY);
    let mut found = Vec::new();
    for holding in acts.into_values() {
        for finding in assembled(holding.items)? {
            let Some(cause) = entry_cause(&finding.finding) else { continue };
            let school = finding.finding.opening().school.clone();
            let ground = EntryGround::PoorService(finding.number);
            if !is_proposed(known, &school, &ground) {
                let cause = SuggestionCause::Finding(finding.number, cause);
                found.push(EntrySuggestion { school, cause });
            }
        }
    }
    Ok(found)
}

fn is_proposed(known: &[KnownEntry], school: &SchoolCode, ground: &EntryGround) -> bool {
    known.iter().any(|it| it.entry.fact().0 == school && it.entry.ground() == ground)
}
