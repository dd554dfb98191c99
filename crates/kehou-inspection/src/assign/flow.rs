//! A network of places and paths through what it still lets pass.

use std::collections::VecDeque;

/// An arc and its reverse stand side by side: `arc ^ 1` is the other.
#[derive(Clone, Copy)]
struct Arc {
    to: usize,
    left: u32,
    frozen: bool,
}

/// One step of a path.
#[derive(Clone, Copy)]
pub(super) enum Step {
    /// Along an arc that has room.
    Along(usize),
    /// From one node to another that the caller joins to it for this path.
    Leap(usize, usize),
}

/// A network with whole capacities; pushing along an arc frees as much of its reverse.
pub(super) struct Network {
    arcs: Vec<Arc>,
    leaving: Vec<Vec<usize>>,
}

/// The node that all flow comes from; no path enters it.
pub(super) const SOURCE: usize = 0;

impl Network {
    pub(super) fn new(nodes: usize) -> Self {
        Self { arcs: Vec::new(), leaving: vec![Vec::new(); nodes] }
    }

    /// Adds a node and answers its number.
    pub(super) fn node(&mut self) -> usize {
        self.leaving.push(Vec::new());
        self.leaving.len() - 1
    }

    /// Adds an arc and answers its number.
    pub(super) fn connect(&mut self, from: usize, to: usize, capacity: u32) -> usize {
        let arc = self.arcs.len();
        self.arcs.push(Arc { to, left: capacity, frozen: false });
        self.arcs.push(Arc { to: from, left: 0, frozen: false });
        self.leaving[from].push(arc);
        self.leaving[to].push(arc + 1);
        arc
    }

    /// How much flows along an arc.
    pub(super) fn flow(&self, arc: usize) -> u32 {
        self.arcs[arc ^ 1].left
    }

    /// Where an arc begins and ends.
    pub(super) fn ends(&self, arc: usize) -> (usize, usize) {
        (self.arcs[arc ^ 1].to, self.arcs[arc].to)
    }

    /// What flows along an arc stays: no path uses it or its reverse any more.
    pub(super) fn freeze(&mut self, arc: usize) {
        self.arcs[arc].frozen = true;
        self.arcs[arc ^ 1].frozen = true;
    }

    /// Pushes one unit along an arc that has room.
    pub(super) fn push(&mut self, arc: usize) {
        self.arcs[arc].left -= 1;
        self.arcs[arc ^ 1].left += 1;
    }

    /// The shortest path with room from a node to one that is `wanted`; found whenever there is
    /// one, for every node that can be reached is looked at. `leaps` are further nodes that can be
    /// reached from a node.
    pub(super) fn path(
        &self,
        from: usize,
        leaps: impl Fn(usize) -> Vec<usize>,
        wanted: impl Fn(usize) -> bool,
    ) -> Option<Vec<Step>> {
        let mut came_by: Vec<Option<Step>> = vec![None; self.leaving.len()];
        let mut queue = VecDeque::from([from]);
        while let Some(node) = queue.pop_front() {
            if wanted(node) {
                return Some(self.walk_back(&came_by, node));
            }
            let along = self.leaving[node].iter().filter(|arc| self.has_room(**arc));
            let along = along.map(|arc| (Step::Along(*arc), self.arcs[*arc].to));
            let leaps = leaps(node).into_iter().map(|to| (Step::Leap(node, to), to));
            for (step, to) in along.chain(leaps) {
                if to != from && to != SOURCE && came_by[to].is_none() {
                    came_by[to] = Some(step);
                    queue.push_back(to);
                }
            }
        }
        None
    }

    /// Which nodes can be reached from the source.
    pub(super) fn reached(&self) -> Vec<bool> {
        let mut reached = vec![false; self.leaving.len()];
        let mut stack = vec![SOURCE];
        while let Some(node) = stack.pop() {
            if !std::mem::replace(&mut reached[node], true) {
                let onward = self.leaving[node].iter().filter(|arc| self.has_room(**arc));
                stack.extend(onward.map(|arc| self.arcs[*arc].to));
            }
        }
        reached
    }

    fn has_room(&self, arc: usize) -> bool {
        self.arcs[arc].left > 0 && !self.arcs[arc].frozen
    }

    fn walk_back(&self, came_by: &[Option<Step>], mut node: usize) -> Vec<Step> {
        let mut steps = Vec::new();
        while let Some(step) = came_by[node] {
            steps.push(step);
            node = match step {
                Step::Along(arc) => self.ends(arc).0,
                Step::Leap(from, _) => from,
            };
        }
        steps.reverse();
        steps
    }
}
