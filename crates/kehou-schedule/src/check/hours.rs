//! Each minute of the late hours: who is with whom.

use super::breach::{Breach, Violation};
use crate::late_hours::{AdultNo, BandNo, Day, GroupNo, Minute, Place, Plan, RoomNo};

pub(super) fn check(day: &Day, plan: &Plan) -> Result<(), Violation> {
    let hours = Hours::of(day, plan);
    for at in 0..hours.places.len() {
        let minute = hours.minute(at);
        hours
            .rooms(at)
            .and_then(|()| hours.site(at))
            .and_then(|()| hours.hand_over(at))
            .map_err(|breach| Violation { at: minute, breach })?;
    }
    Ok(())
}

struct Hours<'a> {
    day: &'a Day,
    plan: &'a Plan,
    /// For each minute the place of each adult.
    places: Vec<Vec<Place>>,
    /// For each minute who is in each room.
    inside: Vec<Vec<Vec<AdultNo>>>,
}

impl<'a> Hours<'a> {
    fn of(day: &'a Day, plan: &'a Plan) -> Self {
        let hours = day.hours();
        let length = hours.length().count() as usize;
        let mut places = vec![vec![Place::Away; day.adults().len()]; length];
        for stretch in &plan.stretches {
            let from = stretch.during.from.since(hours.from).count() as usize;
            let until = stretch.during.until.since(hours.from).count() as usize;
            for minute in &mut places[from.min(length)..until.min(length)] {
                minute[stretch.adult.index()] = stretch.place;
            }
        }
        let inside = places.iter().map(|it| by_room(day, it)).collect();
        Self { day, plan, places, inside }
    }

    fn minute(&self, at: usize) -> Minute {
        let later = u32::try_from(at).unwrap_or(u32::MAX);
        self.day.hours().from.plus(kehou_units::Minutes::new(later))
    }

    fn band(&self, at: usize) -> BandNo {
        self.day.band_at(self.minute(at)).unwrap_or_default()
    }

    fn rooms(&self, at: usize) -> Result<(), Breach> {
        let band = self.band(at);
        let mut groups = vec![Vec::new(); self.day.rooms().len()];
        for group in (0..self.day.groups().len()).map(GroupNo::at) {
            let stays = self.day.groups()[group.index()].staying(band) > 0;
            if let Some(room) = self.plan.room(band, group).filter(|_| stays) {
                groups[room.index()].push(group);
            }
        }
        for (room, groups) in groups.iter().enumerate().filter(|(_, groups)| !groups.is_empty()) {
            let name = || self.day.rooms()[room].name().clone();
            let there = &self.inside[at][room];
            let count = u32::try_from(there.len()).unwrap_or(u32::MAX);
            let needed = self.day.adults_needed(band, groups);
            if count == 0 {
                return Err(Breach::Alone { room: name() });
            }
            if count < needed {
                return Err(Breach::TooFew { room: name(), adults: count, needed });
            }
            if !there.iter().any(|it| self.day.adults()[it.index()].is_own()) {
                return Err(Breach::OutsideAlone { room: name() });
            }
        }
        Ok(())
    }

    fn site(&self, at: usize) -> Result<(), Breach> {
        if !self.day.is_late(self.band(at)) {
            return Ok(());
        }
        // One of them is own staff who can lead the duty: no room is without (T6).
        let here = self.places[at].iter().filter(|it| **it != Place::Away);
        let adults = u32::try_from(here.count()).unwrap_or(u32::MAX);
        let needed = self.day.settings().least_on_site;
        if adults < needed { Err(Breach::SiteTooFew { adults, needed }) } else { Ok(()) }
    }

    /// From this minute on somebody stays with each group for a hand-over, or until it has left.
    fn hand_over(&self, at: usize) -> Result<(), Breach> {
        let overlap = self.day.settings().overlap.count() as usize;
        for group in (0..self.day.groups().len()).map(GroupNo::at) {
            let Some(room) = self.room(at, group) else { continue };
            let window = (at + 1..=at + overlap).map_while(|it| Some((it, self.room(it, group)?)));
            let with = |adult: AdultNo, (minute, room): (usize, RoomNo)| {
                self.places[minute][adult.index()] == Place::Room(room)
                    || self.lost(adult, at, minute)
            };
            let own = |adult: &&AdultNo| self.day.adults()[adult.index()].is_own();
            let mut there = self.inside[at][room.index()].iter().filter(own);
            if !there.any(|adult| window.clone().all(|it| with(*adult, it))) {
                let group = self.day.groups()[group.index()].name().clone();
                return Err(Breach::HandOver { group });
            }
        }
        Ok(())
    }

    fn room(&self, at: usize, group: GroupNo) -> Option<RoomNo> {
        let inside = at < self.places.len();
        let band = self.band(at);
        let stays = inside && self.day.groups()[group.index()].staying(band) > 0;
        if stays { self.plan.room(band, group) } else { None }
    }

    /// Whether who was there when the window began is lost by a minute of it (G8, P5).
    fn lost(&self, adult: AdultNo, began: usize, at: usize) -> bool {
        let lost = self.day.adults()[adult.index()].lost_at();
        lost.is_some_and(|it| self.minute(began) < it && it <= self.minute(at))
    }
}

fn by_room(day: &Day, places: &[Place]) -> Vec<Vec<AdultNo>> {
    let mut rooms = vec![Vec::new(); day.rooms().len()];
    for (adult, place) in places.iter().enumerate() {
        if let Place::Room(room) = place {
            rooms[room.index()].push(AdultNo::at(adult));
        }
    }
    rooms
}
