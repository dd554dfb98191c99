//! From a layout to its neighbours.

use super::Rooms;
use crate::departure::tables::NOWHERE;

impl Rooms<'_, '_> {
    fn put(&mut self, band: usize, group: usize, room: u16) {
        let here = self.board.layout().rooms[band][group];
        if here != room && here != NOWHERE && self.tables.may(band, group, room) {
            self.changed.push((band, group, here));
            self.board.put(band, group, room);
        }
    }

    /// From which band to which something changes: mostly to the last.
    fn range(&mut self) -> std::ops::Range<usize> {
        let bands = self.tables.bands.len();
        let from = self.random.below(bands);
        let until = if self.random.below(4) == 0 {
            from + 1 + self.random.below(bands - from)
        } else {
            bands
        };
        from..until
    }

    fn group(&mut self, band: usize) -> Option<usize> {
        self.random.pick(&self.tables.bands[band].groups).map(usize::from)
    }

    /// A group goes to another room, mostly one in use.
    pub(super) fn shift(&mut self) {
        let range = self.range();
        let Some(group) = self.group(range.start) else { return };
        let room = match self.random.below(12) {
            0 => self.random.pick(&self.tables.bands[range.start].choices[group]),
            _ => self.beside(range.start, group),
        };
        let Some(room) = room else { return };
        range.for_each(|band| self.put(band, group, room));
    }

    /// A room in use, with space for a group if one of a few has it.
    fn beside(&mut self, band: usize, group: usize) -> Option<u16> {
        let host = self.host(band, group)?;
        Some(self.board.layout().rooms[band][host])
    }

    /// Groups that come from one room and are together go to the room of another group and along
    /// with it from then on, so that nobody has to part from them.
    pub(super) fn join(&mut self) {
        let band = self.random.below(self.tables.bands.len());
        let Some(group) = self.group(band) else { return };
        let Some(host) = self.host(band, group) else { return };
        for group in self.together(band, group) {
            self.follow(band, group, host);
        }
    }

    /// All who are in one room go to the room from which one of them came, and who is there
    /// comes back: the company of each stays as it is.
    pub(super) fn rename(&mut self) {
        let range = self.range();
        let Some(group) = self.group(range.start) else { return };
        let rooms = &self.board.layout().rooms;
        let before =
            range.start.checked_sub(1).map_or(self.tables.home[group], |it| rooms[it][group]);
        let (one, other) = (rooms[range.start][group], before);
        if one == other {
            return;
        }
        let tables = self.tables;
        for band in range {
            for group in tables.bands[band].groups.iter().map(|it| usize::from(*it)) {
                let here = self.board.layout().rooms[band][group];
                if here == one {
                    self.put(band, group, other);
                } else if here == other {
                    self.put(band, group, one);
                }
            }
        }
    }

    /// Two such parties change places.
    pub(super) fn exchange(&mut self) {
        let band = self.random.below(self.tables.bands.len());
        let Some((one, other)) = self.group(band).zip(self.group(band)) else { return };
        let (ones, others) = (self.together(band, one), self.together(band, other));
        let rooms = self.board.layout().rooms[band..].iter();
        let ways: Vec<(u16, u16)> = rooms.map(|it| (it[one], it[other])).collect();
        for (at, (a, b)) in (band..).zip(ways) {
            if a == NOWHERE || b == NOWHERE {
                return;
            }
            ones.iter().for_each(|group| self.put(at, *group, b));
            others.iter().for_each(|group| self.put(at, *group, a));
        }
    }

    /// The groups in the room of a group that were in one room with it before.
    fn together(&self, band: usize, group: usize) -> Vec<usize> {
        let Some(before) = band.checked_sub(1) else { return vec![group] };
        let rooms = &self.board.layout().rooms;
        let same = |other: &usize| {
            rooms[band][*other] == rooms[band][group]
                && rooms[before][*other] == rooms[before][group]
        };
        self.tables.bands[band].groups.iter().map(|it| usize::from(*it)).filter(same).collect()
    }

    fn follow(&mut self, from: usize, group: usize, host: usize) {
        for band in from..self.tables.bands.len() {
            match self.board.layout().rooms[band][host] {
                NOWHERE => return,
                room => self.put(band, group, room),
            }
        }
    }

    /// A group in another room, with space for a group if one of a few has it.
    fn host(&mut self, band: usize, group: usize) -> Option<usize> {
        let staying = i64::from(self.tables.bands[band].staying[group]);
        let here = self.board.layout().rooms[band][group];
        let mut host = None;
        for _ in 0..4 {
            let other = self.group(band)?;
            let there = self.board.layout().rooms[band][other];
            host = Some(other);
            if there != here && self.board.slack(band, there) >= staying {
                break;
            }
        }
        host
    }

    /// A group stays where it was before, or at home.
    pub(super) fn settle(&mut self) {
        let range = self.range();
        let Some(group) = self.group(range.start) else { return };
        let before = range.start.checked_sub(1).map(|band| self.board.layout().rooms[band][group]);
        let room = before.unwrap_or(self.tables.home[group]);
        range.for_each(|band| self.put(band, group, room));
    }

    /// Two groups change places.
    pub(super) fn swap(&mut self) {
        let range = self.range();
        let (one, other) = (self.group(range.start), self.group(range.start));
        let Some((one, other)) = one.zip(other) else { return };
        for band in range {
            let (a, b) =
                (self.board.layout().rooms[band][one], self.board.layout().rooms[band][other]);
            if a != NOWHERE && b != NOWHERE {
                self.put(band, one, b);
                self.put(band, other, a);
            }
        }
    }

    /// A room is given up: each of its parties goes to other groups.
    pub(super) fn close(&mut self) {
        let band = self.random.below(self.tables.bands.len());
        let Some(of) = self.group(band) else { return };
        let room = self.board.layout().rooms[band][of];
        let tables = self.tables;
        for group in tables.bands[band].groups.iter().map(|it| usize::from(*it)) {
            if self.board.layout().rooms[band][group] == room {
                let Some(host) = self.host(band, group) else { return };
                for group in self.together(band, group) {
                    self.follow(band, group, host);
                }
            }
        }
    }
}
