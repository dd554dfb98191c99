//! The planner: as good as an exhaustive search on tiny days, the same whatever the order of rows
//! and calls, never worse for one adult more.

use kehou_schedule::departure::{Planner, Report, Tables};
use kehou_schedule::late_hours::{Cost, Day, DayParts};
use proptest::prelude::*;

use super::exhaustive::cheapest;
use super::invented::{adult, bands, day, group, room, settings, tiny};

fn planned(day: &Day, moves: u64) -> Option<Cost> {
    let tables = Tables::of(day);
    let mut planner = Planner::new(&tables, 7);
    planner.step(moves);
    planner.best().map(kehou_schedule::check::Checked::cost)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(12))]

    #[test]
    fn no_plan_of_a_tiny_day_is_better(parts in tiny()) {
        let day = day(parts);
        prop_assert_eq!(planned(&day, 20_000), cheapest(&day));
    }

    #[test]
    fn the_bound_is_never_above_the_optimum(parts in tiny()) {
        let day = day(parts);
        if let Some(cost) = cheapest(&day) {
            let tables = Tables::of(&day);
            let report = Report::of(&tables, &kehou_schedule::late_hours::Plan::default());
            prop_assert!(report.least_minutes.unwrap() <= cost.adult_minutes);
        }
    }

    #[test]
    fn one_adult_more_never_worsens_the_optimum(parts in tiny(), until in 0usize..3) {
        let mut parts = parts;
        parts.adults.truncate(2);
        let before = planned(&day(parts.clone()), 2_000);
        parts.adults.push(adult(9, [1_080, 1_095, 1_110][until], 0));
        let after = planned(&day(parts), 2_000);
        // Who has no minutes of the term yet adds nothing to the squares of the others.
        prop_assert!(before.is_none() || after.is_some_and(|it| Some(it) <= before));
    }

    #[test]
    fn the_order_of_rows_changes_nothing(parts in tiny()) {
        let mut turned = parts.clone();
        turned.groups.reverse();
        turned.rooms.reverse();
        turned.adults.reverse();
        prop_assert_eq!(planned(&day(parts), 4_000), planned(&day(turned), 4_000));
    }
}

/// A school of eight rooms.
fn school() -> DayParts {
    let rooms: Vec<_> = (0..8).map(|it| room(&format!("R{it}"), "X", 12)).collect();
    let groups = (0..8).map(|it| group(it, &format!("R{it}"), &[8, 4, 1])).collect();
    let adults = (0..10).map(|it| adult(it, 1_140, 10 * u32::try_from(it).unwrap())).collect();
    DayParts { settings: settings(), bands: bands(3), groups, rooms, adults, siblings: Vec::new() }
}

#[test]
fn steps_of_any_size_lead_to_the_same_plan() {
    let day = day(school());
    let tables = Tables::of(&day);
    let mut one = Planner::new(&tables, 3);
    one.step(100_000);
    let mut many = Planner::new(&tables, 3);
    while many.moves() < one.moves() {
        many.step(2_000);
    }
    assert_eq!(one.best(), many.best());
    let mut other = Planner::new(&tables, 4);
    other.step(100_000);
    assert!(other.best().is_some());
}

#[test]
fn the_least_number_of_adults_is_reached_and_proved() {
    let day = day(school());
    let tables = Tables::of(&day);
    let mut planner = Planner::new(&tables, 3);
    planner.step(100_000);
    let best = planner.best().unwrap();
    let report = Report::of(&tables, best.plan());
    let adults: Vec<(u32, u32)> =
        report.bands.iter().map(|it| (it.adults, it.least.unwrap().adults)).collect();
    // 8 groups of 8, 9 an adult; 8 of 4, 6 an adult; 8 of 1, and two at school.
    assert_eq!(adults, [(8, 8), (6, 6), (2, 2)]);
    // 8, 6 and 2 of them for half an hour each; 8 rooms are handed over to 6, at least 3 to 2.
    assert_eq!(report.least_minutes, Some(16 * 30 + 2 * 5 + 5));
    assert!(best.cost().adult_minutes >= 495);
}
