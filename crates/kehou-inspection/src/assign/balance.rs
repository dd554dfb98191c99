//! The places filled, evened out, and put in the order of the tickets.

use std::collections::{BTreeMap, BTreeSet};

use kehou_registry::SchoolCode;

use super::{
    Assignment, InspectorNo, Pairing, Task,
    flow::{Network, SOURCE, Step},
};

const SINK: usize = 1;

/// The network of a task: from the source to each inspector as many visits as they make, through
/// the rounds they are in to the schools, from each school as many places as its group has.
pub(super) struct Roster {
    network: Network,
    /// The node of each inspector and the arc that carries their load.
    inspectors: BTreeMap<InspectorNo, (usize, usize)>,
    /// The inspectors' arcs by node.
    loads: BTreeMap<usize, usize>,
    /// The arc of each pair that is not barred.
    pairs: BTreeMap<Pairing, usize>,
    /// Where the arc of each barred pair would begin and end.
    barred: BTreeMap<Pairing, (usize, usize)>,
    places: u32,
    filled: u32,
}

impl Roster {
    /// Fills as many places as can be filled.
    pub(super) fn fill(task: &Task<'_>, barred: &BTreeSet<Pairing>) -> Self {
        let mut roster = Self::empty(task, barred);
        while let Some(steps) = roster.network.path(SOURCE, |_| Vec::new(), |node| node == SINK) {
            roster.take(&steps);
            roster.filled += 1;
        }
        roster
    }

    fn empty(task: &Task<'_>, barred: &BTreeSet<Pairing>) -> Self {
        let visits = u32::try_from(task.visits.len()).unwrap_or(u32::MAX);
        let mut roster = Self {
            network: Network::new(2),
            inspectors: BTreeMap::new(),
            loads: BTreeMap::new(),
            pairs: BTreeMap::new(),
            barred: BTreeMap::new(),
            places: visits.saturating_mul(task.group_size),
            filled: 0,
        };
        for inspector in task.inspectors {
            let node = roster.network.node();
            let load = roster.network.connect(SOURCE, node, visits);
            roster.inspectors.insert(*inspector, (node, load));
            roster.loads.insert(node, load);
        }
        let mut rounds: BTreeMap<(InspectorNo, u32), usize> = BTreeMap::new();
        for visit in task.visits {
            let school = roster.network.node();
            roster.network.connect(school, SINK, task.group_size);
            for (inspector, (node, _)) in &roster.inspectors {
                let network = &mut roster.network;
                let from = visit.round.map_or(*node, |round| {
                    *rounds.entry((*inspector, round)).or_insert_with(|| {
                        let in_round = network.node();
                        network.connect(*node, in_round, 1);
                        in_round
                    })
                });
                let pairing = (visit.school.clone(), *inspector);
                if barred.contains(&pairing) {
                    roster.barred.insert(pairing, (from, school));
                } else {
                    roster.pairs.insert(pairing, network.connect(from, school, 1));
                }
            }
        }
        roster
    }

    /// How many places stay empty.
    pub(super) const fn short_by(&self) -> u32 {
        self.places - self.filled
    }

    /// The barred pairs that keep places empty: those that lead over the cut behind which no place
    /// can be filled. Allowing all others would fill none of them.
    pub(super) fn over_the_cut(&self) -> BTreeSet<Pairing> {
        let reached = self.network.reached();
        let over = |(_, (from, to)): &(&Pairing, &(usize, usize))| reached[*from] && !reached[*to];
        self.barred.iter().filter(over).map(|(pairing, _)| pairing.clone()).collect()
    }

    /// Moves visits to inspectors with at least two fewer until no such move exists: the sum of
    /// squared loads is then the smallest, for the loads of complete assignments are the bases of
    /// an integral polymatroid, on which a sum of convex terms without an improving exchange of one
    /// unit is smallest.
    pub(super) fn even_out(&mut self) {
        while let Some((to, from, steps)) = self.exchange() {
            self.network.push(self.loads[&to]);
            self.take(&steps);
            self.network.push(self.loads[&from] ^ 1);
        }
    }

    /// An inspector who can take over a visit, one with at least two more, and how.
    fn exchange(&self) -> Option<(usize, usize, Vec<Step>)> {
        self.loads.keys().find_map(|to| {
            let load = self.load(*to)?;
            let has_more = |node| self.load(node).is_some_and(|other| other >= load + 2);
            let steps = self.network.path(*to, |_| Vec::new(), has_more)?;
            let from = match steps.last()? {
                Step::Along(arc) => self.network.ends(*arc).1,
                Step::Leap(_, node) => *node,
            };
            Some((*to, from, steps))
        })
    }

    /// Takes in each pair, in the order of the tickets, that some complete assignment with the
    /// smallest sum of squares contains together with the pairs taken in before.
    ///
    /// Such an assignment exists if and only if a cycle through the pair costs nothing: one along
    /// which visits change hands and loads stay, or two inspectors whose loads differ by one swap
    /// them. What two assignments of equal cost differ in falls apart into such cycles.
    pub(super) fn follow(&mut self, tickets: &[Pairing]) {
        for pairing in tickets {
            let Some(arc) = self.pairs.get(pairing).copied() else { continue };
            if self.network.flow(arc) == 0 {
                let (from, school) = self.network.ends(arc);
                let steps = self.network.path(school, |node| self.swaps(node), |at| at == from);
                let Some(steps) = steps else { continue };
                self.take(&steps);
                self.network.push(arc);
            }
            self.network.freeze(arc);
        }
    }

    /// The inspectors who can take over one visit from an inspector so that the two loads swap.
    fn swaps(&self, node: usize) -> Vec<usize> {
        let Some(load) = self.load(node) else { return Vec::new() };
        let nodes = self.loads.keys().copied();
        nodes.filter(|other| self.load(*other).is_some_and(|less| less + 1 == load)).collect()
    }

    fn load(&self, node: usize) -> Option<u32> {
        self.loads.get(&node).map(|arc| self.network.flow(*arc))
    }

    fn take(&mut self, steps: &[Step]) {
        for step in steps {
            match step {
                Step::Along(arc) => self.network.push(*arc),
                Step::Leap(from, to) => {
                    self.network.push(self.loads[from] ^ 1);
                    self.network.push(self.loads[to]);
                }
            }
        }
    }

    pub(super) fn into_assignment(self) -> Assignment {
        let mut groups: BTreeMap<SchoolCode, BTreeSet<InspectorNo>> = BTreeMap::new();
        for ((school, inspector), arc) in &self.pairs {
            if self.network.flow(*arc) > 0 {
                groups.entry(school.clone()).or_default().insert(*inspector);
            }
        }
        let load = |(no, (_, arc)): (&InspectorNo, &(usize, usize))| (*no, self.network.flow(*arc));
        Assignment { groups, loads: self.inspectors.iter().map(load).collect() }
    }
}
