//! Where each group is in each band.

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
    /// Worse than any layout.
    pub(super) const WORST: Self = Self {
        crowded: u64::MAX,
        missing: u64::MAX,
        minutes: u64::MAX,
        moves: u64::MAX,
        apart: u64::MAX,
    };

    /// One number for the search, in which a minute weighs less than in the order of parts, so
    /// that there is a way between two good plans.
    pub(super) const fn blended(self) -> i64 {
        (self.crowded * 1_000_000
            + self.missing * 100_000
            + self.minutes * 64
            + self.moves * 4
            + self.apart)
            .cast_signed()
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
