//! School calendars from county rows and the schools' own. [C8]

use chrono::NaiveDate;
use kehou_registry::{Calendar, CalendarEntry, Term, Terms};

use super::{Desk, Draft, by_school, schools::SchoolList};
use crate::{
    Reason, ReasonCode,
    fields::SchoolKey,
    kinds::calendar::{CalendarFact, CalendarRow, Column},
    limits,
    sources::{Origin, Sourced},
};

/// Terms and entries that do not contradict each other.
#[derive(Clone, Default)]
struct Sheet {
    terms: Vec<Term>,
    entries: Vec<(Origin, CalendarEntry)>,
}

/// Gives each school its calendar: the county's rows and its own. Where a school has terms of its
/// own, they take the place of the county's that share days with them.
pub(super) fn add(
    drafts: &mut [Draft],
    list: &SchoolList,
    rows: Vec<Sourced<CalendarRow>>,
    desk: &mut Desk,
) {
    let mut county_rows = Vec::new();
    let mut own = Vec::new();
    for Sourced { origin, fact } in rows {
        let CalendarRow { school, fact } = fact;
        match school {
            None => county_rows.push(Sourced { origin, fact }),
            Some(school) => own.push(Sourced { origin, fact: (school, fact) }),
        }
    }
    desk.sort(&mut county_rows);
    let mut county = Sheet::default();
    county_rows.into_iter().for_each(|row| county.take(row.origin, row.fact, desk));
    county.refuse_contested(0, desk);
    let own = by_school(list, own, |(school, _): &(SchoolKey, CalendarFact)| school, desk);
    for (draft, rows) in drafts.iter_mut().zip(own) {
        let mut sheet = Sheet { terms: Vec::new(), entries: county.entries.clone() };
        rows.into_iter().for_each(|row| sheet.take(row.origin, row.fact.1, desk));
        sheet.refuse_contested(county.entries.len(), desk);
        let is_free =
            |term: &&Term| !sheet.terms.iter().any(|own| own.period.overlaps(&term.period));
        let terms: Vec<Term> = county.terms.iter().filter(is_free).cloned().collect();
        sheet.terms.extend(terms);
        let entries = sheet.entries.into_iter().map(|(_, entry)| entry).collect();
        // Entries that contradict each other were refused.
        draft.calendar = Calendar::new(Terms::new(sheet.terms), entries).unwrap_or_default();
    }
}

impl Sheet {
    fn take(&mut self, origin: Origin, fact: CalendarFact, desk: &mut Desk) {
        if self.terms.len() + self.entries.len() >= 2 * limits::SCHOOL_ROWS {
            let reason = Reason::new(ReasonCode::RowsTooMany);
            return desk.sources.refuse(
                origin,
                None,
                "",
                reason.with("limit", limits::SCHOOL_ROWS),
            );
        }
        match fact {
            CalendarFact::Term(term) if self.terms.contains(&term) => {}
            CalendarFact::Term(term) => self.terms.push(term),
            CalendarFact::Entry(entry) => {
                if self.entries.iter().all(|(_, other)| *other != entry) {
                    self.entries.push((origin, entry));
                }
            }
        }
    }

    /// Refuses the entries from `first` on that contradict others; those before are the county's,
    /// whose word stands. Of one school's own words about a day the one that nothing is taught
    /// stands, since nothing may be charged then (F10); of others none does, whatever their order.
    fn refuse_contested(&mut self, first: usize, desk: &mut Desk) {
        let rivals: Vec<Option<(Origin, NaiveDate)>> =
            (first..self.entries.len()).map(|at| self.rival(at, first)).collect();
        let own = self.entries.split_off(first);
        for ((origin, entry), rival) in own.into_iter().zip(rivals) {
            let Some((other, on)) = rival else {
                self.entries.push((origin, entry));
                continue;
            };
            let place = desk.sources.place(other);
            let reason = Reason::new(ReasonCode::CalendarContradiction).with("other", place);
            let value = entry.period.first().to_string();
            let column = Some(Column::From.into());
            desk.sources.refuse(origin, column, &value, reason.with("date", on));
        }
    }

    /// An entry that the one at a place gives way to, and the first day they differ about. Two
    /// entries by which nothing is taught differ in words alone: the later one gives way.
    fn rival(&self, at: usize, first: usize) -> Option<(Origin, NaiveDate)> {
        let (_, entry) = self.entries[at];
        let is_free = |entry: &CalendarEntry| entry.kind.timetable(entry.period.first()).is_none();
        let gives_way = |other: usize| {
            let stands = other < first || !is_free(&entry);
            other != at && (stands || (is_free(&self.entries[other].1) && other < at))
        };
        let mut others = self.entries.iter().enumerate().filter(|(other, _)| gives_way(*other));
        others.find_map(|(_, (origin, other))| {
            let both = Calendar::new(Terms::default(), vec![*other, entry]);
            both.err().map(|error| (*origin, error.on))
        })
    }
}
