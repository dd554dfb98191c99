//! Findings followed to their end. [I9, R25, R36]

use std::collections::BTreeSet;

use anyhow::{Context, Result, anyhow, bail};
use kehou_inspection::{
    Act, Deed, Evidence, Finding, FindingNo, Gravity, Ground, KnownProblem, Opening, PersonRef,
    Problem, RectificationRules, Refusal, Rung, Signature, Verdict, repeat_of,
};
use kehou_registry::{SchoolCode, WorkingDays};
use kehou_units::{Dated, Instant};
use serde::Deserialize;

use crate::cases::{
    difference::Differences,
    facts::RawWorkingDays,
    file::{CaseFile, Expectation},
    raw::{At, Day},
};

/// What was found, and what was done about it, in order.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct History {
    gravity: Option<String>,
    /// When it is opened; the fact is of that day.
    opened: At,
    #[serde(default)]
    working_days: RawWorkingDays,
    /// Persons who are linked to the school.
    #[serde(default)]
    linked: Vec<String>,
    /// Earlier findings of the school.
    #[serde(default)]
    earlier: Vec<RawEarlier>,
    #[serde(default)]
    acts: Vec<RawAct>,
    /// When it is looked at; after the last act unless given.
    seen: Option<At>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct RawEarlier {
    on: Day,
    /// The same problem as now unless given.
    problem: Option<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct RawAct {
    at: At,
    /// `bureau` unless given.
    by: Option<String>,
    #[serde(rename = "do")]
    deed: String,
    /// Of an order or an extension.
    days: Option<u32>,
    /// Of an escalation.
    rung: Option<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Expected {
    stage: Option<String>,
    /// The deadline that the school must meet, or `none`.
    due: Option<String>,
    measures_due: Option<String>,
    /// Why it is overdue, or `no`.
    overdue: Option<String>,
    /// The number of the earlier finding that it repeats, from 1, or `none`.
    repeats: Option<String>,
    /// The rungs that may be taken next, joined by commas; empty for none.
    next_rungs: Option<String>,
    /// The code with which the last act is refused.
    refused: Option<String>,
    /// Where the finding stood when an act was not possible.
    from: Option<String>,
}

impl Expectation for Expected {
    fn stops_something(&self) -> bool {
        let overdue = self.overdue.as_deref().is_some_and(|overdue| overdue != "no");
        self.refused.is_some()
            || overdue
            || self.repeats.as_deref().is_some_and(|repeats| repeats != "none")
    }

    fn stops_everything(&self) -> bool {
        self.refused.is_some()
    }
}

/// Runs one case.
pub(super) fn run(case: &CaseFile) -> Result<()> {
    let (input, expect) = case.parts::<History, Expected>()?;
    let rules = RectificationRules::shipped()?;
    let mut found = Differences::default();
    let finding = match followed(&input, &rules)? {
        Ok(finding) => finding,
        Err(refusal) => {
            let refused = expect.refused.context(refusal.to_string())?;
            found.compare("refused", Some(refused), refusal.code().to_owned());
            if let Refusal::Illegal { from, .. } = &refusal {
                found.compare("from", expect.from, word(from.code()));
            }
            return found.none();
        }
    };
    if let Some(refused) = expect.refused {
        bail!("{refused} was expected, and nothing was refused");
    }
    let last = input.acts.last().map_or(input.opened, |act| act.at);
    let seen = instant(input.seen.unwrap_or(last));
    let none = || "none".to_owned();
    let due = finding.due().map_or_else(none, |due| due.day().to_string());
    let measures = finding.measures_due().map_or_else(none, |due| due.day().to_string());
    let repeats = finding.opening().repeats;
    let is_repeated = repeats.is_some();
    let overdue = finding.overdue(seen).map_or("no".to_owned(), |why| word(why.code()));
    let next = finding.order().map(|order| order.next_rungs(is_repeated)).unwrap_or_default();
    let next: Vec<String> = next.into_iter().map(|rung| word(rung.code())).collect();
    found.compare("stage", expect.stage, word(finding.stage().kind().code()));
    found.compare("due", expect.due, due);
    found.compare("measures_due", expect.measures_due, measures);
    found.compare("overdue", expect.overdue, overdue);
    found.compare("repeats", expect.repeats, repeats.map_or_else(none, |no| no.to_string()));
    found.compare("next_rungs", expect.next_rungs, next.join(", "));
    found.none()
}

/// The finding after all acts, or why one of them was refused.
fn followed(
    input: &History,
    rules: &Dated<RectificationRules>,
) -> Result<Result<Finding, Refusal>> {
    let working: WorkingDays = input.working_days.build();
    let linked: BTreeSet<PersonRef> =
        input.linked.iter().map(|person| person.parse()).collect::<Result<_, _>>()?;
    let ground = Ground { rules, working: &working, linked: &linked };
    let opening = opening(input, rules)?;
    let signed = signature("inspector", input.opened)?;
    let deed = Deed::Open { opening: Box::new(opening) };
    let mut finding = match Finding::open(Act { signed, deed }) {
        Ok(opened) => opened.finding,
        Err(refusal) => return Ok(Err(refusal)),
    };
    for (nth, raw) in (1..).zip(&input.acts) {
        let signed = signature(raw.by.as_deref().unwrap_or("bureau"), raw.at)?;
        match finding.advance(Act { signed, deed: deed_of(raw)? }, &ground) {
            Ok(advanced) => finding = advanced.finding,
            // What is refused ends the case: it stands last.
            Err(refusal) if nth == input.acts.len() => return Ok(Err(refusal)),
            Err(refusal) => bail!("act {nth} ({}): {refusal}", raw.deed),
        }
    }
    Ok(Ok(finding))
}

fn opening(input: &History, rules: &Dated<RectificationRules>) -> Result<Opening> {
    let school: SchoolCode = "3708290001".parse()?;
    let gravity = input.gravity.as_deref().unwrap_or("ordinary");
    let mut kinds = Gravity::ALL.into_iter();
    let gravity = kinds.find(|kind| word(kind.code()) == gravity).context("no such gravity")?;
    let observed_on = input.opened.0.date();
    let known = |number: u32, problem: &str, observed_on| {
        let (number, school) = (FindingNo::new(number), school.clone());
        let problem = Problem::Item(problem.parse()?);
        Ok::<_, anyhow::Error>(KnownProblem { number, school, problem, observed_on })
    };
    let earlier: Vec<KnownProblem> = (1..)
        .zip(&input.earlier)
        .map(|(number, raw)| known(number, raw.problem.as_deref().unwrap_or(ITEM), raw.on.0))
        .collect::<Result<_>>()?;
    let new = known(u32::MAX, ITEM, observed_on)?;
    let in_force = rules.in_force(observed_on).context("no settings are in force")?;
    let repeats = repeat_of(&new, &earlier, in_force).map(|old| old.number);
    let what = "收费公示缺少投诉电话".parse()?;
    Ok(Opening { school, problem: new.problem, gravity, what, observed_on, repeats })
}

/// The item of the checklist that every finding is about unless it says otherwise.
const ITEM: &str = "6.2";

fn deed_of(raw: &RawAct) -> Result<Deed> {
    let why = "现场核实".parse()?;
    let number = "嘉教改〔2023〕1号".parse()?;
    Ok(match raw.deed.as_str() {
        "notify" => Deed::Notify,
        "measure" => Deed::Measure { what: "当日停收".parse()? },
        "respond" => Deed::Respond { text: "情况属实".parse()? },
        "lapse" => Deed::Lapse,
        "confirm" => Deed::Confirm { why },
        "withdraw" => Deed::Withdraw { why },
        "order" => Deed::Order { number, demands: "限期改正".parse()?, days: raw.days },
        "announce" => Deed::Announce { number },
        "extend" => Deed::Extend { days: raw.days.context("`days` of an extension")?, why },
        "submit" => {
            let name = "整改照片.jpg".parse()?;
            Deed::Submit { evidence: vec![Evidence { sha256: [7; 32], name }] }
        }
        "submit_nothing" => Deed::Submit { evidence: Vec::new() },
        "accept" => Deed::Verify { verdict: Verdict::Accepted, why },
        "reject" => Deed::Verify { verdict: Verdict::Rejected, why },
        "close" => Deed::Close,
        "reopen" => Deed::Reopen { why },
        "escalate" => {
            let named = raw.rung.as_deref().context("`rung` of an escalation")?;
            let mut rungs = Rung::ALL.into_iter();
            let rung = rungs.find(|rung| word(rung.code()) == named).context("no such rung")?;
            Deed::Escalate { rung, number }
        }
        other => return Err(anyhow!("`{other}` is no deed")),
    })
}

fn signature(by: &str, at: At) -> Result<Signature> {
    Ok(Signature { by: by.parse()?, at: instant(at) })
}

fn instant(at: At) -> Instant {
    Instant::of_county(at.0)
}

/// A code without what it is a code of: `STAGE_ORDERED` is `ordered`.
fn word(code: &str) -> String {
    code.split_once('_').map_or(code, |(_, word)| word).to_ascii_lowercase()
}
