//! What the files of a case came to.

use std::{
    collections::{BTreeMap, BTreeSet},
    fmt::Write,
    io::Cursor,
    sync::LazyLock,
};

use chrono::NaiveDate;
use kehou_attendance::Mark;
use kehou_policy::Policy;
use kehou_registry::{Boarding, ClassRef, Grade};
use kehou_sheets::{County, FileReport, Intake, Note, Reason, RowError};

use crate::case::{Expected, NoteExpected, Problem};

/// The reports of the files, and the county as a text that two readings can be compared by.
pub(crate) struct Outcome {
    reports: Vec<FileReport>,
    problems: Vec<RowError>,
    notes: Vec<Note>,
    missing: Vec<String>,
    counts: BTreeMap<&'static str, i64>,
    marks: BTreeMap<&'static str, i64>,
    pub(crate) county: String,
}

impl Outcome {
    pub(crate) fn of<'a>(files: impl Iterator<Item = &'a (String, Vec<u8>)>) -> Self {
        static POLICY: LazyLock<Policy> = LazyLock::new(|| Policy::shipped().unwrap());
        let mut intake = Intake::new(&POLICY, "2023-03".parse().unwrap());
        let reports = files.map(|(name, bytes)| intake.read(name, Cursor::new(bytes))).collect();
        let county = intake.finish();
        Self {
            reports,
            counts: counts(&county),
            marks: marks(&county),
            missing: county.missing.iter().map(|one| one.kind.code().to_owned()).collect(),
            county: format!("{county:?}"),
            notes: county.notes,
            problems: county.problems,
        }
    }

    /// Whether this is exactly what was expected; otherwise everything that differs.
    pub(crate) fn meets(&self, expected: &Expected) -> Result<(), String> {
        let mut differs = String::new();
        for problem in self.problems.iter().filter(|problem| lacks_argument(&problem.reason)) {
            writeln!(differs, "an argument is missing or too many: {problem}").unwrap();
        }
        self.compare_problems(&expected.problems, &mut differs);
        self.compare_notes(&expected.notes, &mut differs);
        self.compare_files(expected, &mut differs);
        if let Some(missing) = &expected.missing
            && (missing.is_empty() && !self.missing.is_empty()
                || missing.iter().any(|kind| !self.missing.contains(kind)))
        {
            writeln!(differs, "missing kinds are {:?}", self.missing).unwrap();
        }
        for (name, value) in &expected.counts {
            let found = self.counts.get(name.as_str()).copied().map(toml::Value::Integer);
            let marks = self.marks.iter().map(|(code, n)| ((*code).to_owned(), (*n).into()));
            let found = found.or((name == "marks").then(|| toml::Value::Table(marks.collect())));
            if found.as_ref() != Some(value) {
                writeln!(differs, "{name} is {found:?}, expected {value:?}").unwrap();
            }
        }
        if differs.is_empty() { Ok(()) } else { Err(differs) }
    }

    fn compare_problems(&self, expected: &[Problem], differs: &mut String) {
        for at in 0..self.problems.len().max(expected.len()) {
            match (self.problems.get(at), expected.get(at)) {
                (Some(found), Some(wanted)) if is(found, wanted) => {}
                (Some(found), Some(wanted)) => {
                    let (code, row, column) = (&wanted.code, wanted.row, &wanted.column);
                    let place = format!("{}[{}]:{row}{column}", wanted.file, wanted.sheet);
                    writeln!(differs, "found    {found}\nexpected {place} {code}").unwrap();
                }
                (Some(found), None) => writeln!(differs, "unexpected {found}").unwrap(),
                (None, Some(wanted)) => {
                    let (file, row, code) = (&wanted.file, wanted.row, &wanted.code);
                    writeln!(differs, "not found {file}:{row}{} {code}", wanted.column).unwrap();
                }
                (None, None) => {}
            }
        }
    }

    fn compare_notes(&self, expected: &[NoteExpected], differs: &mut String) {
        for wanted in expected {
            let is_it = |note: &&Note| {
                (&*note.file, &*note.sheet, note.code.as_str())
                    == (wanted.file.as_str(), wanted.sheet.as_str(), wanted.code.as_str())
                    && wanted.says.as_ref().is_none_or(|says| note.to_string().contains(says))
            };
            if !self.notes.iter().any(|note| is_it(&note)) {
                writeln!(differs, "no note {}; notes are {:?}", wanted.code, self.notes).unwrap();
            }
        }
    }

    fn compare_files(&self, expected: &Expected, differs: &mut String) {
        for wanted in &expected.files {
            let report = self.reports.iter().find(|report| *report.file == *wanted.name);
            let Some(report) = report else {
                writeln!(differs, "no file {}", wanted.name).unwrap();
                continue;
            };
            let kinds: Vec<&str> = report.tables.iter().map(|table| table.kind.code()).collect();
            let encoding = report.encoding.map_or("", |encoding| encoding.as_str());
            if (kinds, encoding, report.rows())
                != (
                    wanted.kinds.iter().map(String::as_str).collect(),
                    &wanted.encoding,
                    wanted.rows,
                )
            {
                writeln!(differs, "the file is {report:?}").unwrap();
            }
        }
    }
}

