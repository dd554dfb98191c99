//! Rooms.

use super::{BuildingNo, Name, Span};

/// A room as it is handed in, by names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RoomParts {
    /// What the school calls it.
    pub name: Name,
    /// The building in which it is.
    pub building: Name,
    /// How many children it may hold.
    pub capacity: u32,
    /// When it can't be used.
    pub closed: Vec<Span>,
}

/// A room.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Room {
    pub(super) name: Name,
    pub(super) building: BuildingNo,
    pub(super) capacity: u32,
    pub(super) closed: Vec<Span>,
}

impl Room {
    /// What the school calls it.
    #[must_use]
    pub const fn name(&self) -> &Name {
        &self.name
    }

    /// The building in which it is.
    #[must_use]
    pub const fn building(&self) -> BuildingNo {
        self.building
    }

    /// How many children it may hold.
    #[must_use]
    pub const fn capacity(&self) -> u32 {
        self.capacity
    }

    /// When it can't be used.
    #[must_use]
    pub fn closed(&self) -> &[Span] {
        &self.closed
    }

    /// Whether it can be used for all of a stretch.
    #[must_use]
    pub fn is_open(&self, during: Span) -> bool {
        !self.closed.iter().any(|closed| closed.overlaps(during))
    }
}
