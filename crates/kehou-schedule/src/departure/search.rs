//! The search for rooms: from a plan to a neighbour, and to a worse one now and then.

mod neighbours;

use std::collections::BTreeSet;

use super::board::Board;
use super::layout::{Layout, Score};
use super::random::Random;
use super::tables::Tables;

/// How many moves a search makes before it begins anew from the best one found.
const ROUND: u64 = 300_000;
/// How much higher a neighbour may be at the beginning of a round.
const WIDE: u64 = 2_500;

/// A search that goes on as long as it is told to.
pub(super) struct Rooms<'a, 'd> {
    tables: &'a Tables<'d>,
    board: Board<'a, 'd>,
    random: Random,
    height: i64,
    best: (Score, Layout),
    made: u64,
    changed: Vec<(usize, usize, u16)>,
    /// Layouts for which there are no people.
    refused: BTreeSet<Vec<Vec<u16>>>,
    /// The best layout from which to go on when that is refused: where it began.
    start: (Score, Layout),
}

impl<'a, 'd> Rooms<'a, 'd> {
    /// Begins from where the groups are; none when a group has no room in which it may be.
    pub(super) fn new(tables: &'a Tables<'d>, seed: u64) -> Option<Self> {
        let layout = Layout::start(tables)?;
        Some(Self::from(tables, seed, layout))
    }

    /// Begins from a layout.
    pub(super) fn from(tables: &'a Tables<'d>, seed: u64, layout: Layout) -> Self {
        let board = Board::new(tables, &layout);
        let (score, random) = (board.score(), Random::new(seed));
        Self {
            tables,
            board,
            random,
            height: 0,
            best: (score, layout.clone()),
            made: 0,
            changed: Vec::new(),
            refused: BTreeSet::new(),
            start: (Score::WORST, layout),
        }
    }

    /// The best layout so far.
    pub(super) const fn best(&self) -> &(Score, Layout) {
        &self.best
    }

    /// Gives the best layout up, because there are no people for it; the next best is looked for.
    pub(super) fn refuse(&mut self) {
        let refused = std::mem::replace(&mut self.best, self.start.clone());
        self.refused.insert(refused.1.rooms);
    }

    /// How many moves were made.
    pub(super) const fn made(&self) -> u64 {
        self.made
    }

    /// Makes so many moves; says whether a better one was found.
    pub(super) fn step(&mut self, moves: u32) -> bool {
        let before = self.best.0;
        for _ in 0..moves {
            let at = self.made % ROUND;
            if at == 0 {
                self.board = Board::new(self.tables, &self.best.1);
                self.height = self.board.height(self.board.score());
            }
            self.made = self.made.wrapping_add(1);
            let left = ROUND - at;
            let higher = WIDE * left * left / (ROUND * ROUND);
            self.once(self.height + higher.cast_signed());
        }
        self.best.0 < before
    }

    fn once(&mut self, bound: i64) {
        self.changed.clear();
        match self.random.below(16) {
            0 => self.close(),
            1 => self.swap(),
            2 => self.settle(),
            3..=5 => self.shift(),
            6 | 7 => self.exchange(),
            8..=10 => self.rename(),
            _ => self.join(),
        }
        if self.changed.is_empty() {
            return;
        }
        let score = self.board.score();
        let height = self.board.height(score);
        if height <= bound {
            self.height = height;
            if score < self.best.0 && !self.refused.contains(&self.board.layout().rooms) {
                self.best = (score, self.board.layout().clone());
            }
        } else {
            while let Some((band, group, room)) = self.changed.pop() {
                self.board.put(band, group, room);
            }
        }
    }
}
