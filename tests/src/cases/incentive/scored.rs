//! Cases about packs and cards. [S1, S4, S5, S6, S8, R30]

use std::collections::BTreeMap;

use anyhow::{Result, bail};
use kehou_incentive::{
    Basis, Card, DataFault, EthicsFinding, ScorePack, StaffFacts, score, workload,
};
use serde::Deserialize;

use super::staff::Teacher;
use crate::cases::{
    difference::Differences,
    file::{CaseFile, Expectation},
    stop::{Stop, as_expected},
};

const SHIPPED: &str =
    include_str!("../../../../crates/kehou-incentive/data/score-pack-370829.toml");

/// The shipped pack with replacements, each of which must fit, and two teachers.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Input {
    #[serde(default)]
    replace: Vec<Replacement>,
    #[serde(default)]
    teacher: Teacher,
    other: Option<Teacher>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Replacement {
    from: String,
    to: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Expect {
    /// Everything that is wrong with the pack, in order, each as its code.
    #[serde(default)]
    problems: Vec<String>,
    /// What the first problem names as its component.
    component: Option<String>,
    /// Why the facts are refused.
    refused: Option<String>,
    total: Option<String>,
    #[serde(default)]
    points: BTreeMap<String, String>,
    /// All neutral components with their reasons; the part of the school need not be listed.
    neutral: Option<BTreeMap<String, String>>,
    /// Whether both teachers have the same sum.
    alike: Option<bool>,
    /// The workload, in standard lessons.
    lessons: Option<String>,
    /// The finding about ethics training.
    finding: Option<String>,
}

impl Expectation for Expect {
    fn stops_something(&self) -> bool {
        self.stops_everything() || self.finding.as_deref().is_some_and(|code| !code.is_empty())
    }

    fn stops_everything(&self) -> bool {
        !self.problems.is_empty() || self.refused.is_some()
    }
}

pub(in crate::cases) fn run(case: &CaseFile) -> Result<()> {
    let (input, expect) = case.parts::<Input, Expect>()?;
    let mut text = SHIPPED.to_owned();
    for Replacement { from, to } in &input.replace {
        if !text.contains(from) {
            bail!("`{from}` does not stand in the pack");
        }
        text = text.replacen(from, to, 1);
    }
    let pack = match ScorePack::load("pack.toml", &text) {
        Ok(pack) if expect.problems.is_empty() => pack,
        Ok(_) => bail!("expected the problems {:?}, got none", expect.problems),
        Err(faults) => {
            let codes: Vec<&str> = faults.all().iter().map(DataFault::code).collect();
            if codes != expect.problems {
                bail!("expected the problems {:?}, got {faults}", expect.problems);
            }
            let args = faults.args();
            let named = args.into_iter().find(|(name, _)| *name == "component");
            let mut found = Differences::default();
            found.compare("component", expect.component, named.unwrap_or_default().1);
            return found.none();
        }
    };
    let facts = input.teacher.facts();
    let Some(facts) = as_expected(facts, expect.refused.as_deref())? else {
        return Ok(());
    };
    let other = match &input.other {
        Some(other) => match other.facts() {
            Ok(facts) => Some(score(&pack, &facts)),
            Err(Stop::Refused { text, .. }) => bail!("the other teacher: {text}"),
            Err(Stop::Broken(error)) => return Err(error),
        },
        None => None,
    };
    compare(&pack, &facts, other.as_ref(), expect)
}

fn compare(
    pack: &ScorePack,
    facts: &StaffFacts,
    other: Option<&Card>,
    expect: Expect,
) -> Result<()> {
    let card = score(pack, facts);
    let mut found = Differences::default();
    for (key, expected) in expect.points {
        match card.line(&key) {
            Some(line) => found.compare(&key, Some(expected), line.points.to_string()),
            None => found.add(format!("there is no component `{key}`")),
        }
    }
    if let Some(expected) = expect.neutral {
        let neutral = card.lines.iter().filter_map(|line| match line.basis {
            Basis::Neutral(why) if line.source.is_some() => {
                Some((line.key.to_string(), why.code().to_owned()))
            }
            _ => None,
        });
        let neutral: BTreeMap<String, String> = neutral.collect();
        if neutral != expected {
            found.add(format!("neutral: expected {expected:?}, got {neutral:?}"));
        }
    }
    match (expect.alike, other) {
        (Some(alike), Some(other)) => {
            found.compare("alike", Some(alike), card.total == other.total);
        }
        (None, None) => {}
        _ => bail!("`alike` compares the teacher with the other: give both or neither"),
    }
    found.compare("total", expect.total, card.total.to_string());
    found.compare("lessons", expect.lessons, workload(pack, facts).total.to_string());
    let finding = facts.ethics_finding().map(EthicsFinding::code).unwrap_or_default();
    found.compare("finding", expect.finding, finding.to_owned());
    found.none()
}
