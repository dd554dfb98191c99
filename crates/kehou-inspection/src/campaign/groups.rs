//! Groups of inspectors, in the order of the tickets that the revealed seed gives.

use std::collections::{BTreeMap, BTreeSet};

use kehou_draw::{Sampler, TicketNumber};
use kehou_registry::SchoolCode;

use super::AssignOrder;
use crate::assign::{AssignError, InspectorNo, Pairing, assign};

/// The id under which a pair of a school and an inspector gets its ticket: `3708290001/12`.
///
/// The seed is the one of the schools' draw, so that nobody could choose a group before it was
/// known, and anybody can repeat the order of the tickets afterwards.
#[must_use]
pub fn pairing_id(school: &SchoolCode, inspector: InspectorNo) -> String {
    format!("{school}/{inspector}")
}

/// Every pair of a school and an inspector in the order of their tickets.
pub(super) fn tickets(sampler: &Sampler, order: &AssignOrder) -> Vec<Pairing> {
    let mut tickets: Vec<(TicketNumber, String, Pairing)> = Vec::new();
    for visit in &order.visits {
        for inspector in &order.pool {
            let id = pairing_id(&visit.school, *inspector);
            tickets.push((sampler.number(&id), id, (visit.school.clone(), *inspector)));
        }
    }
    tickets.sort_unstable();
    tickets.into_iter().map(|(_, _, pairing)| pairing).collect()
}

/// The groups that follow from a seed and an order. (I6)
pub(super) fn groups(
    sampler: &Sampler,
    order: &AssignOrder,
) -> Result<BTreeMap<SchoolCode, BTreeSet<InspectorNo>>, AssignError> {
    let tickets = tickets(sampler, order);
    Ok(assign(&order.visits, &tickets, &order.recusals, &order.settings)?.groups)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        assign::{AssignSettings, Visit},
        campaign::testing::day,
    };

    /// Anybody who knows the seed can repeat the order: the lowest tickets of a school are its group.
    #[test]
    fn the_group_of_a_school_are_the_lowest_tickets_of_its_pairs() {
        for seed in ["01382438112797316654", "种子", ""] {
            let sampler = Sampler::new(seed);
            let order = AssignOrder {
                on: day(4, 3),
                settings: AssignSettings { group_size: 3, smallest_group: 3 },
                visits: vec![Visit { school: "3708290001".parse().unwrap(), round: None }],
                pool: (1..=12).map(InspectorNo::new).collect(),
                recusals: Vec::new(),
            };
            let groups = groups(&sampler, &order).unwrap();
            let mut numbers: Vec<_> = (1..=12)
                .map(|inspector| (sampler.number(&format!("3708290001/{inspector}")), inspector))
                .collect();
            numbers.sort_unstable();
            let lowest = numbers.into_iter().take(3).map(|(_, one)| InspectorNo::new(one));
            assert_eq!(groups.into_values().next(), Some(lowest.collect()), "{seed}");
        }
    }
}
