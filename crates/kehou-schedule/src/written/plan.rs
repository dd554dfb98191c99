//! A plan in JSON.

use serde::{Deserialize, Serialize};

use super::{WrittenError, minute};
use crate::late_hours::{AdultNo, BandNo, Day, GroupNo, Place, Plan, RoomNo, Span, Stretch};

/// A plan by names, as it stands in a file.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct PlanText {
    /// Where each group is, band after band.
    rooms: Vec<RoomLine>,
    /// Who stays where from when to when.
    stays: Vec<StayLine>,
}

/// Where a group is in a band.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct RoomLine {
    /// When the band begins.
    band: String,
    /// The group.
    group: String,
    /// The room.
    room: String,
}

/// A stay of an adult in one place.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct StayLine {
    /// The adult.
    adult: String,
    /// The room; none when they are at school without one.
    room: Option<String>,
    /// From when.
    from: String,
    /// Until when.
    until: String,
}

/// Reads a plan of a day from JSON; whether it is safe is the checker's to say.
///
/// # Errors
///
/// [`WrittenError`] for a text that is no plan or names what the day does not have.
pub fn read_plan(day: &Day, text: &str) -> Result<Plan, WrittenError> {
    let text: PlanText = serde_json::from_str(text)?;
    text.plan(day)
}

/// A plan as JSON.
#[must_use]
pub fn write_plan(day: &Day, plan: &Plan) -> String {
    // Texts and lists of texts are always JSON.
    serde_json::to_string_pretty(&text(day, plan)).unwrap_or_default()
}

fn text(day: &Day, plan: &Plan) -> PlanText {
    let room = |no: RoomNo| day.rooms()[no.index()].name().to_string();
    let mut rooms = Vec::new();
    for (b, band) in day.bands().iter().enumerate() {
        for (g, group) in day.groups().iter().enumerate() {
            if let Some(no) = plan.room(BandNo::at(b), GroupNo::at(g)) {
                let (band, group) = (band.starts.to_string(), group.name().to_string());
                rooms.push(RoomLine { band, group, room: room(no) });
            }
        }
    }
    let stay = |it: &Stretch| StayLine {
        adult: day.adults()[it.adult.index()].name().to_string(),
        room: match it.place {
            Place::Room(no) => Some(room(no)),
            Place::OnSite | Place::Away => None,
        },
        from: it.during.from.to_string(),
        until: it.during.until.to_string(),
    };
    PlanText { rooms, stays: plan.stretches.iter().map(stay).collect() }
}

impl PlanText {
    fn plan(&self, day: &Day) -> Result<Plan, WrittenError> {
        let mut rooms = vec![vec![None; day.groups().len()]; day.bands().len()];
        for line in &self.rooms {
            let band = minute(&line.band)?;
            let band = day.bands().iter().position(|it| it.starts == band);
            let band = band.ok_or_else(|| unknown("band that begins at", &line.band))?;
            let group = day.groups().iter().position(|it| it.name().as_str() == line.group);
            let group = group.ok_or_else(|| unknown("group", &line.group))?;
            rooms[band][group] = Some(find_room(day, &line.room)?);
        }
        let stretches = self.stays.iter().map(|it| stretch(day, it)).collect::<Result<_, _>>()?;
        Ok(Plan { rooms, stretches })
    }
}

fn stretch(day: &Day, line: &StayLine) -> Result<Stretch, WrittenError> {
    let adult = day.adults().iter().position(|it| it.name().as_str() == line.adult);
    let adult = adult.ok_or_else(|| unknown("adult", &line.adult))?;
    let room = line.room.as_deref().map(|it| find_room(day, it)).transpose()?;
    Ok(Stretch {
        adult: AdultNo::at(adult),
        place: room.map_or(Place::OnSite, Place::Room),
        during: Span { from: minute(&line.from)?, until: minute(&line.until)? },
    })
}

fn find_room(day: &Day, name: &str) -> Result<RoomNo, WrittenError> {
    let room = day.rooms().iter().position(|it| it.name().as_str() == name);
    room.map(RoomNo::at).ok_or_else(|| unknown("room", name))
}

fn unknown(what: &'static str, name: &str) -> WrittenError {
    WrittenError::Unknown { what, name: name.to_owned() }
}
