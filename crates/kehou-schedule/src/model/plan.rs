//! A plan: where each group is in each band, who stays where from when to when, who walks whom.

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

/// One walk at the beginning of a band: adults, and the groups they take along.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Walk {
    /// The band that begins.
    pub band: BandNo,
    /// Who walks.
    pub adults: Vec<AdultNo>,
    /// The groups they take along; without adults nobody walks.
    pub groups: Vec<GroupNo>,
    /// From where.
    pub from: Place,
    /// To where.
    pub to: Place,
}

/// Who leads the duty for a while (G3).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Lead {
    /// Who.
    pub adult: AdultNo,
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
    /// The walks, band after band, in the order in which they happen. The first band needs none:
    /// the teachers of the slot before bring their groups.
    pub walks: Vec<Walk>,
    /// Who leads the duty after the standard end.
    pub leads: Vec<Lead>,
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
