//! A layout with all that its score needs kept at hand, so that one change costs a few additions.

use kehou_registry::Level;

use super::layout::{Heads, Layout, Score};
use super::tables::{NOWHERE, Tables};

/// What a room of a band holds, and how its groups come and go.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Cell {
    /// Children.
    load: u32,
    /// Groups of primary pupils, and of junior pupils.
    groups: [u32; 2],
    /// Rooms of the next band into which groups go on.
    ways: u32,
    /// Rooms of the band before from which groups come.
    into: u32,
}

/// Sums over the rooms of a band.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Sums {
    adults: u32,
    keepers: u32,
    crowded: u32,
    /// Those who bring children and find no place.
    over: u32,
    moves: u32,
    /// The squares of the rooms' children, for they show the way to fewer rooms.
    squares: u32,
}

/// A layout and its sums.
#[derive(Clone)]
pub(super) struct Board<'a, 'd> {
    tables: &'a Tables<'d>,
    layout: Layout,
    cells: Vec<Vec<Cell>>,
    sums: Vec<Sums>,
    /// For each boundary of bands, how many groups go from one room to another.
    flows: Vec<Vec<u16>>,
    apart: u64,
}

impl<'a, 'd> Board<'a, 'd> {
    pub(super) fn new(tables: &'a Tables<'d>, layout: &Layout) -> Self {
        let (bands, rooms) = (tables.bands.len(), tables.capacity.len());
        let empty = Layout { rooms: vec![vec![NOWHERE; tables.groups()]; bands] };
        let mut board = Self {
            tables,
            layout: empty,
            cells: vec![vec![Cell::default(); rooms]; bands],
            sums: vec![Sums::default(); bands],
            flows: vec![vec![0; rooms * rooms]; bands],
            apart: tables
                .day
                .siblings()
                .iter()
                .filter(|it| it.one != it.other)
                .map(|it| u64::from(it.bands))
                .sum(),
        };
        for (band, rooms) in layout.rooms.iter().enumerate() {
            for (group, room) in rooms.iter().enumerate().filter(|it| *it.1 != NOWHERE) {
                board.put(band, group, *room);
            }
        }
        board
    }

    pub(super) const fn layout(&self) -> &Layout {
        &self.layout
    }

    pub(super) fn score(&self) -> Score {
        let mut score = Score { apart: self.apart, ..Score::default() };
        for (sums, stage) in self.sums.iter().zip(&self.tables.bands) {
            let spare = stage.least.saturating_sub(sums.adults);
            let adults = sums.adults + spare;
            let tails = sums.over.saturating_sub(spare);
            score.minutes += u64::from(adults * stage.length + tails * self.tables.overlap);
            score.missing += u64::from(adults.saturating_sub(stage.supply.0))
                + u64::from(sums.keepers.saturating_sub(stage.supply.1));
            score.moves += u64::from(sums.moves);
            score.crowded += u64::from(sums.crowded);
        }
        score
    }

    /// What the search goes by: the score in one number, and a little less where children are
    /// together.
    pub(super) fn height(&self, score: Score) -> i64 {
        let squares: i64 = self.sums.iter().map(|it| i64::from(it.squares)).sum();
        score.blended() - squares / 16
    }

    /// How many children more the adults of a room can have; below 0 when it is too small.
    pub(super) fn slack(&self, band: usize, room: u16) -> i64 {
        let cell = &self.cells[band][usize::from(room)];
        let limits = self.tables.bands[band].limits;
        let limit = limits[usize::from(cell.groups[0] == 0)];
        let most = self.tables.capacity[usize::from(room)].min(self.adults(band, cell) * limit);
        i64::from(most) - i64::from(cell.load)
    }

    /// How many adults each room has in each band.
    pub(super) fn heads(&self) -> Vec<Heads> {
        let heads = |(band, stage): (usize, &super::tables::Stage)| {
            let cells = &self.cells[band];
            let rooms: Vec<u32> = cells.iter().map(|it| self.adults(band, it)).collect();
            let spare = stage.least.saturating_sub(rooms.iter().sum());
            Heads { rooms, spare, ways: cells.iter().map(|it| it.ways).collect() }
        };
        self.tables.bands.iter().enumerate().map(heads).collect()
    }

