//! Pupils that two schools list for the same days.

use std::collections::BTreeSet;

use kehou_registry::StudentNumber;
use kehou_units::Period;

use super::{Desk, schools::SchoolList};
use crate::{
    Reason, ReasonCode,
    kinds::pupils::{Column, PupilRow},
    sources::{Origin, Sourced},
};

struct Enrolment<'a> {
    number: &'a StudentNumber,
    school: usize,
    period: Period,
    origin: Origin,
}

/// Takes away every row of a pupil whom two schools list for the same days: nobody is billed twice,
/// and which school is right is for a person to say. [C5]
pub(super) fn refuse(rows: &mut [Vec<Sourced<PupilRow>>], list: &SchoolList, desk: &mut Desk) {
    let refused = find(rows, desk);
    for (origin, other, school) in &refused {
        let place = desk.sources.place(*other);
        let reason = Reason::new(ReasonCode::PupilAtTwoSchools);
        let reason = reason.with("school", list.code(*school)).with("other", place);
        let column = Some(Column::Number.into());
        desk.sources.refuse(*origin, column, "", reason);
    }
    let origins: BTreeSet<Origin> = refused.iter().map(|(origin, ..)| *origin).collect();
    if !origins.is_empty() {
        for rows in rows {
            rows.retain(|row| !origins.contains(&row.origin));
        }
    }
}

/// Each refused row with the other row and its school.
fn find(rows: &[Vec<Sourced<PupilRow>>], desk: &Desk) -> Vec<(Origin, Origin, usize)> {
    let mut enrolments: Vec<Enrolment<'_>> = Vec::new();
    for (school, rows) in rows.iter().enumerate() {
        enrolments.extend(rows.iter().filter_map(|row| {
            let number = row.fact.pupil.number.as_ref()?;
            Some(Enrolment { number, school, period: row.fact.period, origin: row.origin })
        }));
    }
    enrolments.sort_by(|a, b| {
        let order = |one: &Enrolment<'_>| desk.sources.order(one.origin);
        a.number.cmp(b.number).then_with(|| order(a).cmp(&order(b)))
    });
    let mut refused = Vec::new();
    for same in enrolments.chunk_by(|a, b| a.number == b.number) {
        if same.iter().all(|one| one.school == same[0].school) {
            continue;
        }
        for one in same {
            let clash = |other: &&Enrolment<'_>| {
                other.school != one.school && other.period.overlaps(&one.period)
            };
            if let Some(other) = same.iter().find(clash) {
                refused.push((one.origin, other.origin, other.school));
            }
        }
    }
    refused
}
