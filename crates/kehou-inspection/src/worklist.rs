//! What waits for whom: due today, yellow, red.

mod desk;
mod source;
#[cfg(test)]
mod tests;

use chrono::NaiveDate;
use kehou_registry::{SchoolCode, WorkingDays};
use kehou_units::Instant;

pub use self::{
    desk::{Chore, Desk},
    source::{routine_task, safety_tasks},
};
use crate::{
    deadline::{Deadline, Light},
    finding::{Finding, FindingNo, Stage},
    rectification::RectificationRules,
    safety::SafetyKind,
};

/// What a task is about within its school.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Matter {
    /// The school as a whole.
    School,
    /// A finding.
    Finding(FindingNo),
    /// A kind of entry of the safety register.
    Safety(SafetyKind),
    /// An entry of a principal's file, by its number in the county's books.
    Entry(u32),
}

/// One thing that waits for somebody.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Task {
    /// Who has to act.
    pub desk: Desk,
    /// What has to be done.
    pub chore: Chore,
    /// The school it is about.
    pub school: SchoolCode,
    /// What it is about there.
    pub matter: Matter,
    /// By when; none when no deadline is set for it.
    pub due: Option<Deadline>,
    /// How near that is; green without a deadline.
    pub light: Light,
}

/// The day, and what deadlines are told by.
#[derive(Clone, Copy, Debug)]
pub struct Today<'a> {
    /// Now.
    pub at: Instant,
    /// The working-day calendar.
    pub working: &'a WorkingDays,
    /// The settings in force.
    pub rules: &'a RectificationRules,
}

impl Today<'_> {
    fn on(&self) -> NaiveDate {
        self.at.day()
    }

    /// A task with its light.
    #[must_use]
    pub fn task(
        &self,
        desk: Desk,
        chore: Chore,
        school: &SchoolCode,
        due: Option<Deadline>,
    ) -> Task {
        let warning = self.rules.warning_days;
        let light = due.map_or(Light::Green, |due| due.light(self.on(), warning, self.working));
        Task { desk, chore, school: school.clone(), matter: Matter::School, due, light }
    }
}

/// What waits because of one finding; what an overdue correction asks of the office is red.
///
/// # Clauses
///
/// I9; R25; O1–O9 as far as findings go.
#[must_use]
pub fn tasks_of(number: FindingNo, finding: &Finding, today: &Today<'_>) -> Vec<Task> {
    let mut found = Vec::new();
    let school = &finding.opening().school;
    let mut wait = |desk, chore, due| {
        found
            .push(Task { matter: Matter::Finding(number), ..today.task(desk, chore, school, due) });
    };
    let office = Desk::of(finding.opening().gravity);
    let is_over = matches!(finding.stage(), Stage::Withdrawn { .. } | Stage::Closed { .. });
    if finding.measures().is_empty() && finding.measures_due().is_some() && !is_over {
        wait(Desk::School, Chore::Measure, finding.measures_due());
    }
    match finding.stage() {
        Stage::Draft => wait(office, Chore::Notify, None),
        Stage::AwaitingStatement { due } if due.has_passed(today.at) => {
            wait(office, Chore::Lapse, None);
        }
        Stage::AwaitingStatement { due } => wait(Desk::School, Chore::Respond, Some(*due)),
        Stage::Answered { .. } => wait(office, Chore::Confirm, None),
        Stage::Confirmed { .. } => wait(office, Chore::Order, None),
        Stage::Ordered { order, .. } => wait(Desk::School, Chore::Correct, Some(order.due())),
        Stage::Submitted { .. } => wait(office, Chore::Verify, None),
        Stage::Verified { .. } => wait(office, Chore::Close, None),
        Stage::Withdrawn { .. } | Stage::Closed { .. } => {}
    }
    if let Some(order) = finding.order().filter(|_| finding.overdue(today.at).is_some()) {
        for (desk, chore) in climbing(office, order, finding) {
            wait(desk, chore, Some(order.due()));
        }
    }
    found
}

/// Who has to act against an overdue correction: the office takes the next rung, and those to whom
/// it was proposed heed it; the leading group learns of both.
fn climbing(office: Desk, order: &crate::finding::Order, finding: &Finding) -> Vec<(Desk, Chore)> {
    use crate::finding::Rung;
    let mut waiting = Vec::new();
    if !order.next_rungs(finding.opening().repeats.is_some()).is_empty() {
        waiting.push((office, Chore::Escalate));
    }
    for taken in &order.rungs {
        match taken.rung {
            Rung::ToDiscipline => waiting.push((Desk::Discipline, Chore::HeedProposal)),
            Rung::ToPersonnel => waiting.push((Desk::Personnel, Chore::HeedProposal)),
            Rung::Announcement => {}
            Rung::Interview => waiting.push((Desk::LeadingGroup, Chore::HeedProposal)),
        }
    }
    waiting
}

/// The worklist of one desk: red first, then due today, yellow, and the rest; within a light the
/// earliest deadline first, what has none last, then by school, matter and chore.
#[must_use]
pub fn worklist(tasks: &[Task], desk: Desk) -> Vec<&Task> {
    let mut of_desk: Vec<&Task> = tasks.iter().filter(|task| task.desk == desk).collect();
    of_desk.sort_by_key(|task| {
        let nearest = std::cmp::Reverse(task.light);
        (nearest, task.due.is_none(), task.due, task.school.clone(), task.matter, task.chore)
    });
    of_desk
}
