//! Worklists.

use kehou_inspection::{Chore, Desk, Matter, Task};
use kehou_registry::SchoolCode;

use super::{answer::light_out, deed::finding_no_out};
use crate::{
    Violations,
    naming::school_code_if_any,
    pb::inspection as pb,
    place::{Place, reading},
    scalar::{choice, date_out, number},
};

/// How many tasks are answered when nothing is said.
const USUAL_LIMIT: u32 = 100;
/// The most tasks that are answered.
const MOST: i64 = 1_000;

/// What waits for somebody is asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WorklistQuestion {
    /// Only of this desk.
    pub desk: Option<Desk>,
    /// Only what is about this school.
    pub school: Option<SchoolCode>,
    /// The most tasks to answer.
    pub limit: u32,
}

impl WorklistQuestion {
    /// Reads a request.
    ///
    /// # Errors
    ///
    /// [`Violations`] with everything that is wrong with its fields.
    pub fn read(given: &pb::GetWorklistRequest) -> Result<Self, Violations> {
        reading(|at| {
            let desk = match given.desk {
                0 => Some(None),
                given => desk(at.field("desk"), given).map(Some),
            };
            let school = school_code_if_any(at.field("school_code"), &given.school_code);
            let limit = match number(at.field("limit"), given.limit, 0..=MOST) {
                Some(0) => Some(USUAL_LIMIT),
                limit => limit.and_then(|limit| u32::try_from(limit).ok()),
            };
            Some(Self { desk: desk?, school: school?, limit: limit? })
        })
    }
}

fn desk(at: Place<'_>, given: i32) -> Option<Desk> {
    Some(match choice(at, given)? {
        pb::Desk::Unspecified => return None,
        pb::Desk::School => Desk::School,
        pb::Desk::Programme => Desk::Programme,
        pb::Desk::Finance => Desk::Finance,
        pb::Desk::Safety => Desk::Safety,
        pb::Desk::Discipline => Desk::Discipline,
        pb::Desk::Personnel => Desk::Personnel,
        pb::Desk::LeadingGroup => Desk::LeadingGroup,
    })
}

const fn desk_out(desk: Desk) -> pb::Desk {
    match desk {
        Desk::School => pb::Desk::School,
        Desk::Programme => pb::Desk::Programme,
        Desk::Finance => pb::Desk::Finance,
        Desk::Safety => pb::Desk::Safety,
        Desk::Discipline => pb::Desk::Discipline,
        Desk::Personnel => pb::Desk::Personnel,
        Desk::LeadingGroup => pb::Desk::LeadingGroup,
    }
}

const fn chore_out(chore: Chore) -> pb::Chore {
    match chore {
        Chore::Measure => pb::Chore::Measure,
        Chore::Notify => pb::Chore::Notify,
        Chore::Respond => pb::Chore::Respond,
        Chore::Lapse => pb::Chore::Lapse,
        Chore::Confirm => pb::Chore::Confirm,
        Chore::Order => pb::Chore::Order,
        Chore::Correct => pb::Chore::Correct,
        Chore::Verify => pb::Chore::Verify,
        Chore::Close => pb::Chore::Close,
        Chore::Escalate => pb::Chore::Escalate,
        Chore::HeedProposal => pb::Chore::HeedProposal,
        Chore::TurnKey => pb::Chore::TurnKey,
        Chore::RenewSafety => pb::Chore::RenewSafety,
        Chore::RoutineVisit => pb::Chore::RoutineVisit,
    }
}

/// A task as messages carry it.
#[must_use]
pub fn task_out(task: &Task) -> pb::Task {
    use pb::task::Matter as Out;
    let matter = match task.matter {
        Matter::School => None,
        Matter::Finding(number) => Some(Out::FindingNo(finding_no_out(number))),
        Matter::Safety(kind) => Some(Out::SafetyKind(kind.code().to_owned())),
        Matter::Entry(number) => Some(Out::EntryNo(i32::try_from(number).unwrap_or(i32::MAX))),
    };
    pb::Task {
        desk: desk_out(task.desk).into(),
        chore: chore_out(task.chore).into(),
        school_code: task.school.to_string(),
        matter,
        due: task.due.map(|due| date_out(due.day())),
        light: light_out(task.light).into(),
    }
}
