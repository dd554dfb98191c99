//! From rows to a county: what refers to each other is brought together.

mod calendars;
mod matching;
mod plans;
mod pupils;
mod roll_sheets;
mod rolls;
mod schools;
mod twice_enrolled;
mod working;

use std::collections::BTreeMap;

use kehou_attendance::SchoolRecord;
use kehou_registry::{Calendar, FeeNotice, Payee, Pupil, School, ServicePlan};
use kehou_units::Month;

use crate::{
    County, MissingKind, Reason, ReasonCode,
    county::{Note, NoteCode},
    facts::Facts,
    fields::{PupilKey, SchoolKey},
    kinds, limits,
    sources::{Origin, Sourced, Sources},
};
use matching::PupilIndex;
use schools::SchoolList;

/// What assembling works with besides the facts.
struct Desk {
    sources: Sources,
    notes: Vec<Note>,
    /// For each table, how many of its rows say what another row says already.
    repeated: BTreeMap<u32, usize>,
    month: Month,
}

/// A school while it is put together.
struct Draft {
    school: School,
    calendar: Calendar,
    plan: ServicePlan,
    notices: Vec<FeeNotice>,
    payees: Vec<Payee>,
    pupils: Vec<Pupil>,
    index: PupilIndex,
    rolls: rolls::SchoolSheets,
}

/// Puts all rows together; the order in which files were read does not matter.
pub(crate) fn assemble(
    mut facts: Facts,
    mut sources: Sources,
    notes: Vec<Note>,
    month: Month,
) -> County {
    sources.rank();
    let mut desk = Desk { sources, notes, repeated: BTreeMap::new(), month };
    let missing = facts
        .missing()
        .into_iter()
        .map(|kind| MissingKind { kind, findings: kind.findings_when_missing() });
    let missing = missing.collect();
    let (list, schools) = schools::build(std::mem::take(&mut facts.schools), &mut desk);
    let mut drafts: Vec<Draft> = schools.into_iter().map(Draft::of).collect();
    add_pupils(&mut drafts, &list, std::mem::take(&mut facts.pupils), &mut desk);
    add_applications(&mut drafts, &list, &mut facts, &mut desk);
    add_waivers(&mut drafts, &list, &mut facts, &mut desk);
    add_papers(&mut drafts, &list, &mut facts, &mut desk);
    let working_days = working::build(std::mem::take(&mut facts.working_days), &mut desk);
    rolls::add(&mut drafts, &list, &mut facts, &mut desk);
    let schools = drafts.into_iter().map(Draft::finish).collect();
    let (sources, notes) = desk.into_notes();
    let refused_waivers = sources.refused_waivers();
    let (problems, problems_not_kept) = sources.into_errors();
    County { schools, working_days, problems, problems_not_kept, refused_waivers, missing, notes }
}

impl Draft {
    fn of(school: School) -> Self {
        Self {
            school,
            calendar: Calendar::default(),
            plan: ServicePlan::default(),
            notices: Vec::new(),
            payees: Vec::new(),
            pupils: Vec::new(),
            index: PupilIndex::default(),
            rolls: rolls::SchoolSheets::default(),
        }
    }

    fn finish(self) -> SchoolRecord {
        SchoolRecord {
            school: self.school,
            calendar: self.calendar,
            plan: self.plan,
            notices: self.notices,
            payees: self.payees,
            pupils: self.pupils,
            rolls: self.rolls.finish(),
        }
    }
}

impl Desk {
    /// Sorts facts by where they stand, so that the order of reading does not matter.
    fn sort<T>(&self, facts: &mut [Sourced<T>]) {
        facts.sort_by_key(|fact| self.sources.order(fact.origin));
    }

    /// Adds a fact about a pupil, unless it was said before or there are too many.
    fn add<T: PartialEq>(&mut self, facts: &mut Vec<T>, origin: Origin, fact: T) {
        if facts.contains(&fact) {
            self.note_repeated(&[origin]);
        } else if facts.len() >= limits::PUPIL_ROWS {
            let reason = Reason::new(ReasonCode::RowsTooMany).with("limit", limits::PUPIL_ROWS);
            self.sources.refuse(origin, None, "", reason);
        } else {
            facts.push(fact);
        }
    }

    /// Remembers rows that say what another row says already.
    fn note_repeated(&mut self, origins: &[Origin]) {
        for origin in origins {
            *self.repeated.entry(origin.table).or_default() += 1;
        }
    }

    /// The notes, one per table for repeated rows.
    fn into_notes(self) -> (Sources, Vec<Note>) {
        let Self { sources, mut notes, repeated, .. } = self;
        for (table, count) in repeated {
            let Some(table) = sources.table(table) else { continue };
            let (file, sheet) = (table.file.clone(), table.sheet.clone());
            let (code, detail) = (NoteCode::RowsRepeated, count.to_string());
            notes.push(Note { file, sheet, code, detail });
        }
        notes.sort();
        (sources, notes)
    }
}

