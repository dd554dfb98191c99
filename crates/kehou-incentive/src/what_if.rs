//! What if another pack had been in force: who moves, by how much, before it is voted on.

use std::collections::BTreeMap;

use kehou_registry::SchoolCode;

use crate::{
    card::Card, facts::StaffFacts, kind::StaffGroup, pack::Packs, quantity::Points,
    score::score_all, written::StaffRef,
};

/// How a person moves.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Move {
    /// Who.
    pub staff: StaffRef,
    /// The school where the person serves.
    pub school: SchoolCode,
    /// The group by post.
    pub group: StaffGroup,
    /// Points by the pack in force.
    pub before: Points,
    /// Points by the other pack.
    pub after: Points,
    /// The rank among all by the pack in force, from 1; who is level shares one.
    pub rank_before: u32,
    /// The rank by the other pack.
    pub rank_after: u32,
}

impl Move {
    /// By how much the points change, in units of 10⁻⁸ point.
    #[must_use]
    pub const fn change(&self) -> i64 {
        // Both are at most 10^10.
        self.after.units().cast_signed() - self.before.units().cast_signed()
    }
}

/// How many move and by how much, added up.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Moves {
    /// How many persons.
    pub persons: u32,
    /// How many gain hundredths of a point.
    pub gain: u32,
    /// How many lose some.
    pub lose: u32,
    /// All changes added up, in units of 10⁻⁸ point; divided by the persons it is the mean.
    pub change: i64,
    /// The largest gain, in units of 10⁻⁸ point; 0 when nobody gains.
    pub most_gained: i64,
    /// The largest loss, as a negative number; 0 when nobody loses.
    pub most_lost: i64,
}

impl Moves {
    fn add(&mut self, one: &Move) {
        let change = one.change();
        let (before, after) = (one.before.hundredths(), one.after.hundredths());
        self.persons += 1;
        self.gain += u32::from(after > before);
        self.lose += u32::from(after < before);
        self.change += change;
        self.most_gained = self.most_gained.max(change);
        self.most_lost = self.most_lost.min(change);
    }
}

/// Who would move by another pack over the same facts.
///
/// # Clauses
///
/// S1, S7.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WhatIf {
    /// Every person, in the order given.
    pub moves: Vec<Move>,
    /// Everybody added up.
    pub all: Moves,
    /// By school.
    pub schools: BTreeMap<SchoolCode, Moves>,
    /// By group.
    pub groups: BTreeMap<StaffGroup, Moves>,
}

/// Scores the same facts by two packs and tells who moves; nothing is decided by it.
#[must_use]
pub fn what_if(in_force: &Packs, other: &Packs, facts: &[StaffFacts]) -> WhatIf {
    let [before, after] = [in_force, other].map(|packs| score_all(packs, facts));
    let [ranks_before, ranks_after] = [&before, &after].map(|cards| ranks(cards));
    let mut told = WhatIf {
        moves: Vec::with_capacity(facts.len()),
        all: Moves::default(),
        schools: BTreeMap::new(),
        groups: BTreeMap::new(),
    };
    let ranks = ranks_before.into_iter().zip(ranks_after);
    for ((before, after), (rank_before, rank_after)) in before.into_iter().zip(after).zip(ranks) {
        let one = Move {
            staff: before.staff,
            school: before.school,
            group: before.group,
            before: before.total,
            after: after.total,
            rank_before,
            rank_after,
        };
        told.all.add(&one);
        match told.schools.get_mut(&one.school) {
            Some(school) => school.add(&one),
            None => told.schools.entry(one.school.clone()).or_default().add(&one),
        }
        told.groups.entry(one.group).or_default().add(&one);
        told.moves.push(one);
    }
    told
}

/// The rank of each card among all, by hundredths of a point.
fn ranks(cards: &[Card]) -> Vec<u32> {
    let hundredths: Vec<u64> = cards.iter().map(|card| card.total.hundredths()).collect();
    let mut sorted = hundredths.clone();
    sorted.sort_unstable_by_key(|it| std::cmp::Reverse(*it));
    let rank = |own: &u64| sorted.partition_point(|other| other > own) + 1;
    hundredths.iter().map(|own| u32::try_from(rank(own)).unwrap_or(u32::MAX)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{pack::ScorePack, testing};

    const SHIPPED: &str = include_str!("../data/score-pack-370829.toml");

    #[test]
    fn the_same_pack_moves_nobody() {
        let packs = Packs::new(ScorePack::shipped().unwrap());
        let told = what_if(&packs, &packs, &testing::county(100, 1));
        assert_eq!(
            (told.all.persons, told.all.gain, told.all.lose, told.all.change),
            (100, 0, 0, 0)
        );
        assert!(told.moves.iter().all(|one| one.rank_before == one.rank_after));
    }

    #[test]
    fn what_one_pack_takes_from_load_it_gives_to_who_leads_more_kinds() {
        let text = SHIPPED.replacen("weight_percent = \"45\"", "weight_percent = \"35\"", 1);
        let text = text.replacen(
            "weight_percent = \"10\"\nsource = \"activities\"",
            "weight_percent = \"20\"\nsource = \"activities\"",
            1,
        );
        let other = Packs::new(ScorePack::load("other.toml", &text).unwrap());
        let packs = Packs::new(ScorePack::shipped().unwrap());
        let facts = testing::county(200, 2);
        let told = what_if(&packs, &other, &facts);
        assert!(told.all.gain > 0 && told.all.lose > 0);
        let [before, after] = [&packs, &other].map(|packs| score_all(packs, &facts));
        for ((one, before), after) in told.moves.iter().zip(before).zip(after) {
            assert_eq!((one.before, one.after), (before.total, after.total));
        }
        let sum = |moves: &[&Moves]| moves.iter().map(|it| it.change).sum::<i64>();
        assert_eq!(sum(&told.schools.values().collect::<Vec<_>>()), told.all.change);
        assert_eq!(sum(&told.groups.values().collect::<Vec<_>>()), told.all.change);
        let best = told.moves.iter().max_by_key(|one| one.after).unwrap();
        assert_eq!(best.rank_after, 1);
        assert_eq!(told.schools.len(), 5);
    }
}
