//! Impossible days: proved, with demands none of which is idle, and what would help.

use kehou_schedule::departure::{Missing, Relaxation, impossible};
use kehou_schedule::late_hours::{BandNo, DayParts, GroupNo, RoomNo, Tie, Vetting};
use proptest::prelude::*;

use super::exhaustive::cheapest;
use super::invented::{adult, bands, day, group, room, settings, span, tiny};

/// Three groups of five stay late; six an adult, and two adults until 18:30.
fn late() -> DayParts {
    let groups = (0..3).map(|it| group(it, "A", &[5, 5])).collect();
    let adults = vec![adult(0, 1_110, 0), adult(1, 1_110, 0), adult(2, 1_085, 0)];
    let rooms = vec![room("A", "X", 20), room("B", "X", 20)];
    DayParts { settings: settings(), bands: bands(2), groups, rooms, adults, siblings: Vec::new() }
}

#[test]
fn who_is_missing_is_told_from_when_to_when() {
    let found = impossible(&day(late())).unwrap();
    let lack = found.lack;
    assert_eq!((lack.missing, lack.band), (Missing::Adults, BandNo::at(1)));
    assert_eq!((lack.needed, lack.there, lack.during), (3, 2, span(1_085, 1_110)));
    assert_eq!(found.demands.len(), 3);
    let more = Relaxation::MoreAdults { count: 1, own: false, during: span(1_085, 1_110) };
    let fewer = Relaxation::LeaveEarlier { groups: vec![GroupNo::at(0)], children: 5 };
    assert_eq!(found.relaxations, [more, fewer]);
}

#[test]
fn outside_persons_do_not_stand_in_for_own_staff() {
    let mut parts = late();
    parts.rooms = vec![room("A", "X", 5), room("B", "X", 5), room("C", "X", 5)];
    parts.adults[2] = adult(2, 1_110, 0);
    assert_eq!(impossible(&day(parts.clone())), None);
    parts.adults[2].tie = Tie::Outside(Vetting::Valid);
    let found = impossible(&day(parts.clone())).unwrap();
    assert_eq!(
        (found.lack.missing, found.lack.needed, found.lack.there),
        (Missing::OwnStaff, 3, 2)
    );
    parts.adults[2].tie = Tie::Outside(Vetting::NotValid);
    assert_eq!(impossible(&day(parts)).unwrap().lack.missing, Missing::Adults);
}

#[test]
fn a_closed_room_that_would_help_is_named() {
    let mut parts = late();
    parts.rooms = vec![room("A", "X", 10), room("B", "X", 5)];
    parts.rooms[1].closed = vec![span(1_050, 1_110)];
    let found = impossible(&day(parts)).unwrap();
    assert_eq!((found.lack.missing, found.lack.band), (Missing::Rooms, BandNo::at(0)));
    assert_eq!((found.lack.needed, found.lack.there), (15, 10));
    assert!(found.relaxations.contains(&Relaxation::OpenRoom(RoomNo::at(1))));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(12))]

    #[test]
    fn what_is_proved_impossible_has_no_plan(parts in tiny(), adults in 1usize..3) {
        let mut parts = parts;
        parts.adults.truncate(adults);
        let day = day(parts);
        if let Some(found) = impossible(&day) {
            prop_assert_eq!(cheapest(&day), None);
            let band = found.lack.band;
            let mut only = day.clone();
            for group in (0..day.groups().len()).map(GroupNo::at) {
                if !found.demands.contains(&group) {
                    only = only.without(group, band);
                }
            }
            let same = |it: &kehou_schedule::late_hours::Day| {
                impossible(it).is_some_and(|it| it.lack.band == band)
            };
            // An earlier band is not to be looked at: it was found possible.
            prop_assert!(same(&only));
            for demand in &found.demands {
                prop_assert!(!same(&only.clone().without(*demand, band)));
            }
        }
    }
}