/// Hands each fact to its school; facts about schools that are not listed are refused.
fn by_school<T>(
    list: &SchoolList,
    mut facts: Vec<Sourced<T>>,
    key: impl Fn(&T) -> &SchoolKey,
    desk: &mut Desk,
) -> Vec<Vec<Sourced<T>>> {
    desk.sort(&mut facts);
    let mut sorted: Vec<Vec<Sourced<T>>> = Vec::new();
    sorted.resize_with(list.len(), Vec::new);
    for fact in facts {
        let key = key(&fact.fact);
        match list.find(key) {
            Ok(school) => sorted[school].push(fact),
            Err(reason) => desk.refuse_school(fact.origin, key, reason),
        }
    }
    sorted
}

impl Desk {
    fn refuse_school(&mut self, origin: Origin, key: &SchoolKey, reason: Reason) {
        // The code and the name of the school are the first columns of every layout that has them.
        let (column, value) = match key {
            SchoolKey::Code(code) => (0, code.as_str()),
            SchoolKey::Name(name) => (1, &**name),
        };
        self.sources.refuse(origin, Some(column), value, reason);
    }
}

fn add_pupils(
    drafts: &mut [Draft],
    list: &SchoolList,
    rows: Vec<Sourced<kinds::pupils::PupilRow>>,
    desk: &mut Desk,
) {
    let mut rows = by_school(list, rows, |row| &row.school, desk);
    let refused = twice_enrolled::refuse(&mut rows, list, desk);
    for ((draft, rows), refused) in drafts.iter_mut().zip(rows).zip(refused) {
        (draft.pupils, draft.index) = pupils::build(rows, refused, desk);
    }
}

fn add_applications(drafts: &mut [Draft], list: &SchoolList, facts: &mut Facts, desk: &mut Desk) {
    let rows = std::mem::take(&mut facts.applications);
    for (draft, rows) in drafts.iter_mut().zip(by_school(list, rows, |row| &row.school, desk)) {
        for row in rows {
            if let Some(pupil) = draft.find(&row.fact.pupil, row.origin, desk) {
                desk.add(&mut pupil.applications, row.origin, row.fact.application);
            }
        }
        for pupil in &mut draft.pupils {
            pupil.applications.sort_by_key(|one| (one.applied_on, one.withdrawn_on));
        }
    }
}

fn add_waivers(drafts: &mut [Draft], list: &SchoolList, facts: &mut Facts, desk: &mut Desk) {
    let rows = std::mem::take(&mut facts.waivers);
    for (draft, rows) in drafts.iter_mut().zip(by_school(list, rows, |row| &row.school, desk)) {
        for row in rows {
            if let Some(pupil) = draft.find(&row.fact.pupil, row.origin, desk) {
                desk.add(&mut pupil.waivers, row.origin, row.fact.waiver);
            }
        }
    }
}

impl Draft {
    /// The pupil that a row of this school names, on the days of the month.
    fn find(&mut self, key: &PupilKey, origin: Origin, desk: &mut Desk) -> Option<&mut Pupil> {
        match self.index.find(key, &self.pupils, desk.month) {
            Ok(at) => self.pupils.get_mut(at),
            Err(refusal) => {
                refusal.tell(origin, key, desk);
                None
            }
        }
    }
}

/// Adds what schools publish: plans, notices, payees and calendars.
fn add_papers(drafts: &mut [Draft], list: &SchoolList, facts: &mut Facts, desk: &mut Desk) {
    let plans = by_school(list, std::mem::take(&mut facts.plans), |row| &row.school, desk);
    let notices = by_school(list, std::mem::take(&mut facts.notices), |row| &row.school, desk);
    let payees = by_school(list, std::mem::take(&mut facts.payees), |row| &row.school, desk);
    for ((draft, notices), payees) in drafts.iter_mut().zip(notices).zip(payees) {
        draft.notices = notices.into_iter().map(|row| row.fact.notice).collect();
        draft.notices.sort_by_key(|notice| (notice.covers, notice.published_on));
        draft.notices.dedup();
        draft.payees = payees.into_iter().map(|row| row.fact.payee).collect();
        draft
            .payees
            .sort_by(|a, b| (a.period, a.kind, &a.account).cmp(&(b.period, b.kind, &b.account)));
        draft.payees.dedup();
    }
    for (draft, plan) in drafts.iter_mut().zip(plans) {
        draft.plan = plans::build(plan, desk);
    }
    calendars::add(drafts, list, std::mem::take(&mut facts.calendar), desk);
}
