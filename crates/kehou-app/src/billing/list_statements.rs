//! Listing the statements of a month. (F12)

use kehou_registry::{DivisionCode, SchoolCode};
use kehou_store::{Book, StoredStatement};
use kehou_units::{Instant, Month};

use super::{StatementView, readable::schools_read, statements::view};
use crate::{App, AppError, Permission, Principal};

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
}

/// The statements of a month that a principal may see, by code of the school and revision.
///
/// # Errors
///
/// Forbidden when the principal may see none anywhere, or not that of a named school; failures of the
/// books.
///
/// # Clauses
///
/// F12.
pub async fn list_statements(
    app: &App,
    who: &Principal,
    query: &ListStatements,
) -> Result<Vec<StatementView>, AppError> {
    let schools =
        schools_read(app, (who, Permission::ReadStatements), query.school.as_ref()).await?;
    let mut views = Vec::new();
    for school in schools {
        let book = app.book(school.id, query.known_at).await?;
        if !is_of_town(&book, &school.code, query).await? {
            continue;
        }
        let all = app.admit(who, Permission::ReadBills, &school.code).await.is_ok();
        for statement in asked(&book, query).await? {
            views.push(view(&book, school.code.clone(), statement, all).await?);
        }
    }
    Ok(views)
}

async fn is_of_town(
    book: &Book<'_>,
    code: &SchoolCode,
    query: &ListStatements,
) -> Result<bool, AppError> {
    let Some(town) = &query.town else { return Ok(true) };
    let school = book.school(code.clone()).await?;
    let profile = school.profile(query.month.last_day());
    Ok(profile.is_some_and(|profile| profile.town.as_ref() == Some(town)))
}

async fn asked(book: &Book<'_>, query: &ListStatements) -> Result<Vec<StoredStatement>, AppError> {
    if !query.all_revisions {
        return Ok(book.statement(query.month).await?.into_iter().collect());
    }
    let mut statements = book.statements().await?;
    statements.retain(|statement| statement.row.month == query.month);
    Ok(statements)
}
