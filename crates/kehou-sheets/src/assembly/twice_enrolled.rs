//! Pupils that two schools list for the same days.

use std::collections::{BTreeSet, HashMap};

use kehou_registry::{Pupil, StudentNumber};
use kehou_units::Period;

use super::{Desk, schools::SchoolList};
use crate::{
    BEGINNING, Reason, ReasonCode,
    fields::PupilKey,
    kinds::pupils::{Column, PupilRow},
    sources::{Origin, Sourced},
};

#[derive(Clone, Copy)]
struct Enrolment<'a> {
    number: &'a StudentNumber,
    school: usize,
    period: Period,
    origin: Origin,
}

/// Takes away every row of a pupil whom two schools list for the same days, and gives them by
/// school: nobody is billed twice, and which school is right is for a person to say. `known` are
/// by school the pupils who are known before, where the rows are no roster of the school. [C5]
pub(super) fn refuse(
    rows: &mut [Vec<Sourced<PupilRow>>],
    known: &[&[Pupil]],
    (list, desk): (&SchoolList, &mut Desk),
) -> Vec<Vec<(PupilKey, Origin)>> {
    let mut refused = find(rows, known, desk);
    refused.retain(|(origin, ..)| *origin != Origin::KNOWN);
    for (origin, other, school) in &refused {
        let place = desk.sources.place(*other);
        let reason = Reason::new(ReasonCode::PupilAtTwoSchools);
        let reason = reason.with("school", list.code(*school)).with("other", place);
        desk.sources.refuse(*origin, Some(Column::Number.into()), "", reason);
    }
    let origins: BTreeSet<Origin> = refused.iter().map(|(origin, ..)| *origin).collect();
    let of_school = |rows: &mut Vec<Sourced<PupilRow>>| {
        let taken = rows.extract_if(.., |row| origins.contains(&row.origin));
        taken.map(|row| (row.fact.pupil, row.origin)).collect()
    };
    rows.iter_mut().map(of_school).collect()
}

/// Each refused row with another school's row and that school.
fn find(
    rows: &[Vec<Sourced<PupilRow>>],
    known: &[&[Pupil]],
    desk: &Desk,
) -> Vec<(Origin, Origin, usize)> {
    let mut enrolments: Vec<Enrolment<'_>> = Vec::new();
    for (school, rows) in rows.iter().enumerate() {
        enrolments.extend(rows.iter().filter_map(|row| {
            let number = row.fact.pupil.number.as_ref()?;
            Some(Enrolment { number, school, period: row.fact.period, origin: row.origin })
        }));
    }
    // A row without a first day is about now: it does not contradict what has ended.
    let numbers: HashMap<&StudentNumber, bool> = dated_numbers(&enrolments);
    for (school, pupils) in known.iter().enumerate() {
        for pupil in *pupils {
            let Some(number) = &pupil.student_number else { continue };
            let Some(is_dated) = numbers.get(number) else { continue };
            let placements = pupil.placements.iter().map(|(period, _)| period);
            let rivals = placements.filter(|period| *is_dated || period.last().is_none());
            enrolments.extend(rivals.map(|period| Enrolment {
                number,
                school,
                period,
                origin: Origin::KNOWN,
            }));
        }
    }
    enrolments.sort_by(|a, b| {
        let order = |one: &Enrolment<'_>| (one.period, desk.sources.order(one.origin));
        a.number.cmp(b.number).then_with(|| order(a).cmp(&order(b)))
    });
    let mut refused = Vec::new();
    for same in enrolments.chunk_by(|a, b| a.number == b.number) {
        if same.iter().any(|one| one.school != same[0].school) {
            clashes(same, &mut refused);
        }
    }
    refused
}

/// The numbers on the roster, and whether all rows of each say since when.
fn dated_numbers<'a>(rows: &[Enrolment<'a>]) -> HashMap<&'a StudentNumber, bool> {
    let mut numbers = HashMap::new();
    for row in rows {
        *numbers.entry(row.number).or_insert(true) &= row.period.first() != BEGINNING;
    }
    numbers
}

