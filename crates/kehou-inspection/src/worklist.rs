//! What waits for whom: due today, yellow, red.

#[cfg(test)]
mod tests;

use chrono::NaiveDate;
use kehou_registry::{SchoolCode, WorkingDays};
use kehou_units::Instant;

use crate::{
    deadline::{Deadline, Light},
    finding::{Finding, FindingNo, Stage},
    rectification::{Gravity, RectificationRules},
};

/// Who has to act.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Desk {
    /// The school itself. (O9)
    School,
    /// The programme office: content, time, form. (O4)
    Programme,
    /// Finance and audit: charging. (O3)
    Finance,
    /// Law and safety. (O6)
    Safety,
    /// Discipline: proposals of the ladder. (O8)
    Discipline,
    /// Personnel: proposals of the ladder. (O2)
    Personnel,
    /// The leading group: decisions on serious cases. (O1)
    LeadingGroup,
}

impl Desk {
    /// The office that looks after findings of a gravity.
    #[must_use]
    pub const fn of(gravity: Gravity) -> Self {
        match gravity {
            Gravity::Ordinary => Self::Programme,
            Gravity::Safety => Self::Safety,
            Gravity::IllegalCharging => Self::Finance,
        }
    }

    /// The stable code.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::School => "DESK_SCHOOL",
            Self::Programme => "DESK_PROGRAMME",
            Self::Finance => "DESK_FINANCE",
            Self::Safety => "DESK_SAFETY",
            Self::Discipline => "DESK_DISCIPLINE",
            Self::Personnel => "DESK_PERSONNEL",
            Self::LeadingGroup => "DESK_LEADING_GROUP",
        }
    }
}

/// What has to be done.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Chore {
    /// Take measures at once.
    Measure,
    /// Put the draft to the school.
    Notify,
    /// State its view.
    Respond,
    /// Record that no statement came.
    Lapse,
    /// Confirm or withdraw.
    Confirm,
    /// Order the correction.
    Order,
    /// Correct it and hand in evidence.
    Correct,
    /// Verify the evidence.
    Verify,
    /// Close it.
    Close,
    /// Take the next rung against an overdue correction.
    Escalate,
    /// Heed a proposal of the ladder.
    HeedProposal,
    /// Turn a key of a principal's file.
    TurnKey,
    /// Renew an entry of the safety register.
    RenewSafety,
    /// Make a routine visit.
    RoutineVisit,
}

impl Chore {
    /// The stable code.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Measure => "CHORE_MEASURE",
            Self::Notify => "CHORE_NOTIFY",
            Self::Respond => "CHORE_RESPOND",
            Self::Lapse => "CHORE_LAPSE",
            Self::Confirm => "CHORE_CONFIRM",
            Self::Order => "CHORE_ORDER",
            Self::Correct => "CHORE_CORRECT",
            Self::Verify => "CHORE_VERIFY",
            Self::Close => "CHORE_CLOSE",
            Self::Escalate => "CHORE_ESCALATE",
            Self::HeedProposal => "CHORE_HEED_PROPOSAL",
            Self::TurnKey => "CHORE_TURN_KEY",
            Self::RenewSafety => "CHORE_RENEW_SAFETY",
            Self::RoutineVisit => "CHORE_ROUTINE_VISIT",
        }
    }
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
    /// The finding it is about, if it is about one.
    pub finding: Option<FindingNo>,
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
        Task { desk, chore, school: school.clone(), finding: None, due, light }
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
        found.push(Task { finding: Some(number), ..today.task(desk, chore, school, due) });
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
/// earliest deadline first, what has none last, then by school, finding and chore.
#[must_use]
pub fn worklist(tasks: &[Task], desk: Desk) -> Vec<&Task> {
    let mut of_desk: Vec<&Task> = tasks.iter().filter(|task| task.desk == desk).collect();
    of_desk.sort_by_key(|task| {
        let nearest = std::cmp::Reverse(task.light);
        (nearest, task.due.is_none(), task.due, task.school.clone(), task.finding, task.chore)
    });
    of_desk
}
