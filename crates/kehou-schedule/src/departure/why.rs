//! Why a day is impossible: proved, or not said at all (P6).

use super::least::{least, least_rooms};
use super::tables::Tables;
use crate::late_hours::{Adult, BandNo, Day, GroupNo, Minute, RoomNo, Span, Tie, Vetting};

/// What is too little.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Missing {
    /// Adults (T5, G3).
    Adults,
    /// Own staff: one in each room that has to be open (T6).
    OwnStaff,
    /// Rooms that can hold the groups, each in a building where it may be (G8).
    Rooms,
}

/// What any plan needs and the day does not have.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Lack {
    /// What.
    pub missing: Missing,
    /// In which band.
    pub band: BandNo,
    /// From when to when; all of the band for rooms.
    pub during: Span,
    /// How many any plan needs: adults, or places for children.
    pub needed: u32,
    /// How many there are at most. For rooms these may be enough in sum and yet not fit.
    pub there: u32,
}

/// What would help; each alone.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Relaxation {
    /// So many adults more for so long; own staff if `own`.
    MoreAdults {
        /// How many.
        count: u32,
        /// Whether they must be own staff.
        own: bool,
        /// From when to when.
        during: Span,
    },
    /// A closed room is opened.
    OpenRoom(RoomNo),
    /// The children of these groups leave before the band.
    LeaveEarlier {
        /// The groups.
        groups: Vec<GroupNo>,
        /// How many children that concerns.
        children: u32,
    },
}

/// A day for which there is no plan, with the proof.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Impossible {
    /// What is missing, the earliest.
    pub lack: Lack,
    /// Groups whose staying alone is too much already; without any one of them the rest is not.
    pub demands: Vec<GroupNo>,
    /// What would mend this lack, the least trouble first: adults, rooms, children.
    pub relaxations: Vec<Relaxation>,
}

/// Proves that a day is impossible, or says nothing: `None` is no promise of a plan.
///
/// Limits count, their reasons do not: a person who may not serve is not there, whatever the
/// cause (S3, S4).
///
/// # Clauses
///
/// P6, G3, T5, T6, G8.
#[must_use]
pub fn impossible(day: &Day) -> Option<Impossible> {
    let tables = Tables::of(day);
    let mut bands = 0..day.bands().len();
    let lack = bands.find_map(|band| lack_in(&tables, band))?;
    let demands = demands(day, lack.band);
    let relaxations = relaxations(day, lack);
    Some(Impossible { lack, demands, relaxations })
}

fn lack_in(tables: &Tables<'_>, band: usize) -> Option<Lack> {
    let day = tables.day;
    let no = BandNo::at(band);
    let span = day.bands()[band].span();
    let rooms = least_rooms(tables, band, &tables.bands[band].groups);
    let (Some(all), Some(rooms)) = (least(tables, band), rooms) else {
        let open = day.rooms().iter().filter(|room| room.is_open(span));
        let there = open.map(crate::late_hours::Room::capacity).sum();
        let needed = day.staying(no);
        return Some(Lack { missing: Missing::Rooms, band: no, during: span, needed, there });
    };
    let short = |missing, needed, only_own| {
        let (during, there) = shortage(day, span, needed, only_own)?;
        Some(Lack { missing, band: no, during, needed, there })
    };
    short(Missing::Adults, all.adults, false).or_else(|| short(Missing::OwnStaff, rooms, true))
}

/// The first minutes of a band in which fewer can be there than needed, and how many at least.
fn shortage(day: &Day, band: Span, needed: u32, own: bool) -> Option<(Span, u32)> {
    let there = |minute: Minute| {
        let adults = day.adults().iter().filter(|it| it.is_own() || !own);
        u32::try_from(adults.filter(|it| can_be_there(it, minute)).count()).unwrap_or(u32::MAX)
    };
    let minutes = (band.from.count()..band.until.count()).filter_map(|it| Minute::new(it).ok());
    let short = minutes.map(|it| (it, there(it))).skip_while(|it| it.1 >= needed);
    let short: Vec<(Minute, u32)> = short.take_while(|it| it.1 < needed).collect();
    let (first, last) = (short.first()?.0, short.last()?.0);
    let until = last.plus(kehou_units::Minutes::new(1));
    let least = short.iter().map(|it| it.1).min()?;
    Some((Span { from: first, until }, least))
}

fn can_be_there(adult: &Adult, minute: Minute) -> bool {
    let before = |limit: Option<Minute>| limit.is_none_or(|it| minute < it);
    adult.tie() != Tie::Outside(Vetting::NotValid)
        && adult.available().iter().any(|it| it.holds(minute))
        && before(adult.statutory_end())
        && before(adult.care().latest)
        && before(adult.lost_at())
}

fn lacks(day: &Day, band: BandNo) -> bool {
    lack_in(&Tables::of(day), band.index()).is_some()
}

/// Groups are left out one by one, the smallest first, as long as the lack stays.
fn demands(day: &Day, band: BandNo) -> Vec<GroupNo> {
    let mut groups = staying(day, band);
    groups.sort_by_key(|it| (day.groups()[it.index()].staying(band), *it));
    let mut rest = day.clone();
    for group in groups {
        let without = rest.clone().without(group, band);
        if lacks(&without, band) {
            rest = without;
        }
    }
    staying(&rest, band)
}

fn staying(day: &Day, band: BandNo) -> Vec<GroupNo> {
    let groups = (0..day.groups().len()).map(GroupNo::at);
    groups.filter(|it| day.groups()[it.index()].staying(band) > 0).collect()
}

fn relaxations(day: &Day, lack: Lack) -> Vec<Relaxation> {
    let mut found = Vec::new();
    if lack.missing != Missing::Rooms {
        let count = lack.needed - lack.there;
        let own = lack.missing == Missing::OwnStaff;
        found.push(Relaxation::MoreAdults { count, own, during: lack.during });
    }
    let band = day.bands()[lack.band.index()].span();
    let closed = (0..day.rooms().len()).map(RoomNo::at);
    let closed = closed.filter(|room| !day.rooms()[room.index()].is_open(band));
    let helps = |room: &RoomNo| !lacks(&day.clone().reopened(*room), lack.band);
    found.extend(closed.filter(helps).map(Relaxation::OpenRoom));
    found.push(leave_earlier(day, lack.band));
    found
}

/// The smallest group of those that are too much leaves, until the rest is not.
fn leave_earlier(day: &Day, band: BandNo) -> Relaxation {
    let (mut rest, mut groups, mut children) = (day.clone(), Vec::new(), 0);
    while lacks(&rest, band) {
        let demands = demands(&rest, band);
        let size = |it: &GroupNo| rest.groups()[it.index()].staying(band);
        let Some(smallest) = demands.into_iter().min_by_key(|it| (size(it), *it)) else { break };
        children += size(&smallest);
        groups.push(smallest);
        rest = rest.without(smallest, band);
    }
    Relaxation::LeaveEarlier { groups, children }
}
