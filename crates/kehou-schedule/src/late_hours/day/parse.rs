//! From what is handed in to a day.

use std::collections::BTreeSet;

use super::{Day, DayParts, Held, Settings};
use crate::late_hours::{
    Adult, Band, BuildingNo, DayError, Group, GroupNo, GroupParts, Minute, Name, Room, RoomNo,
    RoomParts, Siblings, SiblingsParts,
};

impl Day {
    /// The most bands of a day.
    pub const BANDS: usize = 8;
    /// The most groups or rooms of a day.
    pub const GROUPS: usize = 400;
    /// The most adults of a day.
    pub const ADULTS: usize = 800;
    /// The most siblings of a day.
    pub const SIBLINGS: usize = 4_000;

    /// Makes a day of its parts.
    ///
    /// # Errors
    ///
    /// - [`DayError::Size`] when a list is empty or too long; siblings may be none.
    /// - [`DayError::Twice`] and [`DayError::Unknown`] for names.
    /// - [`DayError::Band`] when bands leave gaps or are shorter than the overlap, or the standard
    ///   end lies inside one.
    /// - [`DayError::Staying`] when who stays is not said for each band, or grows.
    /// - [`DayError::Number`] for a limit, size or sum out of bounds.
    pub fn new(parts: DayParts) -> Result<Self, DayError> {
        let DayParts { settings, bands, mut groups, mut rooms, mut adults, siblings } = parts;
        sizes(&[
            ("bands", bands.len(), Self::BANDS),
            ("groups", groups.len(), Self::GROUPS),
            ("rooms", rooms.len(), Self::GROUPS),
            ("adults", adults.len(), Self::ADULTS),
            ("siblings", siblings.len().max(1), Self::SIBLINGS),
        ])?;
        check_bands(&settings, &bands)?;
        groups.sort_by(|a, b| a.name.cmp(&b.name));
        rooms.sort_by(|a, b| a.name.cmp(&b.name));
        adults.sort_by(|a, b| a.name.cmp(&b.name));
        distinct("groups", groups.iter().map(|it| &it.name))?;
        distinct("rooms", rooms.iter().map(|it| &it.name))?;
        distinct("adults", adults.iter().map(|it| &it.name))?;
        let names: BTreeSet<Name> = rooms.iter().map(|it| it.building.clone()).collect();
        let buildings: Vec<Name> = names.into_iter().collect();
        let rooms =
            rooms.into_iter().map(|it| room(it, &buildings)).collect::<Result<Vec<_>, _>>()?;
        let groups = groups
            .into_iter()
            .map(|it| group(it, &rooms, bands.len()))
            .collect::<Result<Vec<_>, _>>()?;
        for adult in &adults {
            number("minutes of a term", adult.term_late.count(), 0..=100_000)?;
        }
        let adults: Vec<Adult> = adults.into_iter().map(Adult).collect();
        let mut siblings =
            siblings.iter().map(|it| pair(it, &groups)).collect::<Result<Vec<_>, _>>()?;
        siblings.sort_unstable();
        let held = Held::default();
        Ok(Self { settings, bands, groups, rooms, buildings, adults, siblings, held })
    }
}

fn sizes(lists: &[(&'static str, usize, usize)]) -> Result<(), DayError> {
    match lists.iter().find(|(_, given, limit)| *given == 0 || given > limit) {
        Some(&(what, given, limit)) => Err(DayError::Size { what, given, limit }),
        None => Ok(()),
    }
}

fn number(
    what: &'static str,
    value: u32,
    range: std::ops::RangeInclusive<u32>,
) -> Result<(), DayError> {
    let (least, most) = range.into_inner();
    let fits = (least..=most).contains(&value);
    if fits { Ok(()) } else { Err(DayError::Number { what, value, least, most }) }
}

fn check_bands(settings: &Settings, bands: &[Band]) -> Result<(), DayError> {
    number("the overlap", settings.overlap.count(), 0..=60)?;
    number("the least on site", settings.least_on_site, 0..=20)?;
    let mut before: Option<Minute> = None;
    for (band, it) in (1..).zip(bands) {
        number("a limit of primary pupils", it.limits.primary, 1..=1_000)?;
        number("a limit of junior pupils", it.limits.junior, 1..=1_000)?;
        let refuse = |problem| Err(DayError::Band { band, problem });
        if before.is_some_and(|end| end != it.starts) {
            return refuse("does not begin when the one before ends; close the gap");
        }
        if it.span().is_empty() || it.span().length() < settings.overlap {
            return refuse("is shorter than a hand-over; join it to another");
        }
        if it.starts < settings.standard_end && settings.standard_end < it.ends {
            return refuse("holds the standard end; let it end there");
        }
        before = Some(it.ends);
    }
    Ok(())
}

fn distinct<'a>(what: &'static str, names: impl Iterator<Item = &'a Name>) -> Result<(), DayError> {
    let mut before: Option<&Name> = None;
    for name in names {
        if before.replace(name) == Some(name) {
            return Err(DayError::Twice { what, name: name.clone() });
        }
    }
    Ok(())
}

fn room(parts: RoomParts, buildings: &[Name]) -> Result<Room, DayError> {
    let RoomParts { name, building, capacity, closed } = parts;
    number("a capacity", capacity, 1..=2_000)?;
    let at = buildings.binary_search(&building);
    let at = at.map_err(|_| DayError::Unknown { what: "building", name: building })?;
    Ok(Room { name, building: BuildingNo::at(at), capacity, closed })
}

fn group(parts: GroupParts, rooms: &[Room], bands: usize) -> Result<Group, DayError> {
    let GroupParts { name, level, roaming, home, staying } = parts;
    let at = rooms.binary_search_by(|room| room.name.cmp(&home));
    let at = at.map_err(|_| DayError::Unknown { what: "room", name: home })?;
    let grown = staying.windows(2).position(|pair| pair[0] < pair[1]).map(|at| at + 2);
    if staying.len() != bands || grown.is_some() {
        return Err(DayError::Staying { group: name, band: grown.unwrap_or(staying.len()) });
    }
    number("the size of a group", staying.iter().copied().max().unwrap_or(0), 0..=500)?;
    let home_building = rooms.get(at).map(|room| room.building).unwrap_or_default();
    Ok(Group { name, level, roaming, home: RoomNo::at(at), home_building, staying })
}

fn pair(parts: &SiblingsParts, groups: &[Group]) -> Result<Siblings, DayError> {
    let find = |name: &Name| {
        let at = groups.binary_search_by(|group| group.name.cmp(name));
        at.map_err(|_| DayError::Unknown { what: "group", name: name.clone() })
    };
    let (one, other) = (find(&parts.one)?, find(&parts.other)?);
    let present = |at: usize| {
        groups.get(at).map_or(0, |it| it.staying.iter().filter(|count| **count > 0).count())
    };
    let stay = present(one).min(present(other));
    number("the bands of siblings", parts.bands, 0..=u32::try_from(stay).unwrap_or(u32::MAX))?;
    Ok(Siblings {
        one: GroupNo::at(one.min(other)),
        other: GroupNo::at(one.max(other)),
        bands: parts.bands,
    })
}
