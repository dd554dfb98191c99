//! School calendars from county rows and the schools' own. [C8]

use chrono::NaiveDate;
use kehou_registry::{Calendar, CalendarEntry, CalendarScope, Term, Terms};

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
    for row in &county_rows {
        (0..drafts.len()).for_each(|school| desk.state(school, row.origin));
    }
    let county_is_stated = !county_rows.is_empty();
    let mut county = Sheet::default();
    county_rows.into_iter().for_each(|row| county.take(row.origin, row.fact, desk));
    county.refuse_contested(0, desk);
    let own = by_school(list, own, |(school, _): &(SchoolKey, CalendarFact)| school, desk);
    for (draft, rows) in drafts.iter_mut().zip(own) {
        let mut sheet = Sheet { terms: Vec::new(), entries: county.entries.clone() };
        let stated = Parts { county: county_is_stated, own: !rows.is_empty() };
        rows.into_iter().for_each(|row| sheet.take(row.origin, row.fact.1, desk));
        sheet.refuse_contested(county.entries.len(), desk);
        let is_free =
            |term: &&Term| !sheet.terms.iter().any(|own| own.period.overlaps(&term.period));
        let terms: Vec<Term> = county.terms.iter().filter(is_free).cloned().collect();
        sheet.terms.extend(terms);
        let mut entries = sheet.entries.into_iter().map(|(_, entry)| entry).collect();
        if let Some(known) = draft.known_calendar.take() {
            keep_known(&known, (&mut sheet.terms, &mut entries), stated);
        }
        // Entries that contradict each other were refused.
        draft.calendar = Calendar::new(Terms::new(sheet.terms), entries).unwrap_or_default();
    }
}

/// Which parts of a school's calendar the files speak of.
#[derive(Clone, Copy)]
struct Parts {
    /// The county's rows.
    county: bool,
    /// The school's own.
    own: bool,
}

/// Keeps what is known of a calendar and the files do not speak of: terms that share no day with
/// the files' terms, and entries of a part that the files leave out, unless they contradict an
/// entry of the files. Whether an entry about grades or a class is the county's is not known, so
/// it goes only with files that speak of both parts.
fn keep_known(
    known: &Calendar,
    (terms, entries): (&mut Vec<Term>, &mut Vec<CalendarEntry>),
    stated: Parts,
) {
    let is_free = |term: &&Term| !terms.iter().any(|own| own.period.overlaps(&term.period));
    let others: Vec<Term> = known.terms().iter().filter(is_free).cloned().collect();
    terms.extend(others);
    let is_stated = |entry: &CalendarEntry| match entry.scope {
        CalendarScope::County => stated.county,
        CalendarScope::School => stated.own,
        CalendarScope::Grades(_) | CalendarScope::Class(_) => stated.county && stated.own,
    };
    let agrees = |one: &CalendarEntry, other: &CalendarEntry| {
        Calendar::new(Terms::default(), vec![*one, *other]).is_ok()
    };
    let others = known.entries().iter().filter(|entry| {
        !is_stated(entry) && entries.iter().all(|own| own != *entry && agrees(own, entry))
    });
    let others: Vec<CalendarEntry> = others.copied().collect();
    entries.extend(others);
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
