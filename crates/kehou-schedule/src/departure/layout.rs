//! Where each group is in each band, and what that alone says about the cost.

use super::tables::{NOWHERE, Tables};

/// The room of each group, band after band.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Layout {
    pub(super) rooms: Vec<Vec<u16>>,
}

/// What a layout costs before people are chosen; compared from the first part to the last.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Score {
    /// Children above the capacity of their rooms.
    pub(super) crowded: u64,
    /// Adults, or own staff, whom a band needs and who are not to be had.
    pub(super) missing: u64,
    /// Minutes that adults are at school.
    pub(super) minutes: u64,
    /// Children who change rooms.
    pub(super) moves: u64,
    /// Siblings in two rooms.
    pub(super) apart: u64,
}

impl Score {
    /// One number for the search, in which a minute weighs less than in the order of parts, so
    /// that there is a way between two good plans.
    pub(super) const fn blended(self) -> u64 {
        self.crowded * 1_000_000
            + self.missing * 100_000
            + self.minutes * 64
            + self.moves * 4
            + self.apart
    }
}

/// How many adults each room has in a band.
#[derive(Clone, Debug, Default)]
pub(super) struct Heads {
    /// In each room.
    pub(super) rooms: Vec<u32>,
    /// Above what the rooms need, so that enough are at school (G3).
    pub(super) spare: u32,
    /// In how many ways the groups of each room go on.
    pub(super) ways: Vec<u32>,
}

impl Heads {
    pub(super) fn all(&self) -> u32 {
        self.rooms.iter().sum::<u32>() + self.spare
    }

    fn keepers(&self) -> u32 {
        self.rooms.iter().zip(&self.ways).map(|(it, ways)| (*it).min((*ways).max(1))).sum()
    }
}

/// Reckons layouts; it keeps its tables from one to the next.
pub(super) struct Reckoner<'a, 'd> {
    tables: &'a Tables<'d>,
    load: Vec<u32>,
    limit: Vec<u32>,
    before: Heads,
    now: Heads,
    into: Vec<u32>,
    seen: Vec<u32>,
    mark: u32,
}

impl<'a, 'd> Reckoner<'a, 'd> {
    pub(super) fn new(tables: &'a Tables<'d>) -> Self {
        let rooms = tables.capacity.len();
        let heads = Heads { rooms: vec![0; rooms], spare: 0, ways: vec![0; rooms] };
        Self {
            tables,
            load: vec![0; rooms],
            limit: vec![0; rooms],
            before: heads.clone(),
            now: heads,
            into: vec![0; rooms],
            seen: vec![0; rooms * rooms],
            mark: 0,
        }
    }

    pub(super) fn score(&mut self, layout: &Layout) -> Score {
        let mut score = Score { apart: apart(self.tables, layout), ..Score::default() };
        self.into.fill(0);
        for band in 0..self.tables.bands.len() {
            score.crowded += self.weigh(layout, band);
            let tails = self.tails();
            let stage = &self.tables.bands[band];
            let adults = self.now.all();
            score.minutes += u64::from(adults * stage.length + tails * self.tables.overlap);
            score.missing += u64::from(adults.saturating_sub(stage.supply.0))
                + u64::from(self.now.keepers().saturating_sub(stage.supply.1));
            score.moves += moves(self.tables, layout, band);
            std::mem::swap(&mut self.before, &mut self.now);
            self.streams(layout, band);
        }
        score
    }

    /// How many adults each room has in each band.
    pub(super) fn heads(&mut self, layout: &Layout) -> Vec<Heads> {
        let bands = 0..self.tables.bands.len();
        bands
            .map(|band| {
                self.weigh(layout, band);
                self.now.clone()
            })
            .collect()
    }