/// Whether the arguments of a reason are others than those of its text.
fn lacks_argument(reason: &Reason) -> bool {
    let template = reason.code().template();
    let named = template.split('{').skip(1).filter_map(|rest| Some(rest.split_once('}')?.0));
    let given = reason.args().map(|(name, _)| name);
    named.collect::<BTreeSet<_>>() != given.collect()
}

fn is(found: &RowError, wanted: &Problem) -> bool {
    let place = (&*found.file, &*found.sheet, found.row, found.column_letters());
    place == (&wanted.file, &wanted.sheet, wanted.row, wanted.column.clone())
        && found.reason.code().as_str() == wanted.code
        && wanted.heading.as_ref().is_none_or(|heading| **heading == *found.heading)
        && wanted.value.as_ref().is_none_or(|value| *value == found.value)
        && wanted.says.as_ref().is_none_or(|says| found.to_string().contains(says))
}

fn counts(county: &County) -> BTreeMap<&'static str, i64> {
    let mut counts = BTreeMap::new();
    let mut add = |name, number: usize| {
        *counts.entry(name).or_default() += i64::try_from(number).unwrap();
    };
    add("schools", county.schools.len());
    add("teaching_days", teaching_days(county));
    add("refused_waivers", usize::try_from(county.refused_waivers).unwrap());
    for school in &county.schools {
        add("pupils", school.pupils.len());
        add("notices", school.notices.len());
        add("payees", school.payees.len());
        add("plan_slots", school.plan.slots().len());
        add("sheets", school.rolls.rolls().len());
        for pupil in &school.pupils {
            add("applications", pupil.applications.len());
            add("waivers", pupil.waivers.len());
            let mut placements = pupil.placements.iter();
            let boards = placements.any(|(_, place)| place.boarding == Boarding::Boarder);
            add("boarders", usize::from(boards));
        }
    }
    counts
}

/// The teaching days of March 2023 of the first school's class 3-1.
fn teaching_days(county: &County) -> usize {
    let class = ClassRef { grade: Grade::new(3).unwrap(), number: 1 };
    let days = NaiveDate::from_ymd_opt(2023, 3, 1).unwrap().iter_days().take(31);
    county.schools.first().map_or(0, |school| {
        days.filter(|on| school.calendar.day(class, *on).timetable(*on).is_some()).count()
    })
}

/// How many marks of each kind the sheets hold.
fn marks(county: &County) -> BTreeMap<&'static str, i64> {
    let mut marks = BTreeMap::new();
    let sheets = county.schools.iter().flat_map(|school| school.rolls.rolls());
    for mark in sheets.flat_map(|roll| &roll.marks).filter(|mark| **mark != Mark::None) {
        *marks.entry(mark.code()).or_default() += 1;
    }
    marks
}
