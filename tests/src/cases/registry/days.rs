//! Teaching days and working days. [C8, C9]

use anyhow::{Context, Result};
use kehou_units::Month;
use serde::Deserialize;

use crate::cases::{
    difference::Differences,
    facts::{RawEntry, RawTerm, RawWorkingDays, calendar, day_kind_text, term},
    file::{CaseFile, Expectation},
    raw::{Day, class},
    stop::{Stop, as_expected},
};

/// The calendar of a school.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Teaching {
    term: Option<RawTerm>,
    #[serde(default)]
    calendar: Vec<RawEntry>,
    /// A day whose next teaching day is asked for.
    after: Option<Day>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct ExpectTeaching {
    #[serde(default)]
    days: Vec<RawAsked>,
    /// The school's next teaching day, or `none`.
    next: Option<String>,
    refused: Option<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct RawAsked {
    on: Day,
    /// The class asked about; the school as a whole unless given.
    class: Option<String>,
    /// `teaching`, `holiday`, `make_up follows mon`, `closed weather` …
    is: String,
}

impl Expectation for ExpectTeaching {
    fn stops_something(&self) -> bool {
        let no_teaching = |day: &RawAsked| day.is == "holiday" || day.is.starts_with("closed");
        self.refused.is_some()
            || self.days.iter().any(no_teaching)
            || self.next.as_deref() == Some("none")
    }

    fn stops_everything(&self) -> bool {
        self.refused.is_some()
    }
}

pub(super) fn run_teaching(case: &CaseFile) -> Result<()> {
    let (input, expect) = case.parts::<Teaching, ExpectTeaching>()?;
    let calendar = term(input.term.as_ref())
        .map_err(Stop::from)
        .and_then(|term| calendar(&[term], &input.calendar));
    let mut found = Differences::default();
    if let Some(calendar) = as_expected(calendar, expect.refused.as_deref())? {
        for asked in &expect.days {
            let kind = match &asked.class {
                Some(name) => calendar.day(class(name)?, asked.on.0),
                None => calendar.school_day(asked.on.0),
            };
            let is = Some(asked.is.clone());
            found.compare(asked.on.0, is, day_kind_text(kind));
        }
        if let Some(after) = input.after {
            let next = calendar.next_teaching_day(after.0);
            let text = next.map_or("none".to_owned(), |day| day.to_string());
            found.compare("next", expect.next, text);
        }
    }
    found.none()
}

/// The public calendar, and what is counted in it.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Working {
    #[serde(default)]
    working_days: RawWorkingDays,
    nth: u32,
    /// Counted in a month, from its first working day.
    month: Option<String>,
    /// Or counted after a day, which itself does not count.
    after: Option<Day>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct ExpectWorking {
    /// The day, or `none`.
    day: String,
}

impl Expectation for ExpectWorking {
    fn stops_something(&self) -> bool {
        self.day == "none"
    }

    fn stops_everything(&self) -> bool {
        self.day == "none"
    }
}

pub(super) fn run_working(case: &CaseFile) -> Result<()> {
    let (input, expect) = case.parts::<Working, ExpectWorking>()?;
    let days = input.working_days.build();
    let day = match (&input.month, input.after) {
        (Some(month), None) => days.nth_of(month.parse::<Month>()?, input.nth),
        (None, Some(after)) => days.after(after.0, input.nth),
        _ => return Err(anyhow::anyhow!("give `month` or `after`")).context("[input]"),
    };
    let mut found = Differences::default();
    let text = day.map_or("none".to_owned(), |day| day.to_string());
    found.compare("day", Some(expect.day), text);
    found.none()
}