    /// Fills `now`; returns how many children are above the capacity.
    fn weigh(&mut self, layout: &Layout, band: usize) -> u64 {
        let stage = &self.tables.bands[band];
        let rooms = &layout.rooms[band];
        self.load.fill(0);
        self.limit.fill(u32::MAX);
        for group in stage.groups.iter().map(|it| usize::from(*it)) {
            let room = usize::from(rooms[group]);
            self.load[room] += stage.staying[group];
            self.limit[room] = self.limit[room].min(stage.limit[group]);
        }
        self.ways(layout, band);
        let mut crowded = 0;
        for (room, load) in self.load.iter().enumerate() {
            let needed = load.div_ceil(self.limit[room]);
            self.now.rooms[room] = needed.max(self.now.ways[room]);
            crowded += u64::from(load.saturating_sub(self.tables.capacity[room]));
        }
        self.now.spare = stage.least.saturating_sub(self.now.rooms.iter().sum());
        crowded
    }

    /// In how many ways the groups of each room go on into the next band.
    fn ways(&mut self, layout: &Layout, band: usize) {
        self.now.ways.fill(0);
        self.each_stream(layout, band, |this, from, _| this.now.ways[from] += 1);
    }

    /// How many ways lead into each room of the next band.
    fn streams(&mut self, layout: &Layout, band: usize) {
        self.into.fill(0);
        self.each_stream(layout, band, |this, _, to| this.into[to] += 1);
    }

    fn each_stream(
        &mut self,
        layout: &Layout,
        band: usize,
        mut tell: impl FnMut(&mut Self, usize, usize),
    ) {
        let tables = self.tables;
        let Some(next) = tables.bands.get(band + 1) else { return };
        self.mark += 1;
        for group in next.groups.iter().map(|it| usize::from(*it)) {
            let from = usize::from(layout.rooms[band][group]);
            let to = usize::from(layout.rooms[band + 1][group]);
            let seen = &mut self.seen[from * tables.capacity.len() + to];
            if std::mem::replace(seen, self.mark) != self.mark {
                tell(self, from, to);
            }
        }
    }

    /// How many who bring children stay on for a hand-over and then leave (G8).
    fn tails(&self) -> u32 {
        let over = self.into.iter().zip(&self.now.rooms);
        let over: u32 = over.map(|(into, here)| into.saturating_sub(*here)).sum();
        over.saturating_sub(self.now.spare)
    }
}

fn moves(tables: &Tables<'_>, layout: &Layout, band: usize) -> u64 {
    let stage = &tables.bands[band];
    let before = if band == 0 { &tables.home } else { &layout.rooms[band - 1] };
    let here = &layout.rooms[band];
    let groups = stage.groups.iter().map(|it| usize::from(*it));
    groups.filter(|it| before[*it] != here[*it]).map(|it| u64::from(stage.staying[it])).sum()
}

fn apart(tables: &Tables<'_>, layout: &Layout) -> u64 {
    let mut apart = 0;
    for pair in tables.day.siblings() {
        for rooms in layout.rooms.iter().take(pair.bands as usize) {
            apart += u64::from(rooms[pair.one.index()] != rooms[pair.other.index()]);
        }
    }
    apart
}

impl Layout {
    /// Each group where it was, or in its home room; where that can't be, in the room with most
    /// space.
    pub(super) fn start(tables: &Tables<'_>) -> Option<Self> {
        let mut rooms: Vec<Vec<u16>> = Vec::new();
        for (band, stage) in tables.bands.iter().enumerate() {
            let mut here = vec![NOWHERE; tables.groups()];
            let mut free: Vec<i64> = tables.capacity.iter().map(|it| i64::from(*it)).collect();
            let mut groups: Vec<usize> = stage.groups.iter().map(|it| usize::from(*it)).collect();
            groups.sort_by_key(|it| {
                (stage.choices[*it].len(), std::cmp::Reverse(stage.staying[*it]))
            });
            for group in groups {
                let before = rooms.last().map_or(tables.home[group], |it| it[group]);
                let children = i64::from(stage.staying[group]);
                let stays =
                    tables.may(band, group, before) && free[usize::from(before)] >= children;
                let widest =
                    || stage.choices[group].iter().copied().max_by_key(|it| free[usize::from(*it)]);
                let room = if stays { before } else { widest()? };
                free[usize::from(room)] -= children;
                here[group] = room;
            }
            rooms.push(here);
        }
        Some(Self { rooms })
    }
}
