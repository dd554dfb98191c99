//! Days and plans in files.

use kehou_schedule::departure::{Planner, Tables};
use kehou_schedule::written::{read_day, read_plan, write_plan};

const DAY: &str = r#"{
 "standard_end": "18:00", "overlap": 5, "least_on_site": 2,
 "bands": [{"starts": "17:30", "ends": "18:00", "primary_limit": 45, "junior_limit": 50},
           {"starts": "18:00", "ends": "18:30", "primary_limit": 30, "junior_limit": 30}],
 "groups": [{"name": "1-1", "level": "primary", "youngest": true, "home": "A1", "staying": [20, 4]},
            {"name": "5-1", "level": "primary", "home": "B1", "staying": [20, 4]}],
 "rooms": [{"name": "A1", "building": "A", "capacity": 45}, {"name": "B1", "building": "B", "capacity": 45}],
 "adults": [{"name": "T1", "tie": "own", "available": [["16:00", "19:00"]]},
            {"name": "T2", "tie": "own", "available": [["16:00", "19:00"]]}],
 "siblings": [{"one": "1-1", "other": "5-1", "bands": 2}]
}"#;

#[test]
fn a_plan_written_is_read_again() {
    let day = read_day(DAY).unwrap();
    let tables = Tables::of(&day);
    let planner = Planner::new(&tables, 1);
    assert!(planner.is_exact());
    let plan = planner.best().unwrap().plan();
    assert_eq!(read_plan(&day, &write_plan(&day, plan)).unwrap(), *plan);
    // In the first half hour each group stays in its home room. Then the older go over to the
    // youngest, who may not change buildings (G8), and both adults are at school (G3).
    let cost = planner.best().unwrap().cost();
    assert_eq!((cost.adult_minutes, cost.child_moves, cost.siblings_apart), (90, 20, 0));
}

#[test]
fn what_is_wrong_is_named_with_its_place() {
    let refused = |from: &str, to: &str| {
        let error = read_day(&DAY.replacen(from, to, 1)).unwrap_err();
        (error.code(), error.to_string())
    };
    let (code, text) = refused("standard_end", "standard");
    assert_eq!(code, "SCHEDULE_FORM");
    assert!(text.starts_with("line 2, column"), "{text}");
    assert_eq!(refused("17:30", "5.30 pm").0, "SCHEDULE_TIME");
    assert_eq!(refused("17:30", "17:61").0, "SCHEDULE_TIME");
    assert_eq!(refused("\"home\": \"A1\"", "\"home\": \"C1\"").0, "SCHEDULE_DAY_UNKNOWN");
    assert_eq!(refused("[20, 4]", "[4, 20]").0, "SCHEDULE_DAY_STAYING");
    let day = read_day(DAY).unwrap();
    let plan = r#"{"rooms": [{"band": "17:30", "group": "9-9", "room": "A1"}], "stays": []}"#;
    assert_eq!(read_plan(&day, plan).unwrap_err().code(), "SCHEDULE_UNKNOWN");
}
