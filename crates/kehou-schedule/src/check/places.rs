//! Rooms of groups, band after band.

use super::breach::{Breach, Violation};
use crate::late_hours::{Band, BandNo, Day, GroupNo, Plan, RoomNo};

pub(super) fn check(day: &Day, plan: &Plan) -> Result<(), Violation> {
    let shape = plan.rooms.len() == day.bands().len()
        && plan.rooms.iter().all(|rooms| rooms.len() == day.groups().len());
    let at = day.hours().from;
    if !shape {
        return Err(Violation { at, breach: Breach::Shape {} });
    }
    for (b, band) in day.bands().iter().enumerate() {
        let refuse = |breach| Err(Violation { at: band.starts, breach });
        let mut held = vec![0; day.rooms().len()];
        for g in (0..day.groups().len()).map(GroupNo::at) {
            let no = BandNo::at(b);
            match (day.groups()[g.index()].staying(no), plan.room(no, g)) {
                (0, _) => {}
                (_, None) => return refuse(Breach::NoRoom { group: name(day, g) }),
                (children, Some(room)) => {
                    if let Some(breach) = room_for(day, (no, band), g, room) {
                        return refuse(breach);
                    }
                    held[room.index()] += children;
                }
            }
        }
        let rooms = day.rooms().iter().zip(&held);
        if let Some((room, children)) = rooms.into_iter().find(|(room, it)| **it > room.capacity())
        {
            let (room, capacity) = (room.name().clone(), room.capacity());
            return refuse(Breach::Crowded { room, children: *children, capacity });
        }
    }
    Ok(())
}

fn name(day: &Day, group: GroupNo) -> crate::late_hours::Name {
    day.groups()[group.index()].name().clone()
}

fn room_for(day: &Day, band: (BandNo, &Band), group: GroupNo, no: RoomNo) -> Option<Breach> {
    let Some(room) = day.rooms().get(no.index()) else {
        return Some(Breach::NoRoom { group: name(day, group) });
    };
    let told = day.held().room(band.0, group).filter(|told| *told != no);
    if told.is_some() {
        return Some(Breach::Told { group: name(day, group) });
    }
    if !day.may_be_in(group, no) {
        return Some(Breach::Building { group: name(day, group), room: room.name().clone() });
    }
    (!room.is_open(band.1.span())).then(|| Breach::Closed { room: room.name().clone() })
}
