//! What makes work: each source gives the tasks of some schools.

use std::collections::BTreeMap;

use kehou_inspection::{
    Recorded, RoutineVisited, SafetyEntry, Task, Today, routine_task, safety_tasks, tasks_of,
};
use kehou_registry::{Calendar, SchoolCode, Term, Terms};
use kehou_store::{Fact, Filed, Holding, Owner, SchoolId, StoreError};

use super::known::assembled;
use crate::{App, AppError, inspection::dossiers::entry_tasks, registry::every_school};

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
/// I9, R25; O6, R29; I13; I10.
pub(super) async fn all_tasks(round: &Round<'_>) -> Result<Vec<Task>, AppError> {
    let mut tasks = of_findings(round).await?;
    tasks.extend(of_terms(round).await?);
    tasks.extend(of_entries(round).await?);
    Ok(tasks)
}

/// What waits because of findings; all acts are read with one query. (I9, R25)
async fn of_findings(round: &Round<'_>) -> Result<Vec<Task>, AppError> {
    let mut tasks = Vec::new();
    let mut acts = round.all::<Filed<Recorded>>().await?;
    for (_, id) in round.schools {
        for known in assembled(acts.remove(id).unwrap_or_default().items)? {
            tasks.extend(tasks_of(known.number, &known.finding, &round.today));
        }
    }
    Ok(tasks)
}

/// What safety registers lack and which routine visits are missing, of schools that are open. (O6, R29, I13)
async fn of_terms(round: &Round<'_>) -> Result<Vec<Task>, AppError> {
    let (app, today) = (round.app, &round.today);
    let on = today.at.day();
    let county = app.book(SchoolId::COUNTY, None).await?;
    let visits = county.of::<Filed<RoutineVisited>>(Owner::School).await?;
    let visits: Vec<_> = visits.into_iter().map(|stored| stored.value.paper.visit).collect();
    let county = county.calendar().await?;
    let mut terms = round.all::<Term>().await?;
    let mut registers = round.all::<Filed<SafetyEntry>>().await?;
    let ids: BTreeMap<&SchoolCode, SchoolId> =
        round.schools.iter().map(|(code, id)| (code, *id)).collect();
    let mut tasks = Vec::new();
    for school in every_school(app, None).await? {
        let Some(id) = ids.get(&school.code).filter(|_| school.profile(on).is_some()) else {
            continue;
        };
        let own = terms.remove(id).unwrap_or_default().items.into_iter();
        let own = Terms::new(own.map(|stored| stored.value).collect());
        let calendar =
            Calendar::new(own, Vec::new()).map_err(|e| StoreError::bad_row(Term::TABLE, e))?;
        let calendar = calendar.within(&county);
        let register = registers.remove(id).unwrap_or_default().items.into_iter();
        let items: Vec<_> = register.map(|stored| stored.value.paper.item).collect();
        tasks.extend(safety_tasks(&school.code, &items, calendar.terms(), today));
        tasks.extend(routine_task(&school.code, &visits, calendar.terms(), today));
    }
    Ok(tasks)
}

/// What waits because of entries of principals' files. (I10)
async fn of_entries(round: &Round<'_>) -> Result<Vec<Task>, AppError> {
    let mut tasks = entry_tasks(round.app, &round.today).await?;
    tasks.retain(|task| round.schools.iter().any(|(code, _)| *code == task.school));
    Ok(tasks)
}

impl Round<'_> {
    /// All items of a kind at the schools of the round, and perhaps at others, with one query.
    async fn all<F: Fact>(&self) -> Result<BTreeMap<SchoolId, Holding<F>>, AppError> {
        let [(_, id)] = self.schools else {
            return Ok(self.app.store.across(None).await?);
        };
        let book = self.app.book(*id, None).await?;
        let (items, stamp) = (book.of(Owner::School).await?, book.bound());
        Ok(BTreeMap::from([(*id, Holding { items, stamp })]))
    }
}
