//! Days invented from numbers.

use kehou_registry::Level;
use kehou_schedule::late_hours::{
    AdultParts, Band, CareLimits, Day, DayParts, GroupParts, Limits, Minute, Name, Roaming,
    RoomParts, Settings, SiblingsParts, Span, Tie, Vetting,
};
use kehou_units::Minutes;
use proptest::prelude::*;

pub fn name(text: &str) -> Name {
    Name::new(text).unwrap()
}

pub fn minute(count: u32) -> Minute {
    Minute::new(count).unwrap()
}

pub fn span(from: u32, until: u32) -> Span {
    Span { from: minute(from), until: minute(until) }
}

/// The bands of half an hour from 17:30; 18:00 is the standard end.
pub fn bands(count: u32) -> Vec<Band> {
    let limits = |late: bool| Limits {
        primary: if late { 6 } else { 9 },
        junior: if late { 8 } else { 10 },
    };
    let band = |at: u32| Band {
        starts: minute(1_050 + 30 * at),
        ends: minute(1_080 + 30 * at),
        limits: limits(at > 0),
    };
    (0..count).map(band).collect()
}

pub fn settings() -> Settings {
    Settings { standard_end: minute(1_080), overlap: Minutes::new(5), least_on_site: 2 }
}

pub fn group(at: usize, home: &str, staying: &[u32]) -> GroupParts {
    GroupParts {
        name: name(&format!("G{at}")),
        level: Level::Primary,
        roaming: Roaming::Anywhere,
        home: name(home),
        staying: staying.to_vec(),
    }
}

pub fn room(text: &str, building: &str, capacity: u32) -> RoomParts {
    RoomParts { name: name(text), building: name(building), capacity, closed: Vec::new() }
}

pub fn adult(at: usize, until: u32, term_late: u32) -> AdultParts {
    AdultParts {
        name: name(&format!("T{at}")),
        tie: Tie::Own,
        available: vec![span(1_040, until)],
        statutory_end: None,
        care: CareLimits::default(),
        term_late: Minutes::new(term_late),
        lost_at: None,
    }
}

/// A day of three groups, two rooms in one or two buildings, and three or four adults, so small
/// that all its plans can be tried.
pub fn tiny() -> impl Strategy<Value = DayParts> {
    let staying = (0u32..9, 0u32..9).prop_map(|(a, b)| vec![a.max(b), a.min(b)]);
    let groups =
        proptest::collection::vec((staying, 0usize..2, any::<bool>(), any::<bool>()), 2..4);
    let adults = proptest::collection::vec((0usize..4, 0u32..60, 0u32..8), 3..4);
    (groups, adults, proptest::bool::weighted(0.2), 8u32..20).prop_map(
        |(groups, adults, two, capacity)| {
            let rooms = vec![room("A", "X", capacity), room("B", if two { "Y" } else { "X" }, 12)];
            let group =
                |(at, (staying, home, junior, young)): (usize, (Vec<u32>, usize, bool, bool))| {
                    let mut parts = group(at, ["A", "B"][home], &staying);
                    parts.level = if junior { Level::Junior } else { Level::Primary };
                    parts.roaming = if young { Roaming::HomeBuilding } else { Roaming::Anywhere };
                    parts
                };
            let adult = |(at, (until, term, kind)): (usize, (usize, u32, u32))| {
                let mut parts = adult(at, [1_080, 1_090, 1_110, 1_110][until], term * 5);
                match kind {
                    0 => parts.tie = Tie::Outside(Vetting::Valid),
                    1 => parts.statutory_end = Some(minute(1_080)),
                    2 => parts.care.most_late = Some(Minutes::new(10)),
                    _ => {}
                }
                parts
            };
            let groups: Vec<GroupParts> = groups.into_iter().enumerate().map(group).collect();
            let together = groups[0].staying.iter().zip(&groups[1].staying);
            let waiting = together.filter(|(a, b)| **a > 0 && **b > 0).count();
            let siblings = SiblingsParts {
                one: groups[0].name.clone(),
                other: groups[1].name.clone(),
                bands: u32::try_from(waiting).unwrap(),
            };
            DayParts {
                settings: settings(),
                bands: bands(2),
                groups,
                rooms,
                adults: adults.into_iter().enumerate().map(adult).collect(),
                siblings: vec![siblings],
            }
        },
    )
}

pub fn day(parts: DayParts) -> Day {
    Day::new(parts).unwrap()
}
