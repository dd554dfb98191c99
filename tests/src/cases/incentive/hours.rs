//! Cases about flexible hours and statutory care. [S2, S3]

use anyhow::{Result, bail};
use kehou_incentive::{
    CoreLesson, DutyKind, Earning, FlexGround, FlexRequest, FlexRules, FlexSituation,
    StatutoryCare, Use, balance,
};
use kehou_registry::WorkingDays;
use kehou_units::Minutes;
use serde::Deserialize;

use crate::cases::{
    difference::Differences,
    file::{CaseFile, Expectation},
    raw::{Day, time},
};

/// What a person earned and took, what they ask for, and what the law protects them for.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Input {
    on: Day,
    #[serde(default)]
    earned: Vec<Amount>,
    #[serde(default)]
    taken: Vec<Amount>,
    request: Option<Request>,
    #[serde(default)]
    lessons: Vec<Lesson>,
    #[serde(default)]
    born_on: Vec<Day>,
    expected_on: Option<Day>,
    duty_until: Option<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Amount {
    on: Day,
    minutes: u32,
    duty: Option<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Request {
    starts: String,
    ends: String,
    asked_on: Day,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Lesson {
    starts: String,
    ends: String,
    cover: Option<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Expect {
    available: Option<u32>,
    expired: Option<u64>,
    nursing: Option<u32>,
    /// Everything that stands against the request; must be given with one.
    against: Option<Vec<String>>,
    /// Why the duty is refused; normal hours end at 18:00.
    refused: Option<String>,
}

impl Expectation for Expect {
    fn stops_something(&self) -> bool {
        let against = self.against.as_ref().is_some_and(|grounds| !grounds.is_empty());
        against || self.refused.is_some() || self.expired.is_some_and(|minutes| minutes > 0)
    }

    fn stops_everything(&self) -> bool {
        self.refused.is_some()
    }
}

pub(in crate::cases) fn run(case: &CaseFile) -> Result<()> {
    let (input, expect) = case.parts::<Input, Expect>()?;
    let rules = FlexRules::shipped()?;
    let on = input.on.0;
    let mut earnings = Vec::new();
    for amount in &input.earned {
        let word = amount.duty.as_deref().unwrap_or("late_care");
        let Some(kind) = DutyKind::of_word(word) else { bail!("`{word}` is no duty") };
        earnings.push(Earning { on: amount.on.0, kind, minutes: Minutes::new(amount.minutes) });
    }
    let taken = |it: &Amount| Use { on: it.on.0, minutes: Minutes::new(it.minutes) };
    let uses: Vec<Use> = input.taken.iter().map(taken).collect();
    let account = balance(&rules.policies, &earnings, &uses, on);
    let mut found = Differences::default();
    found.compare("available", expect.available, account.available().count());
    found.compare("expired", expect.expired, account.expired);
    if let Some(request) = &input.request {
        let situation = FlexSituation {
            policies: &rules.policies,
            balance: &account,
            promised: Minutes::default(),
            granted_that_day: Minutes::default(),
            lessons: &lessons(&input.lessons)?,
            working: &WorkingDays::default(),
        };
        let request = FlexRequest {
            staff: "t-1".parse()?,
            on,
            starts: time(&request.starts)?,
            ends: time(&request.ends)?,
            asked_on: request.asked_on.0,
        };
        let against: Vec<&str> =
            request.against(&situation).into_iter().map(FlexGround::code).collect();
        found.compare("against", expect.against.map(|it| it.join(" ")), against.join(" "));
    }
    let care = StatutoryCare {
        born_on: input.born_on.iter().map(|day| day.0).collect(),
        expected_on: input.expected_on.map(|day| day.0),
    };
    let Some(statutory) = rules.statutory.in_force(on) else { bail!("no statutory rules on {on}") };
    let nursing = statutory.nursing_time(&care, on);
    found.compare("nursing", expect.nursing, nursing.count());
    if let Some(until) = &input.duty_until {
        let judged = statutory.judge_duty(&care, on, time(until)?, time("18:00")?);
        let code = judged.err().map_or("", |refusal| refusal.code());
        let expected = expect.refused.unwrap_or_default();
        found.compare("refused", Some(expected), code.to_owned());
    }
    found.none()
}

fn lessons(given: &[Lesson]) -> Result<Vec<CoreLesson>> {
    let mut lessons = Vec::new();
    for lesson in given {
        let (starts, ends) = (time(&lesson.starts)?, time(&lesson.ends)?);
        let cover = lesson.cover.as_deref().map(str::parse).transpose()?;
        lessons.push(CoreLesson { starts, ends, cover });
    }
    Ok(lessons)
}
