//! What waits for whom. (I9, R25)

use kehou_inspection::{Desk, Light, Refusal as Illegal, Task, Today};
use kehou_registry::SchoolCode;

use super::{
    desks::{desks_of, sits_at},
    ground::rectification_rules,
    list::readable,
    tasks::{Round, all_tasks},
};
use crate::{App, AppError, Principal, Refusal, RefusalCode, boxed};

/// Which tasks are asked for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct GetWorklist {
    /// Only of this desk.
    pub desk: Option<Desk>,
    /// Only what is about this school.
    pub school: Option<SchoolCode>,
    /// At most so many.
    pub most: u32,
}

/// What waits for somebody.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Worklist {
    /// The most urgent tasks, by desk; of each desk in the order of [`kehou_inspection::worklist`].
    pub tasks: Vec<Task>,
    /// How many there are, those left out included.
    pub count: u32,
    /// How many of them are red.
    pub red: u32,
    /// How many are due today.
    pub due_today: u32,
    /// How many are yellow.
    pub yellow: u32,
}

/// What waits for a principal: the tasks of the desks of their roles; a school's own desk is that of the
/// schools they act for. Nothing waits for those who sit at no desk.
///
/// # Errors
///
/// Forbidden to those who may read no inspections; [`RefusalCode::DeskNotYours`]; no settings in force;
/// failures of the books.
///
/// # Clauses
///
/// I9, I13, I10, O1–O4, O6, O8, O9; R25, R29.
#[boxed]
pub async fn worklist(
    app: &App,
    who: &Principal,
    query: &GetWorklist,
) -> Result<Worklist, AppError> {
    let mut schools = readable(app, who).await?;
    let mut desks = desks_of(who);
    if let Some(desk) = query.desk {
        desks.retain(|own| *own == desk);
        if desks.is_empty() {
            let refusal = Refusal::new(RefusalCode::DeskNotYours);
            return Err(refusal.with("desk", desk.code()).into());
        }
    }
    if desks.is_empty() {
        return Ok(Worklist::default());
    }
    if let Some(school) = &query.school {
        schools.retain(|(code, _)| code == school);
    }
    let (working, at) = (app.county_days(None).await?.working, app.clock.now());
    let on = at.day();
    let rules = rectification_rules().in_force(on).ok_or(Illegal::NoRules { on })?;
    let round = Round { app, schools: &schools, today: Today { at, working: &working, rules } };
    let mut tasks = all_tasks(&round).await?;
    tasks.retain(|task| sits_at(who, task.desk, &task.school));
    Ok(cut(&tasks, &desks, query.most))
}

/// The first tasks of some desks, and how many there are.
fn cut(tasks: &[Task], desks: &[Desk], most: u32) -> Worklist {
    let of_desk = |desk: &Desk| kehou_inspection::worklist(tasks, *desk);
    let waiting: Vec<&Task> = desks.iter().flat_map(of_desk).collect();
    let count = |light| {
        let lit = waiting.iter().filter(|task| task.light == light).count();
        u32::try_from(lit).unwrap_or(u32::MAX)
    };
    let most = usize::try_from(most).unwrap_or(usize::MAX);
    Worklist {
        tasks: waiting.iter().take(most).map(|task| (*task).clone()).collect(),
        count: u32::try_from(waiting.len()).unwrap_or(u32::MAX),
        red: count(Light::Red),
        due_today: count(Light::Today),
        yellow: count(Light::Yellow),
    }
}
