//! What a plan costs.

use super::{BandNo, Day, GroupNo, Plan};

/// What a plan costs; compared from the first part to the last, less is better.
///
/// # Clauses
///
/// G3, G7, P6. The order is a default: the fewest people first, then the fewest moves of children,
/// then late duty shared out evenly, then siblings in one room.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Cost {
    /// Minutes that adults are at school, all together.
    pub adult_minutes: u64,
    /// How many children change rooms, counted at each change; so does who does not begin in the
    /// home room.
    pub child_moves: u64,
    /// The sum of the squares of everybody's minutes after the standard end this term, this day
    /// among them.
    pub imbalance: u64,
    /// How many siblings who leave together wait in two rooms, counted in each band.
    pub siblings_apart: u64,
}

/// Reckons what a plan costs, from its rooms and stretches alone.
#[must_use]
pub fn cost(day: &Day, plan: &Plan) -> Cost {
    let minutes = plan.stretches.iter().map(|it| u64::from(it.during.length().count())).sum();
    Cost {
        adult_minutes: minutes,
        child_moves: child_moves(day, plan),
        imbalance: imbalance(day, plan),
        siblings_apart: siblings_apart(day, plan),
    }
}

fn child_moves(day: &Day, plan: &Plan) -> u64 {
    let mut moves = 0;
    for (g, group) in day.groups().iter().enumerate() {
        let mut before = group.home();
        for b in 0..day.bands().len() {
            let (band, group_no) = (BandNo::at(b), GroupNo::at(g));
            if let Some(room) = plan.room(band, group_no) {
                moves += u64::from(if room == before { 0 } else { group.staying(band) });
                before = room;
            }
        }
    }
    moves
}

fn imbalance(day: &Day, plan: &Plan) -> u64 {
    let late = day.late_minutes(plan);
    let sum = |(adult, late): (&super::Adult, &u32)| {
        let term = u64::from(adult.term_late().count()) + u64::from(*late);
        term * term
    };
    day.adults().iter().zip(&late).map(sum).sum()
}

fn siblings_apart(day: &Day, plan: &Plan) -> u64 {
    let apart = |pair: &super::Siblings| {
        let bands = (0..day.bands().len()).take(pair.bands as usize).map(BandNo::at);
        bands.filter(|band| plan.room(*band, pair.one) != plan.room(*band, pair.other)).count()
    };
    day.siblings().iter().map(|pair| apart(pair) as u64).sum()
}
