//! What entries of principals' files make wait at which desk. (I10)

use kehou_inspection::{Task, Today, entry_task};
use kehou_store::SchoolId;

use super::known::entries_in;
use crate::{App, AppError};

/// The tasks of all entries: keys to be turned, and statements that did not come.
///
/// # Errors
///
/// Failures of the books.
pub(crate) async fn entry_tasks(app: &App, today: &Today<'_>) -> Result<Vec<Task>, AppError> {
    let known = entries_in(&app.book(SchoolId::COUNTY, None).await?).await?;
    Ok(known.iter().filter_map(|it| entry_task(it.number, &it.entry, today)).collect())
}
