//! A day as tables that the search reads fast.

use kehou_registry::Level;

use crate::late_hours::{Adult, BandNo, Day, GroupNo, RoomNo, Span, Tie, Vetting};

/// No room: nobody of the group stays.
pub(super) const NOWHERE: u16 = u16::MAX;

/// The tables of a day, made once and read by the planner, the bound and repairs.
pub struct Tables<'a> {
    pub(super) day: &'a Day,
    pub(super) bands: Vec<Stage>,
    pub(super) capacity: Vec<u32>,
    /// The level of each group.
    pub(super) levels: Vec<Level>,
    /// For each group its siblings' groups, and into how many bands they wait together.
    pub(super) siblings: Vec<Vec<(usize, usize)>>,
    /// The home room of each group.
    pub(super) home: Vec<u16>,
    pub(super) overlap: u32,
}

/// A band in numbers.
pub(super) struct Stage {
    pub(super) length: u32,
    /// How many of each group stay.
    pub(super) staying: Vec<u32>,
    /// The limit of each group's level (T5).
    pub(super) limit: Vec<u32>,
    /// The limits of a room with primary pupils, and with juniors only.
    pub(super) limits: [u32; 2],
    /// The groups of whom somebody stays.
    pub(super) groups: Vec<u16>,
    /// For each group the rooms in which it may be.
    pub(super) choices: Vec<Vec<u16>>,
    /// How many adults must be at school at least.
    pub(super) least: u32,
    /// How many adults could serve in it, and how many of them are own staff.
    pub(super) supply: (u32, u32),
}

impl<'a> Tables<'a> {
    /// Makes the tables of a day.
    #[must_use]
    pub fn of(day: &'a Day) -> Self {
        let bands = (0..day.bands().len()).map(|band| Stage::of(day, BandNo::at(band))).collect();
        let home = day.groups().iter().map(|it| number(it.home())).collect();
        let capacity = day.rooms().iter().map(crate::late_hours::Room::capacity).collect();
        let levels = day.groups().iter().map(crate::late_hours::Group::level).collect();
        let mut siblings = vec![Vec::new(); day.groups().len()];
        for pair in day.siblings().iter().filter(|it| it.one != it.other) {
            let (one, other) = (pair.one.index(), pair.other.index());
            siblings[one].push((other, pair.bands as usize));
            siblings[other].push((one, pair.bands as usize));
        }
        let overlap = day.settings().overlap.count();
        Self { day, bands, capacity, levels, siblings, home, overlap }
    }

    pub(super) fn groups(&self) -> usize {
        self.home.len()
    }

    pub(super) fn may(&self, band: usize, group: usize, room: u16) -> bool {
        self.bands[band].choices[group].binary_search(&room).is_ok()
    }
}

impl Stage {
    fn of(day: &Day, band: BandNo) -> Self {
        let it = &day.bands()[band.index()];
        let staying: Vec<u32> = day.groups().iter().map(|group| group.staying(band)).collect();
        let limit = day.groups().iter().map(|group| it.limits.of(group.level())).collect();
        let all = (0..day.groups().len()).map(GroupNo::at);
        let groups = all.clone().filter(|group| staying[group.index()] > 0);
        let anybody = staying.iter().any(|it| *it > 0);
        let serving = || day.adults().iter().filter(|adult| could_serve(day, adult, it.span()));
        let count = |adults: usize| u32::try_from(adults).unwrap_or(u32::MAX);
        Self {
            length: it.span().length().count(),
            limit,
            limits: [it.limits.primary, it.limits.junior],
            groups: groups.map(|group| index(group.index())).collect(),
            choices: all.map(|group| choices(day, band, group)).collect(),
            least: if anybody && day.is_late(band) { day.settings().least_on_site } else { 0 },
            supply: (count(serving().count()), count(serving().filter(|it| it.is_own()).count())),
            staying,
        }
    }
}

fn choices(day: &Day, band: BandNo, group: GroupNo) -> Vec<u16> {
    let span = day.bands()[band.index()].span();
    let told = day.held().room(band, group);
    let rooms = (0..day.rooms().len()).map(RoomNo::at);
    let fits = |room: &RoomNo| {
        told.is_none_or(|told| told == *room)
            && day.may_be_in(group, *room)
            && day.rooms()[room.index()].is_open(span)
    };
    rooms.filter(fits).map(number).collect()
}

pub(super) fn number(room: RoomNo) -> u16 {
    index(room.index())
}

pub(super) fn index(index: usize) -> u16 {
    u16::try_from(index).unwrap_or(NOWHERE)
}

/// Whether an adult can and may serve through a stretch (S3, S4, T6).
pub(super) fn could_serve(day: &Day, adult: &Adult, during: Span) -> bool {
    let late = during.length_from(day.settings().standard_end);
    let before =
        |limit: Option<crate::late_hours::Minute>| limit.is_none_or(|it| during.until <= it);
    adult.tie() != Tie::Outside(Vetting::NotValid)
        && adult.available().iter().any(|it| it.covers(during))
        && before(adult.statutory_end())
        && before(adult.care().latest)
        && before(adult.lost_at())
        && adult.care().most_late.is_none_or(|most| late <= most)
}
