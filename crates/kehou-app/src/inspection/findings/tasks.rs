//! What makes work: each source gives the tasks of some schools.

use kehou_inspection::{Recorded, Task, Today, tasks_of};
use kehou_registry::SchoolCode;
use kehou_store::{Filed, SchoolId};

use super::known::assembled;
use crate::{App, AppError};

/// One look over some schools.
pub(super) struct Round<'a> {
    pub(super) app: &'a App,
    /// The schools, by code.
    pub(super) schools: &'a [(SchoolCode, SchoolId)],
    /// The day, and what deadlines are told by.
    pub(super) today: Today<'a>,
}

/// Everything that waits for somebody at the schools of a round: one line a source.
///
/// # Clauses
///
/// I9, R25.
pub(super) async fn all_tasks(round: &Round<'_>) -> Result<Vec<Task>, AppError> {
    let mut tasks = Vec::new();
    tasks.extend(of_findings(round).await?);
    Ok(tasks)
}

/// What waits because of findings; all acts are read with one query. (I9, R25)
async fn of_findings(round: &Round<'_>) -> Result<Vec<Task>, AppError> {
    let mut tasks = Vec::new();
    let mut acts = match round.schools {
        // The books of one school are read by themselves.
        [(_, id)] => {
            let items = round.app.book(*id, None).await?.all::<Filed<Recorded>>().await?;
            let holding = kehou_store::Holding { items, stamp: kehou_store::ChangeNo::default() };
            [(*id, holding)].into()
        }
        _ => round.app.store.across::<Filed<Recorded>>(None).await?,
    };
    for (_, id) in round.schools {
        for known in assembled(acts.remove(id).unwrap_or_default().items)? {
            tasks.extend(tasks_of(known.number, &known.finding, &round.today));
        }
    }
    Ok(tasks)
}
