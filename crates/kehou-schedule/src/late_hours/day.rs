//! The late hours of one school on one day.

mod parse;

use kehou_registry::Level;
use kehou_units::Minutes;

use super::{
    Adult, AdultNo, AdultParts, Band, BandNo, Group, GroupNo, GroupParts, Held, Minute, Name, Plan,
    Roaming, Room, RoomNo, RoomParts, Siblings, SiblingsParts,
};

/// What holds for the whole day; every number is a dated parameter of the policy or a setting of
/// the school.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Settings {
    /// The end of the published service; late care begins then (T2, G1).
    pub standard_end: Minute,
    /// How long both count when something is handed over (G8).
    pub overlap: Minutes,
    /// How many adults are at school after the standard end, as long as a child is (G3).
    pub least_on_site: u32,
}

/// A day as it is handed in, by names, in any order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DayParts {
    /// What holds for the whole day.
    pub settings: Settings,
    /// The bands, in the order of time, without gaps.
    pub bands: Vec<Band>,
    /// The groups.
    pub groups: Vec<GroupParts>,
    /// The rooms.
    pub rooms: Vec<RoomParts>,
    /// The adults.
    pub adults: Vec<AdultParts>,
    /// Siblings who leave together.
    pub siblings: Vec<SiblingsParts>,
}

/// The late hours of one school on one day; its lists stand in the order of names, so the
/// order of rows handed in changes nothing.
///
/// # Clauses
///
/// G2, G3, G8, T5, S3, S4 [嘉教体字〔2023〕4号 三(二), 三(四)].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Day {
    settings: Settings,
    bands: Vec<Band>,
    groups: Vec<Group>,
    rooms: Vec<Room>,
    buildings: Vec<Name>,
    adults: Vec<Adult>,
    siblings: Vec<Siblings>,
    held: Held,
}

impl Day {
    /// What holds for the whole day.
    #[must_use]
    pub const fn settings(&self) -> Settings {
        self.settings
    }

    /// The bands, in the order of time.
    #[must_use]
    pub fn bands(&self) -> &[Band] {
        &self.bands
    }

    /// The groups, in the order of names.
    #[must_use]
    pub fn groups(&self) -> &[Group] {
        &self.groups
    }

    /// The rooms, in the order of names.
    #[must_use]
    pub fn rooms(&self) -> &[Room] {
        &self.rooms
    }

    /// The names of the buildings, in order.
    #[must_use]
    pub fn buildings(&self) -> &[Name] {
        &self.buildings
    }

    /// The adults, in the order of names.
    #[must_use]
    pub fn adults(&self) -> &[Adult] {
        &self.adults
    }

    /// Siblings who leave together.
    #[must_use]
    pub fn siblings(&self) -> &[Siblings] {
        &self.siblings
    }

    /// What is announced or running and so stays as it is (P5).
    #[must_use]
    pub const fn held(&self) -> &Held {
        &self.held
    }

    pub(super) const fn held_mut(&mut self) -> &mut Held {
        &mut self.held
    }

    pub(super) const fn bands_mut(
        &mut self,
    ) -> (&mut Vec<Band>, &mut Vec<Group>, &mut Vec<Siblings>) {
        (&mut self.bands, &mut self.groups, &mut self.siblings)
    }

    /// The adult that an act changes, such as one who falls ill.
    pub fn adult_parts_mut(&mut self, adult: AdultNo) -> Option<&mut AdultParts> {
        self.adults.get_mut(adult.index()).map(|adult| &mut adult.0)
    }

    /// Closes a room for a stretch of the day.
    pub fn close_room(&mut self, room: RoomNo, during: super::Span) {
        if let Some(room) = self.rooms.get_mut(room.index()) {
            room.closed.push(during);
        }
    }

    /// This day with nobody of a group staying from a band on.
    #[must_use]
    pub fn without(mut self, group: GroupNo, band: BandNo) -> Self {
        let staying = self.groups.get_mut(group.index()).into_iter();
        staying.for_each(|it| it.staying.iter_mut().skip(band.index()).for_each(|it| *it = 0));
        let alone = |it: &&mut Siblings| it.one == group || it.other == group;
        let most = u32::try_from(band.index()).unwrap_or(u32::MAX);
        self.siblings.iter_mut().filter(alone).for_each(|it| it.bands = it.bands.min(most));
        self
    }

    /// This day with a room open all the time.
    #[must_use]
    pub fn reopened(mut self, room: RoomNo) -> Self {
        self.rooms.get_mut(room.index()).into_iter().for_each(|it| it.closed.clear());
        self
    }

    /// Whether a band begins at or after the standard end.
    #[must_use]
    pub fn is_late(&self, band: BandNo) -> bool {
        self.bands.get(band.index()).is_some_and(|it| it.starts >= self.settings.standard_end)
    }

    /// How many children stay into a band; 0 for a band that does not exist.
    #[must_use]
    pub fn staying(&self, band: BandNo) -> u32 {
        self.groups.iter().map(|group| group.staying(band)).sum()
    }

    /// From when to when anybody has to be cared for: the first minute of the first band to the
    /// last of the last band into which a child stays. Empty when nobody stays.
    #[must_use]
    pub fn hours(&self) -> super::Span {
        let from = self.bands.first().map(|it| it.starts).unwrap_or_default();
        let staying = (0..self.bands.len()).filter(|band| self.staying(BandNo::at(*band)) > 0);
        let until = staying.filter_map(|band| self.bands.get(band)).map(|it| it.ends).max();
        super::Span { from, until: until.unwrap_or(from) }
    }

    /// The band in which a minute lies.
    #[must_use]
    pub fn band_at(&self, minute: Minute) -> Option<BandNo> {
        self.bands.iter().position(|it| it.span().holds(minute)).map(BandNo::at)
    }

    /// How many adults some groups need in a room of a band: by the lowest limit of their levels,
    /// a remainder as a whole; none when nobody stays.
    ///
    /// # Clauses
    ///
    /// T5, G3.
    #[must_use]
    pub fn adults_needed(&self, band: BandNo, groups: &[GroupNo]) -> u32 {
        let Some(limits) = self.bands.get(band.index()).map(|it| it.limits) else { return 0 };
        let staying = groups.iter().filter_map(|it| self.groups.get(it.index()));
        let (mut children, mut limit) = (0, limits.of(Level::Junior).max(limits.primary));
        for group in staying.filter(|it| it.staying(band) > 0) {
            children += group.staying(band);
            limit = limit.min(limits.of(group.level));
        }
        children.div_ceil(limit)
    }

    /// Whether a group may be in a room at all: the youngest stay in their building (G8).
    #[must_use]
    pub fn may_be_in(&self, group: GroupNo, room: RoomNo) -> bool {
        let pair = self.groups.get(group.index()).zip(self.rooms.get(room.index()));
        pair.is_some_and(|(group, room)| {
            group.roaming == Roaming::Anywhere || group.home_building == room.building
        })
    }

    /// Each adult's minutes after the standard end under a plan (G7).
    #[must_use]
    pub fn late_minutes(&self, plan: &Plan) -> Vec<u32> {
        let mut late = vec![0; self.adults.len()];
        for stretch in &plan.stretches {
            if let Some(minutes) = late.get_mut(stretch.adult.index()) {
                *minutes += stretch.during.length_from(self.settings.standard_end).count();
            }
        }
        late
    }
}
