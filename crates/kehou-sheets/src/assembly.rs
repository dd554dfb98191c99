//! From rows to a county: what refers to each other is brought together.

mod calendars;
mod matching;
mod plans;
mod pupils;
mod recognised;
mod roll_sheets;
mod rolls;
mod schools;
mod twice_enrolled;
mod working;

use std::collections::{BTreeMap, BTreeSet};

use kehou_attendance::SchoolRecord;
use kehou_registry::{Calendar, FeeNotice, Payee, Pupil, PupilNo, School, SchoolCode, ServicePlan};
use kehou_units::Month;

use crate::{
    County, Kind, KindSet, KnownSchool, MissingKind, Reason, ReasonCode, Stated,
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
    /// For each school, the tables that speak of it, with what they are about.
    speaking: Vec<BTreeSet<(Kind, u32)>>,
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
    /// What is known of its calendar, until the files' calendar is put together with it.
    known_calendar: Option<Calendar>,
    known_pupils: pupils::KnownPupils,
    absent: BTreeSet<PupilNo>,
    new: BTreeSet<PupilNo>,
    is_known: bool,
}

/// Puts all rows together; the order in which files were read does not matter.
pub(crate) fn assemble(
    mut facts: Facts,
    mut sources: Sources,
    notes: Vec<Note>,
    (month, known): (Month, Vec<KnownSchool>),
) -> County {
    sources.rank();
    let mut desk = Desk { sources, notes, repeated: BTreeMap::new(), speaking: Vec::new(), month };
    let mut known: BTreeMap<SchoolCode, KnownSchool> =
        known.into_iter().map(|known| (known.school.code.clone(), known)).collect();
    let missing = facts
        .missing()
        .into_iter()
        .map(|kind| MissingKind { kind, findings: kind.findings_when_missing() });
    let missing = missing.collect();
    let (list, schools) = schools::build(std::mem::take(&mut facts.schools), &known, &mut desk);
    let with_known = |school: School| {
        let known = known.remove(&school.code);
        Draft::of(school, known)
    };
    let mut drafts: Vec<Draft> = schools.into_iter().map(with_known).collect();
    add_pupils(&mut drafts, &list, std::mem::take(&mut facts.pupils), &mut desk);
    add_applications(&mut drafts, &list, &mut facts, &mut desk);
    add_waivers(&mut drafts, &list, &mut facts, &mut desk);
    add_papers(&mut drafts, &list, &mut facts, &mut desk);
    let working_days = working::build(std::mem::take(&mut facts.working_days), &mut desk);
    rolls::add(&mut drafts, &list, &mut facts, &mut desk);
    let (schools, stated) = finish(drafts, &desk);
    let (sources, notes) = desk.into_notes();
    let refused_waivers = sources.refused_waivers();
    let (problems, problems_not_kept) = sources.into_errors();
    County {
        schools,
        working_days,
        problems,
        stated,
        problems_not_kept,
        refused_waivers,
        missing,
        notes,
    }
}

/// The records of the schools that the files speak of, and of which kinds.
fn finish(drafts: Vec<Draft>, desk: &Desk) -> (Vec<SchoolRecord>, BTreeMap<SchoolCode, Stated>) {
    let mut stated = BTreeMap::new();
    let mut records = Vec::with_capacity(drafts.len());
    for (draft, tables) in drafts.into_iter().zip(&desk.speaking) {
        if draft.is_known && tables.is_empty() {
            continue;
        }
        let kinds = KindSet::of(tables.iter().map(|(kind, _)| *kind));
        let torn = tables.iter().filter(|(_, table)| !desk.sources.is_whole(*table));
        let whole = torn.fold(kinds, |whole, (kind, _)| whole.without(*kind));
        let absent = if kinds.holds(Kind::Pupils) { draft.absent.clone() } else { BTreeSet::new() };
        let new = draft.new.clone();
        stated.insert(draft.school.code.clone(), Stated { kinds, whole, absent, new });
        records.push(draft.finish());
    }
    (records, stated)
}

impl Draft {
    fn of(school: School, known: Option<KnownSchool>) -> Self {
        let is_known = known.is_some();
        let (known_calendar, known_pupils) = match known {
            None => (None, pupils::KnownPupils::default()),
            Some(KnownSchool { calendar, pupils, next_pupil_no, .. }) => {
                (Some(calendar), pupils::KnownPupils { pupils, next: next_pupil_no })
            }
        };
        Self {
            school,
            calendar: Calendar::default(),
            plan: ServicePlan::default(),
            notices: Vec::new(),
            payees: Vec::new(),
            pupils: Vec::new(),
            index: PupilIndex::default(),
            rolls: rolls::SchoolSheets::default(),
            known_calendar,
            known_pupils,
            absent: BTreeSet::new(),
            new: BTreeSet::new(),
            is_known,
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

    /// Remembers that a row says something about a school.
    fn state(&mut self, school: usize, origin: Origin) {
        let Some(kind) = self.sources.kind(origin.table) else { return };
        if let Some(tables) = self.speaking.get_mut(school) {
            tables.insert((kind, origin.table));
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
            Ok(school) => {
                desk.state(school, fact.origin);
                sorted[school].push(fact);
            }
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
    let known: Vec<&[Pupil]> = drafts
        .iter()
        .zip(&rows)
        .map(|(draft, rows)| match rows.is_empty() {
            true => draft.known_pupils.pupils.as_slice(),
            false => &[],
        })
        .collect();
    let refused = twice_enrolled::refuse(&mut rows, &known, (list, desk));
    for ((draft, rows), refused) in drafts.iter_mut().zip(rows).zip(refused) {
        let known = std::mem::take(&mut draft.known_pupils);
        let built = pupils::build(rows, refused, known, desk);
        (draft.pupils, draft.index) = (built.all, built.index);
        (draft.absent, draft.new) = (built.absent, built.new);
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
