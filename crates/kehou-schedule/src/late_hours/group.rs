//! Groups of children, and siblings who leave together.

use kehou_registry::Level;

use super::{BandNo, BuildingNo, GroupNo, Name, RoomNo};

/// Where a group may be brought.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Roaming {
    /// To any room.
    Anywhere,
    /// Within the building of its home room: the youngest grades (G8).
    HomeBuilding,
}

/// A group as it is handed in, by names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GroupParts {
    /// What the school calls it.
    pub name: Name,
    /// Primary or junior.
    pub level: Level,
    /// Where it may be brought.
    pub roaming: Roaming,
    /// The room in which it is when the late hours begin.
    pub home: Name,
    /// How many of its children stay into each band; never more than into the band before.
    pub staying: Vec<u32>,
}

/// A group of children who stay together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Group {
    pub(super) name: Name,
    pub(super) level: Level,
    pub(super) roaming: Roaming,
    pub(super) home: RoomNo,
    pub(super) home_building: BuildingNo,
    pub(super) staying: Vec<u32>,
}

impl Group {
    /// What the school calls it.
    #[must_use]
    pub const fn name(&self) -> &Name {
        &self.name
    }

    /// Primary or junior.
    #[must_use]
    pub const fn level(&self) -> Level {
        self.level
    }

    /// Where it may be brought.
    #[must_use]
    pub const fn roaming(&self) -> Roaming {
        self.roaming
    }

    /// The room in which it is when the late hours begin.
    #[must_use]
    pub const fn home(&self) -> RoomNo {
        self.home
    }

    /// The building of its home room.
    #[must_use]
    pub const fn home_building(&self) -> BuildingNo {
        self.home_building
    }

    /// How many of its children stay into a band; 0 for a band that does not exist.
    #[must_use]
    pub fn staying(&self, band: BandNo) -> u32 {
        self.staying.get(band.index()).copied().unwrap_or_default()
    }
}

/// Siblings of two groups as they are handed in, by names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SiblingsParts {
    /// The group of one.
    pub one: Name,
    /// The group of the other.
    pub other: Name,
    /// Into how many bands, from the first, both stay; they leave together.
    pub bands: u32,
}

/// Siblings in two groups who leave together, so waiting in one room is better.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Siblings {
    /// The group of one, the lower number.
    pub one: GroupNo,
    /// The group of the other.
    pub other: GroupNo,
    /// Into how many bands, from the first, both stay.
    pub bands: u32,
}
