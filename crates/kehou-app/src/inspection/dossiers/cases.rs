//! Reading cases, and apart from them who reported one. (O8)

use kehou_inspection::{CaseStageKind, Reporter, WrittenReporter};
use kehou_registry::SchoolCode;
use kehou_store::{Filed, Owner};
use kehou_units::Instant;

use super::known::{KnownCase, cases_in};
use crate::{App, AppError, Permission, Principal, Refusal, RefusalCode, boxed};

/// Which cases are asked for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ListCases {
    /// Only about this school.
    pub school: Option<SchoolCode>,
    /// Only those at one of these stages; empty for any.
    pub stages: Vec<CaseStageKind>,
    /// As known at an instant.
    pub known_at: Option<Instant>,
    /// Only those after this number.
    pub after: u32,
    /// At most so many.
    pub most: u32,
}

/// A case with all that was done to it; never with its reporter.
///
/// # Errors
///
/// Forbidden outside the discipline office; [`RefusalCode::CaseUnknown`]; failures of the books.
///
/// # Clauses
///
/// O8.
#[boxed]
pub async fn case(
    app: &App,
    who: &Principal,
    number: u32,
    known_at: Option<Instant>,
) -> Result<KnownCase, AppError> {
    let county = App::admit_county(who, Permission::KeepCases)?;
    let known = cases_in(&app.book(county, known_at).await?).await?;
    Ok(named(known, number)?)
}

/// Cases, by number; never with their reporters.
///
/// # Errors
///
/// Forbidden outside the discipline office; failures of the books.
///
/// # Clauses
///
/// O8.
#[boxed]
pub async fn cases(
    app: &App,
    who: &Principal,
    query: &ListCases,
) -> Result<Vec<KnownCase>, AppError> {
    let county = App::admit_county(who, Permission::KeepCases)?;
    let known = cases_in(&app.book(county, query.known_at).await?).await?;
    let is_asked = |known: &KnownCase| {
        known.number > query.after
            && query.school.as_ref().is_none_or(|school| known.case.school == *school)
            && (query.stages.is_empty() || query.stages.contains(&known.case.stage.kind()))
    };
    let most = usize::try_from(query.most).unwrap_or(usize::MAX);
    Ok(known.into_iter().filter(is_asked).take(most).collect())
}

/// Who reported a case.
///
/// # Errors
///
/// Forbidden outside the discipline office; [`RefusalCode::CaseUnknown`];
/// [`RefusalCode::ReporterUnknown`] for a case of another source, or that nobody put their name to;
/// failures of the books.
///
/// # Clauses
///
/// O8.
#[boxed]
pub async fn reporter(app: &App, who: &Principal, number: u32) -> Result<Reporter, AppError> {
    let county = App::admit_county(who, Permission::KeepCases)?;
    let book = app.book(county, None).await?;
    named(cases_in(&book).await?, number)?;
    let written = book.of::<Filed<WrittenReporter>>(Owner::School).await?;
    let of_case = written.into_iter().map(|stored| stored.value).find(|it| it.about == number);
    let unknown = || Refusal::new(RefusalCode::ReporterUnknown).with("case", number);
    Ok(of_case.ok_or_else(unknown)?.paper.reporter)
}

/// The case of a number.
///
/// # Errors
///
/// [`RefusalCode::CaseUnknown`].
pub(super) fn named(known: Vec<KnownCase>, number: u32) -> Result<KnownCase, Refusal> {
    let found = known.into_iter().find(|known| known.number == number);
    found.ok_or_else(|| Refusal::new(RefusalCode::CaseUnknown).with("case", number))
}
