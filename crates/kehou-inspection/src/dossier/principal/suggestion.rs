//! What the system proposes for principals' files by itself, and whose turn it is.

use super::{EntryGround, EntryStage, FileEntry, Key};
use crate::{
    finding::{Finding, Rung},
    worklist::{Chore, Desk, Matter, Task, Today},
};

/// Why a finding is proposed for its principal's file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum EntryCause {
    /// The ladder against its overdue correction reached discipline or personnel.
    Escalated,
    /// It repeats an earlier one of the school. (R36)
    Repeated,
}

/// Why a finding should enter the file of who was principal; none unless it is confirmed, and
/// escalated or repeated.
///
/// INTERPRETATION: any confirmed finding may be proposed by an officer; what the system proposes by
/// itself is limited to what the school did not mend when it was told.
///
/// # Clauses
///
/// I10 [嘉教体字〔2023〕4号 五·人事科]; R25, R36.
#[must_use]
pub fn entry_cause(finding: &Finding) -> Option<EntryCause> {
    finding.stage().confirmation()?;
    let proposes = |rung| matches!(rung, Rung::ToDiscipline | Rung::ToPersonnel);
    let rungs = finding.order().map_or(&[][..], |order| &order.rungs);
    if rungs.iter().any(|taken| proposes(taken.rung)) {
        return Some(EntryCause::Escalated);
    }
    finding.opening().repeats.map(|_| EntryCause::Repeated)
}

/// What waits for an office because of an entry: a key, or recording that no statement came. What the
/// person may say waits at no desk, for it is no business of their school's.
///
/// # Clauses
///
/// I10, O1, O2, O8.
#[must_use]
pub fn entry_task(number: u32, entry: &FileEntry, today: &Today<'_>) -> Option<Task> {
    let [first, second] = entry.ground().keys();
    let due = entry.statement_due();
    let (desk, chore, due) = match entry.stage() {
        EntryStage::Proposed if due.has_passed(today.at) => match entry.ground() {
            EntryGround::PoorService(_) => (Desk::Personnel, Chore::Lapse, Some(due)),
            EntryGround::Violation(_) => (Desk::Discipline, Chore::Lapse, Some(due)),
        },
        EntryStage::Heard(_) => (desk_of(first), Chore::TurnKey, None),
        EntryStage::HalfTurned(..) => (desk_of(second), Chore::TurnKey, None),
        _ => return None,
    };
    let task = today.task(desk, chore, entry.fact().0, due);
    Some(Task { matter: Matter::Entry(number), ..task })
}

const fn desk_of(key: Key) -> Desk {
    match key {
        Key::LeadingGroup => Desk::LeadingGroup,
        Key::Discipline => Desk::Discipline,
        Key::Personnel => Desk::Personnel,
    }
}
