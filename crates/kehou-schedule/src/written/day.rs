//! A day in JSON.

use kehou_registry::Level;
use kehou_units::Minutes;
use serde::Deserialize;

use super::{WrittenError, minute, name, span};
use crate::late_hours::{
    AdultParts, Band, CareLimits, Day, DayParts, GroupParts, Limits, Roaming, RoomParts, Settings,
    SiblingsParts, Tie, Vetting,
};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct DayText {
    standard_end: String,
    overlap: u32,
    least_on_site: u32,
    bands: Vec<BandText>,
    groups: Vec<GroupText>,
    rooms: Vec<RoomText>,
    adults: Vec<AdultText>,
    #[serde(default)]
    siblings: Vec<SiblingsText>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct BandText {
    starts: String,
    ends: String,
    primary_limit: u32,
    junior_limit: u32,
}

#[derive(Deserialize)]
#[serde(rename_all = "snake_case")]
enum LevelText {
    Primary,
    Junior,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct GroupText {
    name: String,
    level: LevelText,
    #[serde(default)]
    youngest: bool,
    home: String,
    staying: Vec<u32>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RoomText {
    name: String,
    building: String,
    capacity: u32,
    #[serde(default)]
    closed: Vec<[String; 2]>,
}

#[derive(Deserialize)]
#[serde(rename_all = "snake_case")]
enum TieText {
    Own,
    Outside,
    OutsideNotValid,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct AdultText {
    name: String,
    tie: TieText,
    available: Vec<[String; 2]>,
    #[serde(default)]
    statutory_end: Option<String>,
    #[serde(default)]
    latest: Option<String>,
    #[serde(default)]
    most_late: Option<u32>,
    #[serde(default)]
    term_late: u32,
    #[serde(default)]
    lost_at: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct SiblingsText {
    one: String,
    other: String,
    bands: u32,
}

/// Reads a day from JSON. Times are texts like `17:30`; unknown fields are refused.
///
/// # Errors
///
/// [`WrittenError`] for anything that makes no day.
pub fn read_day(text: &str) -> Result<Day, WrittenError> {
    let it: DayText = serde_json::from_str(text)?;
    let settings = Settings {
        standard_end: minute(&it.standard_end)?,
        overlap: Minutes::new(it.overlap),
        least_on_site: it.least_on_site,
    };
    Ok(Day::new(DayParts {
        settings,
        bands: it.bands.iter().map(band).collect::<Result<_, _>>()?,
        groups: it.groups.iter().map(group).collect::<Result<_, _>>()?,
        rooms: it.rooms.iter().map(room).collect::<Result<_, _>>()?,
        adults: it.adults.iter().map(adult).collect::<Result<_, _>>()?,
        siblings: it.siblings.iter().map(siblings).collect::<Result<_, _>>()?,
    })?)
}

fn band(it: &BandText) -> Result<Band, WrittenError> {
    let limits = Limits { primary: it.primary_limit, junior: it.junior_limit };
    Ok(Band { starts: minute(&it.starts)?, ends: minute(&it.ends)?, limits })
}

fn group(it: &GroupText) -> Result<GroupParts, WrittenError> {
    let level = match it.level {
        LevelText::Primary => Level::Primary,
        LevelText::Junior => Level::Junior,
    };
    let roaming = if it.youngest { Roaming::HomeBuilding } else { Roaming::Anywhere };
    let (name, home) = (name(&it.name)?, name(&it.home)?);
    Ok(GroupParts { name, level, roaming, home, staying: it.staying.clone() })
}

fn room(it: &RoomText) -> Result<RoomParts, WrittenError> {
    let closed = it.closed.iter().map(span).collect::<Result<_, _>>()?;
    Ok(RoomParts {
        name: name(&it.name)?,
        building: name(&it.building)?,
        capacity: it.capacity,
        closed,
    })
}

fn adult(it: &AdultText) -> Result<AdultParts, WrittenError> {
    let tie = match it.tie {
        TieText::Own => Tie::Own,
        TieText::Outside => Tie::Outside(Vetting::Valid),
        TieText::OutsideNotValid => Tie::Outside(Vetting::NotValid),
    };
    let time = |text: &Option<String>| text.as_deref().map(minute).transpose();
    let care = CareLimits { latest: time(&it.latest)?, most_late: it.most_late.map(Minutes::new) };
    Ok(AdultParts {
        tie,
        available: it.available.iter().map(span).collect::<Result<_, _>>()?,
        statutory_end: time(&it.statutory_end)?,
        care,
        term_late: Minutes::new(it.term_late),
        lost_at: time(&it.lost_at)?,
        name: name(&it.name)?,
    })
}

fn siblings(it: &SiblingsText) -> Result<SiblingsParts, WrittenError> {
    Ok(SiblingsParts { one: name(&it.one)?, other: name(&it.other)?, bands: it.bands })
}
