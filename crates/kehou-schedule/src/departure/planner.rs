//! The planner: goes on as long as it is told to, and shows the best plan so far.

use super::all::all;
use super::layout::{Layout, Score};
use super::least::{Least, least, least_rooms};
use super::posts::posts;
use super::roster::{plan, roster};
use super::search::Rooms;
use super::tables::Tables;
use crate::check::{Checked, check};
use crate::late_hours::{BandNo, Day, Place, Plan};

/// How good a plan is in a band (P6).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct BandReport {
    /// The band.
    pub band: BandNo,
    /// How many adults are at school in its last minute, when no hand-over is under way.
    pub adults: u32,
    /// The least that any plan needs; none when the rooms can't hold the groups.
    pub least: Option<Least>,
}

/// How good a plan is (P6).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Report {
    /// Band after band.
    pub bands: Vec<BandReport>,
    /// Minutes that adults are at school in any plan, at least; none when there is no plan.
    pub least_minutes: Option<u64>,
}

impl Report {
    /// How a plan of a day compares with what any plan needs.
    #[must_use]
    pub fn of(tables: &Tables<'_>, plan: &Plan) -> Self {
        let day = tables.day;
        let bands: Vec<BandReport> = (0..day.bands().len())
            .map(|band| BandReport {
                band: BandNo::at(band),
                adults: at_school(day, plan, band),
                least: least(tables, band),
            })
            .collect();
        let lengths = tables.bands.iter().map(|it| u64::from(it.length));
        let minutes = bands
            .iter()
            .zip(lengths)
            .map(|(it, length)| it.least.map(|least| u64::from(least.adults) * length));
        let least_minutes: Option<u64> = minutes.sum();
        let hand_over = |pair: (usize, &[BandReport])| {
            let next = pair.1[1].least.map_or(0, |it| it.adults);
            let rooms =
                least_rooms(tables, pair.0, &tables.bands[pair.0 + 1].groups).unwrap_or_default();
            u64::from(rooms.saturating_sub(next)) * u64::from(tables.overlap)
        };
        let hand_overs: u64 = bands.windows(2).enumerate().map(hand_over).sum();
        // Who is lost hands nothing over, so hand-overs may cost nothing then.
        let lost = day.adults().iter().any(|it| it.lost_at().is_some());
        let least_minutes = least_minutes.map(|it| if lost { it } else { it + hand_overs });
        Self { bands, least_minutes }
    }
}

fn at_school(day: &Day, plan: &Plan, band: usize) -> u32 {
    let last = day.bands()[band].ends.count().saturating_sub(1);
    let last = crate::late_hours::Minute::new(last).unwrap_or_default();
    let here = plan.stretches.iter().filter(|it| it.during.holds(last) && it.place != Place::Away);
    u32::try_from(here.count()).unwrap_or(u32::MAX)
}

/// A planner at work. It does the same on every machine: the moves made and the seed alone decide,
/// not how they are shared out over calls.
///
/// # Clauses
///
/// G2, G3, G8, P6 [嘉教体字〔2023〕4号 三(二)].
pub struct Planner<'a, 'd> {
    tables: &'a Tables<'d>,
    rooms: Option<Rooms<'a, 'd>>,
    best: Option<Checked>,
    waiting: bool,
    exact: bool,
}

/// How many moves a step makes at least.
const LOOK: u32 = 2_000;
/// After how many moves people are looked for.
const PEOPLE: u64 = 20_000;

impl<'a, 'd> Planner<'a, 'd> {
    /// A planner that has made no move yet.
    #[must_use]
    pub fn new(tables: &'a Tables<'d>, seed: u64) -> Self {
        let mut planner = Self { tables, rooms: None, best: None, waiting: true, exact: false };
        match all(tables) {
            Some(layouts) => {
                planner.exact = true;
                planner.try_all(&layouts);
            }
            None => planner.rooms = Rooms::new(tables, seed),
        }
        planner
    }

    /// Whether all layouts were tried, so that none is left that is cheaper in minutes and moves;
    /// so it is for days with at most [`MOST_LAYOUTS`](super::MOST_LAYOUTS) of them.
    #[must_use]
    pub const fn is_exact(&self) -> bool {
        self.exact
    }

    fn try_all(&mut self, layouts: &[(Score, Layout)]) {
        for (score, layout) in layouts {
            let cost = self.best.as_ref().map(Checked::cost);
            let known = cost.map(|it| (it.adult_minutes, it.child_moves));
            if known.is_none_or(|it| it >= (score.minutes, score.moves)) {
                self.staff(layout);
            }
        }
    }

    /// The best plan so far; none when no safe plan was found yet, which proves nothing.
    #[must_use]
    pub const fn best(&self) -> Option<&Checked> {
        self.best.as_ref()
    }

    /// How many moves were made.
    #[must_use]
    pub fn moves(&self) -> u64 {
        self.rooms.as_ref().map_or(0, Rooms::made)
    }

    /// Makes at least so many moves, in whole looks of 2,000; says whether the plan became better.
    pub fn step(&mut self, moves: u64) -> bool {
        let before = self.best.as_ref().map(Checked::cost);
        let Some(until) = self.rooms.as_ref().map(|it| it.made() + moves) else { return false };
        while self.moves() < until {
            if let Some(rooms) = &mut self.rooms {
                self.waiting |= rooms.step(LOOK);
            }
            if self.waiting && self.moves().is_multiple_of(PEOPLE) {
                self.waiting = false;
                self.look_for_people();
            }
        }
        self.best.as_ref().map(Checked::cost) != before
    }

    /// Finds people for the best rooms; rooms for which there are none are given up.
    fn look_for_people(&mut self) {
        let Some((score, layout)) = self.rooms.as_ref().map(Rooms::best).cloned() else { return };
        if score.crowded + score.missing == 0 && !self.staff(&layout) {
            self.rooms.iter_mut().for_each(Rooms::refuse);
        }
    }

    /// Finds people for rooms; says whether some were found.
    fn staff(&mut self, layout: &Layout) -> bool {
        let Some(found) = roster(self.tables, &posts(self.tables, layout)) else { return false };
        let plan = plan(self.tables, layout, &found);
        // The checker knows nothing of the search; what it refuses never leaves.
        let Ok(checked) = check(self.tables.day, plan) else { return false };
        if self.best.as_ref().is_none_or(|best| checked.cost() < best.cost()) {
            self.best = Some(checked);
        }
        true
    }
}
