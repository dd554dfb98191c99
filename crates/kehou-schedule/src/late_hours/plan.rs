//! A plan: where each group is in each band, and who stays where from when to when. Who walks
//! whom, and who leads the duty, follows from it.

use super::{AdultNo, BandNo, GroupNo, Minute, RoomNo, Span};

/// Where an adult or a group is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Place {
    /// Not at school.
    Away,
    /// At school, at the gate or on call, with no room to supervise.
    OnSite,
    /// In a room.
    Room(RoomNo),
}

/// An adult's stay in one place without a break.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Stretch {
    /// Who.
    pub adult: AdultNo,
    /// Where; never [`Place::Away`].
    pub place: Place,
    /// From when to when.
    pub during: Span,
}

/// A plan of the late hours of a day. It may come from anywhere and may be wrong: only
/// [`check`](crate::check::check) says that it is safe.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Plan {
    /// For each band and each group the room in which it is; none when nobody of it stays.
    pub rooms: Vec<Vec<Option<RoomNo>>>,
    /// The stays of all adults.
    pub stretches: Vec<Stretch>,
}

impl Plan {
    /// The room of a group in a band.
    #[must_use]
    pub fn room(&self, band: BandNo, group: GroupNo) -> Option<RoomNo> {
        self.rooms.get(band.index())?.get(group.index()).copied().flatten()
    }

    /// Where an adult is in a minute.
    #[must_use]
    pub fn place(&self, adult: AdultNo, minute: Minute) -> Place {
        let mut stays = self.stretches.iter();
        stays
            .find(|it| it.adult == adult && it.during.holds(minute))
            .map_or(Place::Away, |it| it.place)
    }

    /// From when to when an adult is at school; none when they are not.
    #[must_use]
    pub fn stay(&self, adult: AdultNo) -> Option<Span> {
        let own = || self.stretches.iter().filter(|it| it.adult == adult);
        let from = own().map(|it| it.during.from).min()?;
        let until = own().map(|it| it.during.until).max()?;
        Some(Span { from, until })
    }
}
