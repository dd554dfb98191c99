//! Sums kept from change to change are those of the layout itself.

use super::Board;
use crate::check::check;
use crate::departure::layout::Layout;
use crate::departure::posts::posts;
use crate::departure::random::Random;
use crate::departure::roster::{plan as staffed, roster};
use crate::departure::tables::{NOWHERE, Tables};
use crate::late_hours::{Plan, RoomNo, cost};
use crate::written::read_day;

/// Five groups and four rooms in two buildings; siblings wait together.
const DAY: &str = r#"{
 "standard_end": "18:00", "overlap": 5, "least_on_site": 2,
 "bands": [{"starts": "17:30", "ends": "18:00", "primary_limit": 45, "junior_limit": 50},
           {"starts": "18:00", "ends": "18:30", "primary_limit": 30, "junior_limit": 40},
           {"starts": "18:30", "ends": "19:00", "primary_limit": 30, "junior_limit": 40}],
 "groups": [{"name": "1", "level": "primary", "youngest": true, "home": "A", "staying": [20, 14, 1]},
            {"name": "2", "level": "primary", "home": "B", "staying": [31, 9, 0]},
            {"name": "3", "level": "primary", "home": "C", "staying": [17, 17, 3]},
            {"name": "7", "level": "junior", "home": "C", "staying": [40, 22, 7]},
            {"name": "8", "level": "junior", "home": "D", "staying": [44, 33, 2]}],
 "rooms": [{"name": "A", "building": "X", "capacity": 45}, {"name": "B", "building": "X", "capacity": 50},
           {"name": "C", "building": "Y", "capacity": 60}, {"name": "D", "building": "Y", "capacity": 120}],
 "adults": [{"name": "T", "tie": "own", "available": [["16:00", "19:00"]]}],
 "siblings": [{"one": "1", "other": "3", "bands": 3}, {"one": "7", "other": "8", "bands": 2},
              {"one": "2", "other": "2", "bands": 1}]
}"#;

fn plan(layout: &Layout) -> Plan {
    let room = |it: &u16| (*it != NOWHERE).then(|| RoomNo::at(usize::from(*it)));
    let rooms = layout.rooms.iter().map(|it| it.iter().map(room).collect()).collect();
    Plan { rooms, stretches: Vec::new() }
}

#[test]
fn a_thousand_changes_leave_the_sums_of_the_layout() {
    let day = read_day(DAY).unwrap();
    let tables = Tables::of(&day);
    let mut board = Board::new(&tables, &Layout::start(&tables).unwrap());
    let mut random = Random::new(11);
    for _ in 0..1_000 {
        let band = random.below(3);
        let group = usize::from(random.pick(&tables.bands[band].groups).unwrap());
        let room = random.pick(&tables.bands[band].choices[group]).unwrap();
        board.put(band, group, room);
        let afresh = Board::new(&tables, board.layout());
        assert_eq!(board.score(), afresh.score());
        assert_eq!(board.sums, afresh.sums);
        assert_eq!(board.cells, afresh.cells);
        let known = cost(&day, &plan(board.layout()));
        let score = board.score();
        assert_eq!((score.moves, score.apart), (known.child_moves, known.siblings_apart));
    }
}

/// With people enough the minutes that the search reckons are those of a safe plan, whatever the
/// rooms: parties that part, rooms with two adults, a second one at school.
#[test]
fn what_is_reckoned_is_what_people_serve() {
    let one = r#"{"name": "T", "tie": "own", "available": [["16:00", "19:00"]]}"#;
    let many: Vec<String> =
        (0..30).map(|it| one.replace("\"T\"", &format!("\"T{it:02}\""))).collect();
    let day = read_day(&DAY.replace(one, &many.join(","))).unwrap();
    let tables = Tables::of(&day);
    let mut board = Board::new(&tables, &Layout::start(&tables).unwrap());
    let (mut random, mut tried) = (Random::new(5), 0);
    for _ in 0..1_000 {
        let band = random.below(3);
        let group = usize::from(random.pick(&tables.bands[band].groups).unwrap());
        let room = random.pick(&tables.bands[band].choices[group]).unwrap();
        board.put(band, group, room);
        let score = board.score();
        if score.crowded > 0 {
            continue;
        }
        let found = roster(&tables, &posts(&tables, board.layout())).unwrap();
        let cost = check(&day, staffed(&tables, board.layout(), &found)).unwrap().cost();
        assert_eq!((cost.adult_minutes, cost.child_moves), (score.minutes, score.moves));
        tried += 1;
    }
    assert!(tried > 100, "{tried} layouts fit");
}