/// The rows of one pupil, sorted by their first day, that share a day with another school's row.
fn clashes(same: &[Enrolment<'_>], refused: &mut Vec<(Origin, Origin, usize)>) {
    let mut found: Vec<Option<Enrolment<'_>>> = vec![None; same.len()];
    let end = |one: &Enrolment<'_>| (one.period.last().is_none(), one.period.last());
    // Of the rows before, the one that ends last clashes if any of its school does.
    let mut before = Nearest::default();
    for (at, one) in same.iter().enumerate() {
        found[at] =
            before.of_another(one.school).filter(|other| other.period.overlaps(&one.period));
        before.offer(*one, |new, old| end(new) > end(old));
    }
    // Of the rows after, the one that begins first does.
    let mut after = Nearest::default();
    for (at, one) in same.iter().enumerate().rev() {
        let next = after.of_another(one.school).filter(|other| other.period.overlaps(&one.period));
        found[at] = found[at].or(next);
        after.offer(*one, |_, _| true);
    }
    let pairs = same.iter().zip(found);
    refused
        .extend(pairs.filter_map(|(one, other)| Some((one.origin, other?.origin, other?.school))));
}

/// The nearest row, and the nearest row of another school than that one's.
#[derive(Default)]
struct Nearest<'a> {
    first: Option<Enrolment<'a>>,
    second: Option<Enrolment<'a>>,
}

impl<'a> Nearest<'a> {
    fn of_another(&self, school: usize) -> Option<Enrolment<'a>> {
        self.first.filter(|one| one.school != school).or(self.second)
    }

    fn offer(
        &mut self,
        new: Enrolment<'a>,
        is_nearer: impl Fn(&Enrolment<'_>, &Enrolment<'_>) -> bool,
    ) {
        let beats = |old: &Option<Enrolment<'a>>| old.is_none_or(|old| is_nearer(&new, &old));
        match self.first {
            Some(first) if first.school == new.school => {
                self.first = Some(if beats(&self.first) { new } else { first });
            }
            _ if beats(&self.first) => {
                self.second = self.first.replace(new);
            }
            _ if beats(&self.second) => self.second = Some(new),
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use chrono::NaiveDate;
    use proptest::prelude::*;

    use super::*;

    /// Rows of school, first day and length.
    fn enrolments(rows: &[(usize, u32, Option<u32>)]) -> Vec<(Origin, usize, Period)> {
        let day = |d: u32| NaiveDate::from_num_days_from_ce_opt(738_000 + d.cast_signed()).unwrap();
        (0..)
            .zip(rows)
            .map(|(row, (school, first, length))| {
                let last = length.map(|length| day(first + length));
                (Origin { table: 0, row }, *school, Period::new(day(*first), last).unwrap())
            })
            .collect()
    }

    proptest! {
        /// The sweep refuses exactly the rows that share a day with a row of another school.
        #[test]
        fn the_sweep_finds_what_comparing_all_pairs_finds(
            rows in prop::collection::vec((0..4_usize, 0..40_u32, prop::option::of(0..12_u32)), 1..14),
        ) {
            let number: StudentNumber = "G370829201503074214".parse().unwrap();
            let mut all = enrolments(&rows);
            all.sort_by_key(|(origin, _, period)| (*period, *origin));
            let number = &number;
            let same: Vec<Enrolment<'_>> = all
                .iter()
                .map(|(origin, school, period)| Enrolment { number, school: *school, period: *period, origin: *origin })
                .collect();
            let mut refused = Vec::new();
            clashes(&same, &mut refused);
            let found: BTreeSet<Origin> = refused.iter().map(|(origin, ..)| *origin).collect();
            let clash = |one: &Enrolment<'_>| same.iter().any(|other| {
                other.school != one.school && other.period.overlaps(&one.period)
            });
            let wanted: BTreeSet<Origin> =
                same.iter().filter(|one| clash(one)).map(|one| one.origin).collect();
            prop_assert_eq!(found, wanted);
        }
    }
}