    /// Brings a group into a room in a band; `NOWHERE` takes it away.
    pub(super) fn put(&mut self, band: usize, group: usize, room: u16) {
        let before = self.layout.rooms[band][group];
        if before == room {
            return;
        }
        let from = band.checked_sub(1).map_or(NOWHERE, |it| self.layout.rooms[it][group]);
        let next = self.layout.rooms.get(band + 1).map_or(NOWHERE, |it| it[group]);
        let touched =
            [(band, before), (band, room), (band.wrapping_sub(1), from), (band + 1, next)];
        self.count(&touched, false);
        self.moved(band, group, false);
        self.hold(band, group, before, false);
        self.hold(band, group, room, true);
        self.flow(band.wrapping_sub(1), (from, before), false);
        self.flow(band.wrapping_sub(1), (from, room), true);
        self.flow(band, (before, next), false);
        self.flow(band, (room, next), true);
        self.layout.rooms[band][group] = room;
        self.moved(band, group, true);
        self.count(&touched, true);
    }

    fn hold(&mut self, band: usize, group: usize, room: u16, comes: bool) {
        let tables = self.tables;
        let Some(cell) = self.cells[band].get_mut(usize::from(room)) else { return };
        let staying = tables.bands[band].staying[group];
        let level = usize::from(tables.levels[group] == Level::Junior);
        if comes {
            cell.load += staying;
            cell.groups[level] += 1;
        } else {
            cell.load -= staying;
            cell.groups[level] -= 1;
        }
        for (other, bands) in &tables.siblings[group] {
            if band < *bands && self.layout.rooms[band][*other] == room {
                self.apart = if comes { self.apart - 1 } else { self.apart + 1 };
            }
        }
    }

    fn flow(&mut self, band: usize, (from, to): (u16, u16), comes: bool) {
        if from == NOWHERE || to == NOWHERE {
            return;
        }
        let (from, to) = (usize::from(from), usize::from(to));
        let flow = &mut self.flows[band][from * self.tables.capacity.len() + to];
        if comes {
            *flow += 1;
            if *flow == 1 {
                self.cells[band][from].ways += 1;
                self.cells[band + 1][to].into += 1;
            }
        } else {
            *flow -= 1;
            if *flow == 0 {
                self.cells[band][from].ways -= 1;
                self.cells[band + 1][to].into -= 1;
            }
        }
    }

    /// Adds or takes away what a group moves when it comes into a band and goes on.
    fn moved(&mut self, band: usize, group: usize, comes: bool) {
        for at in band..(band + 2).min(self.sums.len()) {
            let here = self.layout.rooms[at][group];
            let before = at
                .checked_sub(1)
                .map_or(self.tables.home[group], |it| self.layout.rooms[it][group]);
            if here == NOWHERE || before == here {
                continue;
            }
            let staying = self.tables.bands[at].staying[group];
            let moves = &mut self.sums[at].moves;
            *moves = if comes { *moves + staying } else { *moves - staying };
        }
    }

    fn adults(&self, band: usize, cell: &Cell) -> u32 {
        let limits = self.tables.bands[band].limits;
        let limit = match cell.groups {
            [0, 0] => return 0,
            [0, _] => limits[1],
            [_, 0] => limits[0],
            _ => limits[0].min(limits[1]),
        };
        cell.load.div_ceil(limit).max(cell.ways)
    }

    fn count(&mut self, touched: &[(usize, u16)], comes: bool) {
        for &(band, room) in touched.iter().filter(|it| it.1 != NOWHERE) {
            let cell = self.cells[band][usize::from(room)];
            let adults = self.adults(band, &cell);
            let add = |sum: &mut u32, part: u32| {
                *sum = if comes { *sum + part } else { *sum - part };
            };
            let sums = &mut self.sums[band];
            add(&mut sums.adults, adults);
            add(&mut sums.keepers, adults.min(cell.ways.max(1)));
            add(&mut sums.over, cell.into.saturating_sub(adults));
            add(&mut sums.squares, cell.load * cell.load);
            let capacity = self.tables.capacity[usize::from(room)];
            add(&mut sums.crowded, cell.load.saturating_sub(capacity));
        }
    }
}

#[cfg(test)]
mod tests;
