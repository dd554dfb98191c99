//! Who visits which school: groups drawn from the inspectors, nobody linked to the school.

mod balance;
mod collision;
mod error;
mod flow;
mod recusal;
#[cfg(test)]
mod tests;

use std::collections::{BTreeMap, BTreeSet};

use kehou_registry::SchoolCode;

use balance::Roster;
pub use error::{AssignError, Collision};
pub use recusal::{InspectorNo, Link, LinkKind, Recusal, RecusalReason, recusal_of, recusals_of};

/// A visit that needs a group of inspectors.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Visit {
    /// The school.
    pub school: SchoolCode,
    /// Visits of one round happen at the same time: nobody is in two of them. None when the visit
    /// can be put anywhere.
    pub round: Option<u32>,
}

/// The numbers of an assignment; stored with it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct AssignSettings {
    /// The inspectors of each visit.
    pub group_size: u32,
    /// The fewest that a group may have: three by I6.
    pub smallest_group: u32,
}

/// One place in the drawing: this inspector for this school.
pub type Pairing = (SchoolCode, InspectorNo);

/// Who visits which school.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Assignment {
    /// The group of each school.
    pub groups: BTreeMap<SchoolCode, BTreeSet<InspectorNo>>,
    /// The visits of each inspector, those without any included.
    pub loads: BTreeMap<InspectorNo, u32>,
}

impl Assignment {
    /// The most visits of an inspector less the fewest: 0 or 1 wherever recusals leave room.
    #[must_use]
    pub fn spread(&self) -> u32 {
        let most = self.loads.values().max().copied().unwrap_or(0);
        most - self.loads.values().min().copied().unwrap_or(0)
    }
}

/// Assigns a group to every visit: nobody to a school they are recused from, nobody to two visits
/// of one round, loads as even as can be, and for the rest as the tickets fell.
///
/// `tickets` is every pair of a school to visit and an inspector, in the order of their drawn
/// numbers. The answer is defined without reference to how it is found, so that anyone can check
/// it: of all complete assignments take those with the smallest sum of squared loads; of these the
/// one that contains the earliest pair of `tickets` that any of them contains, then the next, and
/// so on. The smallest sum of squares makes both the largest load as small and the smallest load
/// as large as possible; they differ by one at most wherever any assignment allows that.
///
/// An assignment is found whenever there is one: the places are filled along augmenting paths of a
/// network, which end only when a cut proves that no further place can be filled.
///
/// # Errors
///
/// - [`AssignError::GroupTooSmall`] when groups would be smaller than the smallest allowed.
/// - [`AssignError::Twice`] when a school is to be visited twice.
/// - [`AssignError::Tickets`] when `tickets` is not every pair exactly once.
/// - [`AssignError::TooFew`] when even without any recusal there are too few inspectors.
/// - [`AssignError::Collides`] when recusals leave no assignment, with a smallest set of them that
///   does.
///
/// # Clauses
///
/// I6.
pub fn assign(
    visits: &[Visit],
    tickets: &[Pairing],
    recusals: &[Recusal],
    settings: &AssignSettings,
) -> Result<Assignment, AssignError> {
    let group_size = settings.group_size;
    if group_size < settings.smallest_group {
        return Err(AssignError::GroupTooSmall { group_size, smallest: settings.smallest_group });
    }
    let inspectors = inspectors_of(visits, tickets)?;
    let task = Task { visits, inspectors: &inspectors, group_size };
    let barred: BTreeSet<Pairing> = recusals.iter().map(Recusal::pairing).collect();
    let mut roster = Roster::fill(&task, &barred);
    let short_by = roster.short_by();
    if short_by > 0 {
        let unbarred = Roster::fill(&task, &BTreeSet::new()).short_by();
        return Err(if unbarred > 0 {
            AssignError::TooFew { inspectors: inspectors.len(), group_size, short_by: unbarred }
        } else {
            let collision = collision::smallest(&task, recusals);
            AssignError::Collides { short_by, collision }
        });
    }
    roster.even_out();
    roster.follow(tickets);
    Ok(roster.into_assignment())
}

/// What is to be filled.
struct Task<'a> {
    visits: &'a [Visit],
    inspectors: &'a BTreeSet<InspectorNo>,
    group_size: u32,
}

/// The inspectors that the tickets name, once the tickets are known to be every pair once.
fn inspectors_of(
    visits: &[Visit],
    tickets: &[Pairing],
) -> Result<BTreeSet<InspectorNo>, AssignError> {
    let mut schools: BTreeSet<&SchoolCode> = BTreeSet::new();
    if let Some(twice) = visits.iter().find(|visit| !schools.insert(&visit.school)) {
        return Err(AssignError::Twice { school: twice.school.clone() });
    }
    let inspectors: BTreeSet<InspectorNo> = tickets.iter().map(|(_, no)| *no).collect();
    let expected = schools.len() * inspectors.len();
    let known: BTreeSet<&Pairing> =
        tickets.iter().filter(|(school, _)| schools.contains(school)).collect();
    if known.len() != expected || tickets.len() != expected {
        return Err(AssignError::Tickets { given: tickets.len(), expected });
    }
    Ok(inspectors)
}
