//! Calendars, working days and sheets, as several kinds of cases write them.

use anyhow::{Context, Result, anyhow, bail};
use kehou_attendance::{GroupNo, Mark, Roll, Roster, SchoolRolls};
use kehou_fee::testing::spring;
use kehou_registry::{
    Calendar, CalendarEntry, CalendarScope, ClosureReason, DayKind, Grade, GradeSet, PupilNo,
    SlotNo, Term, Terms, WorkingDays,
};
use kehou_units::Period;
use serde::Deserialize;

use super::{
    raw::{At, Day, OneOrMany, class, period, weekday},
    stop::Stop,
};

/// A term; the spring term of 2023, 2023-02-13 to 2023-07-07, unless a case says otherwise.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawTerm {
    from: Day,
    until: Day,
}

/// The period of a term.
pub(super) fn term(raw: Option<&RawTerm>) -> Result<Period> {
    raw.map_or(Ok(spring()), |raw| period(raw.from, Some(raw.until)))
}

/// Days that differ from Monday-to-Friday teaching; for the whole school unless it says for whom.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawEntry {
    on: Option<Day>,
    from: Option<Day>,
    until: Option<Day>,
    #[serde(default)]
    county: bool,
    grades: Option<Vec<u8>>,
    class: Option<String>,
    kind: String,
    follows: Option<String>,
    reason: Option<String>,
}

impl RawEntry {
    fn build(&self) -> Result<CalendarEntry> {
        let period = match (self.on, self.from, self.until) {
            (Some(on), None, None) => period(on, Some(on))?,
            (None, Some(from), until) => period(from, until)?,
            _ => bail!("a calendar entry has `on`, or `from` and perhaps `until`"),
        };
        let scope = match (&self.grades, &self.class) {
            (Some(numbers), None) => CalendarScope::Grades(grades(numbers)?),
            (None, Some(name)) => CalendarScope::Class(class(name)?),
            (None, None) if self.county => CalendarScope::County,
            (None, None) => CalendarScope::School,
            _ => bail!("a calendar entry is for `grades` or for a `class`"),
        };
        Ok(CalendarEntry { period, scope, kind: self.day_kind()? })
    }

    fn day_kind(&self) -> Result<DayKind> {
        Ok(match (self.kind.as_str(), &self.follows, &self.reason) {
            ("teaching", None, None) => DayKind::Teaching,
            ("holiday", None, None) => DayKind::Holiday,
            ("make_up", Some(follows), None) => DayKind::MakeUp { follows: weekday(follows)? },
            ("closed", None, Some(reason)) => DayKind::Closed(closure(reason)?),
            (kind, ..) => bail!(
                "`{kind}`: write teaching, holiday, make_up with `follows`, or closed with `reason`"
            ),
        })
    }
}

const CLOSURES: [(&str, ClosureReason); 6] = [
    ("weather", ClosureReason::Weather),
    ("illness", ClosureReason::Illness),
    ("exam_site", ClosureReason::ExamSite),
    ("after_entrance_exam", ClosureReason::AfterEntranceExam),
    ("boarders_departure", ClosureReason::BoardersDeparture),
    ("other", ClosureReason::Other),
];

fn closure(text: &str) -> Result<ClosureReason> {
    let known = CLOSURES.into_iter().find(|(name, _)| *name == text);
    known.map(|(_, reason)| reason).ok_or_else(|| anyhow!("`{text}` is no reason of a closure"))
}

/// How cases write what a day is.
pub(super) fn day_kind_text(kind: DayKind) -> String {
    match kind {
        DayKind::Teaching => "teaching".to_owned(),
        DayKind::Holiday => "holiday".to_owned(),
        DayKind::MakeUp { follows } => {
            format!("make_up follows {}", follows.to_string().to_lowercase())
        }
        DayKind::Closed(reason) => {
            let known = CLOSURES.into_iter().find(|(_, known)| *known == reason);
            format!("closed {}", known.map_or("?", |(name, _)| name))
        }
    }
}

/// The calendar of a school with its terms.
pub(super) fn calendar(terms: &[Period], entries: &[RawEntry]) -> Result<Calendar, Stop> {
    let entries: Result<Vec<_>> = entries.iter().map(RawEntry::build).collect();
    let named = |period: &Period| Term { name: period.to_string(), period: *period };
    Ok(Calendar::new(Terms::new(terms.iter().map(named).collect()), entries?)?)
}

/// Some grades.
pub(super) fn grades(numbers: &[u8]) -> Result<GradeSet> {
    let grades: Result<Vec<Grade>, _> = numbers.iter().map(|number| Grade::new(*number)).collect();
    Ok(GradeSet::of(grades?))
}

/// Public holidays and make-up days.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct RawWorkingDays {
    holidays: Vec<Day>,
    make_up: Vec<Day>,
}

impl RawWorkingDays {
    pub(super) fn build(&self) -> WorkingDays {
        let days = |days: &[Day]| days.iter().map(|day| day.0).collect();
        WorkingDays::new(days(&self.holidays), days(&self.make_up))
    }
}

/// A sheet, or the same sheet for several days and slots.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawSheet {
    on: OneOrMany<Day>,
    slot: OneOrMany<u8>,
    /// One sign for everybody, or one a pupil in their order: √ 迟 早 假 病 旷 停, or nothing.
    marks: OneOrMany<String>,
    /// Whom it lists; all pupils of the case unless given.
    pupils: Option<Vec<u32>>,
    #[serde(default = "first_group")]
    group: u32,
    #[serde(default)]
    revision: u32,
    /// When it was entered; in time unless given.
    entered_at: Option<At>,
}

const fn first_group() -> u32 {
    1
}

/// All sheets of a case; `everybody` stands on those that list nobody.
pub(super) fn sheets(raw: &[RawSheet], everybody: &[u32]) -> Result<SchoolRolls, Stop> {
    let mut rosters = Vec::new();
    let mut rolls = Vec::new();
    for sheet in raw {
        let listed = sheet.pupils.as_deref().unwrap_or(everybody);
        let roster = Roster::new(listed.iter().copied().map(PupilNo::new).collect())?;
        let known = rosters.iter().position(|known| *known == roster);
        let at = known.unwrap_or_else(|| {
            rosters.push(roster);
            rosters.len() - 1
        });
        let marks = marks(&sheet.marks, listed.len())?;
        for (on, slot) in sheet
            .on
            .as_slice()
            .iter()
            .flat_map(|on| sheet.slot.as_slice().iter().map(move |slot| (on, slot)))
        {
            rolls.push(Roll {
                on: on.0,
                slot: SlotNo::new(*slot)?,
                group: GroupNo::new(sheet.group),
                revision: sheet.revision,
                recorded_at: sheet.entered_at.map(|at| at.0),
                roster: at,
                marks: marks.clone().into(),
            });
        }
    }
    Ok(SchoolRolls::new(rosters, rolls)?)
}

fn marks(signs: &OneOrMany<String>, pupils: usize) -> Result<Vec<Mark>> {
    match signs {
        OneOrMany::One(sign) => Ok(vec![mark(sign)?; pupils]),
        OneOrMany::Many(signs) => signs.iter().map(|sign| mark(sign)).collect(),
    }
}

fn mark(sign: &str) -> Result<Mark> {
    Mark::from_symbol(sign).with_context(|| format!("`{sign}` is no sign of a roll"))
}
