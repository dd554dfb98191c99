//! Listing the statements of a month. (F12)

use kehou_registry::{DivisionCode, SchoolCode};
use kehou_store::{Among, Revisions, SchoolId, StatementQuery};
use kehou_units::{Instant, Month};

use super::{
    StatementView, Sums,
    findings::that_hold,
    readable::{among, among_or_none},
};
use crate::{
    App, AppError, Permission, Principal, boxed,
    registry::{Profiles, town_of},
};

/// Which statements are asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ListStatements {
    /// The month.
    pub month: Month,
    /// Only of this school.
    pub school: Option<SchoolCode>,
    /// Only of schools that this town's office ran on the last day of the month.
    pub town: Option<DivisionCode>,
    /// Whether revisions that were replaced since are asked for too.
    pub all_revisions: bool,
    /// As known at an instant.
    pub known_at: Option<Instant>,
    /// Only those after this revision of this school.
    pub after: Option<(SchoolCode, u32)>,
    /// At most so many.
    pub most: u32,
}

/// Statements of one page, with the sums of all that are asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StatementsListed {
    /// The statements of the page.
    pub page: Vec<StatementView>,
    /// How many pupils have a bill, over all pages, in the statements that stand.
    pub pupils: u32,
    /// The sums of the statements that stand, over all pages.
    pub total: Sums,
}

/// The statements of a month that a principal may see, by code of the school and revision. A page
/// costs the same few queries however many schools there are.
///
/// # Errors
///
/// Forbidden when the principal may see none anywhere, or not that of a named school; failures of the
/// books.
///
/// # Clauses
///
/// F12.
#[boxed]
pub async fn list_statements(
    app: &App,
    who: &Principal,
    query: &ListStatements,
) -> Result<StatementsListed, AppError> {
    let named = query.school.as_ref();
    let mut readable = among(app, (who, Permission::ReadStatements), named).await?;
    if let Some(town) = &query.town {
        readable = of_town(app, (readable, query), town).await?;
    }
    let whole = among_or_none(app, (who, Permission::ReadBills), named).await?;
    let revisions = if query.all_revisions { Revisions::All } else { Revisions::Standing };
    let (month, known_at) = (Some(query.month), query.known_at);
    let held_by = &that_hold();
    let asked = StatementQuery { month, among: readable, revisions, held_by, known_at };
    let after = query.after.as_ref();
    let after = after.map(|(school, revision)| (school.clone(), query.month, *revision));
    let found = app.store.statements_among(&asked, (after.as_ref(), query.most)).await?;
    let [told, others] = app.store.sums_among(&asked, &whole).await?;
    Ok(StatementsListed {
        page: found.into_iter().map(|listed| StatementView::of(listed, &whole)).collect(),
        pupils: told.pupils + others.pupils,
        total: Sums::together(&told, &others),
    })
}

/// The schools that a town's office ran on the last day of the month.
async fn of_town(
    app: &App,
    (readable, query): (Among, &ListStatements),
    town: &DivisionCode,
) -> Result<Among, AppError> {
    let profiles: Profiles = app.store.across(query.known_at).await?;
    let on = query.month.last_day();
    let is_asked = |id: &SchoolId| town_of(&profiles, *id, on).as_ref() == Some(town);
    let schools = match readable {
        Among::All => profiles.keys().copied().filter(is_asked).collect(),
        Among::These(schools) => schools.into_iter().filter(is_asked).collect(),
    };
    Ok(Among::These(schools))
}
