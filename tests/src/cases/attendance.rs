//! Cases about locks and about which sheet counts. [F8, F9]

use anyhow::{Result, bail};
use kehou_attendance::{
    Admission, Lateness, LockRules, Mark, MarkSet, SettledMarks, SettledRoll, Sheets, settle,
};
use kehou_policy::{Key, Policy};
use kehou_units::Month;
use serde::Deserialize;

use super::{
    difference::Differences,
    facts::{RawEntry, RawSheet, RawTerm, RawWorkingDays, calendar, sheets, term},
    file::{CaseFile, Expectation},
    raw::{At, Day},
    stop::{Stop, as_expected},
};

/// A roll and when it was entered, a month and its working days, or sheets of one group and slot.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Input {
    term: Option<RawTerm>,
    #[serde(default)]
    calendar: Vec<RawEntry>,
    #[serde(default)]
    working_days: RawWorkingDays,
    /// The day of service of a roll.
    service: Option<Day>,
    entered_at: Option<At>,
    /// The month that locks.
    month: Option<String>,
    #[serde(default)]
    sheets: Vec<RawSheet>,
    /// How many pupils stand on the sheets.
    pupils: Option<u32>,
    known_on: Option<Day>,
    /// Whether late corrections are admitted by two persons.
    #[serde(default)]
    everything_admitted: bool,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Expect {
    /// When the roll locks, or `never`.
    locks_at: Option<String>,
    /// Whether the roll was entered after its lock.
    late: Option<bool>,
    /// The last day before the month is locked, or `never`.
    locks_on: Option<String>,
    /// The signs that count, `?` where sheets contradict each other.
    marks: Option<Vec<String>>,
    /// The defect's code, or `none`.
    defect: Option<String>,
    refused: Option<String>,
}

impl Expectation for Expect {
    fn stops_something(&self) -> bool {
        let is_never = |text: &Option<String>| text.as_deref() == Some("never");
        self.refused.is_some()
            || self.late == Some(true)
            || is_never(&self.locks_at)
            || is_never(&self.locks_on)
            || self.defect.as_deref().is_some_and(|code| code != "none")
    }

    fn stops_everything(&self) -> bool {
        self.refused.is_some()
    }
}

pub(super) fn run(row: &str, case: &CaseFile) -> Result<()> {
    if !matches!(row, "F8" | "F9") {
        bail!("no runner reads the cases of row {row} for kehou-attendance");
    }
    let (input, expect) = case.parts::<Input, Expect>()?;
    let mut found = Differences::default();
    let compared = compare(&input, &expect, &mut found);
    as_expected(compared, expect.refused.as_deref())?;
    found.none()
}

fn compare(input: &Input, expect: &Expect, found: &mut Differences) -> Result<(), Stop> {
    let calendar = calendar(&[term(input.term.as_ref())?], &input.calendar)?;
    let on = input.known_on.or(input.service).map_or(kehou_fee::testing::day(3, 31), |day| day.0);
    let policy = Policy::shipped()?;
    let value = |error: kehou_policy::NotInForce| Stop::Broken(error.into());
    let locks = LockRules {
        roll_time: policy.time(Key::RollLockTime, on).map_err(value)?,
        month_working_day: policy.count(Key::MonthLockWorkingDay, on).map_err(value)?,
    };
    if let Some(service) = input.service {
        let lock = locks.roll_locks_at(service.0, &calendar);
        let text = lock.map_or("never".to_owned(), |at| at.format("%Y-%m-%dT%H:%M").to_string());
        found.compare("locks_at", expect.locks_at.clone(), text);
        let lateness = LockRules::lateness(input.entered_at.map(|at| at.0), lock);
        found.compare("late", expect.late, lateness == Lateness::Late);
    }
    if let Some(month) = &input.month {
        let month: Month = month.parse().map_err(anyhow::Error::from)?;
        let day = locks.month_locks_on(month, &input.working_days.build());
        let text = day.map_or("never".to_owned(), |day| day.to_string());
        found.compare("locks_on", expect.locks_on.clone(), text);
    }
    let everybody: Vec<u32> = (1..=input.pupils.unwrap_or(1)).collect();
    let rolls = sheets(&input.sheets, &everybody)?;
    if !input.sheets.is_empty() {
        let billable = policy.codes(Key::BillableStatuses, on).map_err(value)?;
        let is_billable = |mark: &Mark| billable.iter().any(|code| code == mark.code());
        let sheets = Sheets {
            rolls: &rolls,
            calendar: &calendar,
            locks,
            billable: MarkSet::of(Mark::ALL.into_iter().filter(is_billable)),
            known_on: on,
            admission: if input.everything_admitted {
                Admission::Everything
            } else {
                Admission::LoweringOnly
            },
        };
        let month = Month::of(on).map_err(anyhow::Error::from)?;
        let settled = settle(&sheets, month.first_day(), month.last_day());
        compare_settled(&settled, expect, found)?;
    }
    Ok(())
}

fn compare_settled(
    settled: &[SettledRoll<'_>],
    expect: &Expect,
    found: &mut Differences,
) -> Result<()> {
    let [one] = settled else {
        bail!("the sheets are of one group, slot and day; {} count", settled.len());
    };
    let marks: Vec<Mark> = match &one.marks {
        SettledMarks::AsEntered(roll) => roll.marks.to_vec(),
        SettledMarks::Merged(marks) => marks.iter().map(|(_, mark)| *mark).collect(),
    };
    let signs: Vec<&str> = marks.into_iter().map(Mark::symbol).collect();
    let expected = expect.marks.as_ref().map(|marks| marks.join("|"));
    found.compare("marks", expected, signs.join("|"));
    let defect = one.defect.map_or("none", |defect| defect.code());
    found.compare("defect", expect.defect.as_deref(), defect);
    Ok(())
}
