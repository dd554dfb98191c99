//! How pupils are marked.

use chrono::{Datelike, NaiveDate, Weekday};
use kehou_attendance::Mark;

use crate::generator::{Generator, Purpose};
use crate::person::Person;
use crate::pupil::Pupil;
use crate::service::Running;

/// How a pupil's marks are found.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Marks {
    /// By chance, from a stream of the pupil's own.
    Drawn {
        /// The place of the school where the pupil was first.
        school: usize,
        /// The place of the class.
        class: usize,
        /// The place in the class.
        position: usize,
    },
    /// As planted for a case.
    Planted(&'static Person),
}

/// The mark of a pupil in a slot that runs for the class on a day.
///
/// About 94 of a hundred class hours are attended.
pub(crate) fn mark(
    seed: u64,
    pupil: &Pupil,
    (on, follows): (NaiveDate, Weekday),
    running: Running,
) -> Mark {
    if !pupil.is_here(on) {
        return Mark::None;
    }
    let covered = || {
        let applications = &mut pupil.applications.iter();
        applications.any(|application| application.covers(on, follows, running.slot))
    };
    match pupil.marks {
        Marks::Planted(person) => {
            let said =
                person.marks.iter().find(|(day, slot, _)| (*day, *slot) == (on, running.slot));
            match said {
                Some((_, _, mark)) => *mark,
                None if !covered() => Mark::None,
                None if running.is_cancelled => Mark::Cancelled,
                None => Mark::Present,
            }
        }
        Marks::Drawn { .. } if !covered() => Mark::None,
        Marks::Drawn { .. } if running.is_cancelled => Mark::Cancelled,
        Marks::Drawn { school, class, position } => {
            let ordinal = usize::try_from(on.ordinal()).unwrap_or_default();
            let name = [school, class, position, ordinal];
            drawn(&mut Generator::new(seed, Purpose::Marks, &name), running.slot)
        }
    }
}

/// A day decides whether the pupil is there, then each slot whether for all of it.
fn drawn(generator: &mut Generator, slot: u8) -> Mark {
    match generator.below(1000) {
        0..25 => return Mark::Sick,
        25..50 => return Mark::Excused,
        50..54 => return Mark::Absent,
        _ => {}
    }
    let of_slots = generator.bits();
    match (of_slots >> (slot % 6 * 10)) % 1000 {
        0..6 => Mark::Late,
        6..14 => Mark::LeftEarly,
        _ => Mark::Present,
    }
}
