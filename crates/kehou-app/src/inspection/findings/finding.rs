//! Reading one finding with its history. (I9)

use kehou_inspection::FindingNo;
use kehou_registry::SchoolCode;
use kehou_units::Instant;

use super::{
    advance::named,
    ground::rectification_rules,
    known::{FindingView, Look, findings_in},
};
use crate::{App, AppError, Permission, Principal, boxed};

/// A finding with all that was done to it, as it stands or stood.
///
/// # Errors
///
/// Forbidden unless the principal may read inspections of the school;
/// [`FindingUnknown`](crate::RefusalCode::FindingUnknown); failures of the books.
///
/// # Clauses
///
/// I9; R25.
#[boxed]
pub async fn finding(
    app: &App,
    who: &Principal,
    (school, number): (&SchoolCode, FindingNo),
    known_at: Option<Instant>,
) -> Result<FindingView, AppError> {
    let id = app.admit(who, Permission::ReadInspections, school).await?;
    let known = findings_in(&app.book(id, known_at).await?).await?;
    let known = named(known, (school, number))?;
    let working = app.county_days(known_at).await?.working;
    let at = known_at.unwrap_or_else(|| app.clock.now());
    Ok(Look { at, rules: rectification_rules(), working: &working }.at(school, known))
}
