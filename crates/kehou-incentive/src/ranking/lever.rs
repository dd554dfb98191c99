//! What would have changed a person's rank. (S7)

use kehou_units::{ClassHours, Minutes};

use super::{Entry, RankedList};
use crate::{
    facts::{Ethics, FactParts, StaffFacts},
    kind::{ActivityKind, DutyKind},
    pack::ScorePack,
    score::score,
    written::StaffRef,
};

/// What a person could have done more of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum LeverKind {
    /// Verified class hours of the kind of activity that the person led most.
    ClassHours(ActivityKind),
    /// Verified minutes of a kind of duty.
    Duty(DutyKind),
    /// Rolls called in time, of those due.
    RollsInTime,
    /// Hours of training, of those offered.
    Training,
    /// The ethics training of the school year.
    Ethics,
}

impl LeverKind {
    /// The stable code.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::ClassHours(_) => "LEVER_CLASS_HOURS",
            Self::Duty(_) => "LEVER_DUTY",
            Self::RollsInTime => "LEVER_ROLLS_IN_TIME",
            Self::Training => "LEVER_TRAINING",
            Self::Ethics => "LEVER_ETHICS",
        }
    }
}

/// How much more of one thing, all else as it was, would have been enough.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Lever {
    /// What.
    pub kind: LeverKind,
    /// The least that would have been enough: class hours, minutes, rolls, hours of training, or 1.
    pub more: u32,
}

/// Where a person stands on a list, and what would have changed that; nobody else is named.
///
/// # Clauses
///
/// S7.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Standpoint {
    /// The rank.
    pub rank: u32,
    /// How many are ranked in the scope.
    pub of: u32,
    /// Hundredths of a point to those who stand just above, if any do.
    pub to_next: Option<u64>,
    /// What would have been enough to stand above them.
    pub for_next: Vec<Lever>,
    /// What would have been enough to stand above the last proposed, for who is not proposed.
    pub for_place: Vec<Lever>,
}

/// Where a person stands on a list; none when the list does not rank them. What is told is what the
/// person could have been assigned or was offered and did not do, never more.
#[must_use]
pub fn standpoint(pack: &ScorePack, facts: &StaffFacts, list: &RankedList) -> Option<Standpoint> {
    let staff: &StaffRef = &facts.parts().staff;
    let own = list.entries.iter().find(|entry| entry.staff == *staff)?;
    let by_school = list.places.keys().all(Option::is_some);
    let in_scope = |entry: &&Entry| !by_school || entry.school == own.school;
    let scope: Vec<&Entry> = list.entries.iter().filter(in_scope).collect();
    let above = scope.iter().filter(|entry| entry.hundredths > own.hundredths);
    let next = above.map(|entry| entry.hundredths).min();
    let proposed = scope.iter().filter(|entry| entry.standing.is_proposed());
    let edge = proposed.map(|entry| entry.hundredths).min();
    let edge = edge.filter(|_| !own.standing.is_proposed());
    Some(Standpoint {
        rank: own.rank,
        of: u32::try_from(scope.len()).unwrap_or(u32::MAX),
        to_next: next.map(|next| next - own.hundredths),
        for_next: next.map(|next| levers(pack, facts, next)).unwrap_or_default(),
        for_place: edge.map(|edge| levers(pack, facts, edge)).unwrap_or_default(),
    })
}

/// Single things of which more would have been enough to stand above a number of hundredths.
fn levers(pack: &ScorePack, facts: &StaffFacts, above: u64) -> Vec<Lever> {
    let room = room(facts.parts()).into_iter();
    let lever = |(kind, most)| least(pack, facts, kind, most, above);
    room.filter_map(lever).collect()
}

/// What the person could have done more of, and how much.
fn room(parts: &FactParts) -> Vec<(LeverKind, u32)> {
    let led = parts.class_hours.iter().fold(0, |sum: u32, it| sum.saturating_add(it.count()));
    let most_led = ActivityKind::ALL
        .into_iter()
        .rev()
        .max_by_key(|kind| parts.class_hours[kind.index()])
        .unwrap_or(ActivityKind::Homework);
    let open = &parts.opportunity;
    let mut room =
        vec![(LeverKind::ClassHours(most_led), open.class_hours.count().saturating_sub(led))];
    room.extend(DutyKind::ALL.map(|kind| {
        let (done, open) = (parts.duty[kind.index()], open.duty[kind.index()]);
        (LeverKind::Duty(kind), open.less(done).count())
    }));
    room.push((LeverKind::RollsInTime, parts.rolls.due - parts.rolls.in_time));
    room.push((LeverKind::Training, parts.training.offered - parts.training.attended));
    room.push((LeverKind::Ethics, u32::from(parts.ethics == Ethics::Missing)));
    room.retain(|(_, most)| *most > 0);
    room
}

/// The least that is enough, by halving: points never fall with any of these.
fn least(
    pack: &ScorePack,
    facts: &StaffFacts,
    kind: LeverKind,
    most: u32,
    above: u64,
) -> Option<Lever> {
    let is_enough = |more| {
        let supposed = facts.supposing(|parts| raise(parts, kind, more));
        score(pack, &supposed).total.hundredths() > above
    };
    if !is_enough(most) {
        return None;
    }
    let (mut short, mut enough) = (0, most);
    while enough - short > 1 {
        let middle = short + (enough - short) / 2;
        if is_enough(middle) {
            enough = middle;
        } else {
            short = middle;
        }
    }
    Some(Lever { kind, more: enough })
}

fn raise(parts: &mut FactParts, kind: LeverKind, more: u32) {
    match kind {
        LeverKind::ClassHours(activity) => {
            let hours = &mut parts.class_hours[activity.index()];
            *hours = hours.plus(ClassHours::new(more));
        }
        LeverKind::Duty(duty) => {
            let minutes = &mut parts.duty[duty.index()];
            *minutes = Minutes::new(minutes.count() + more);
        }
        LeverKind::RollsInTime => parts.rolls.in_time += more,
        LeverKind::Training => parts.training.attended += more,
        // Any day serves: what counts is that it is recorded.
        LeverKind::Ethics => parts.ethics = Ethics::Recorded(parts.term.first()),
    }
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;

    /// Hundredths of a point with so much more of a lever.
    pub(in crate::ranking) fn with(
        pack: &ScorePack,
        facts: &StaffFacts,
        lever: Lever,
        more: u32,
    ) -> u64 {
        let supposed = facts.supposing(|parts| {
            if more > 0 {
                raise(parts, lever.kind, more);
            }
        });
        score(pack, &supposed).total.hundredths()
    }
}
