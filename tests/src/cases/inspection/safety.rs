//! What safety registers lack. [O6, R29]

use anyhow::{Context, Result};
use kehou_inspection::{Evidence, SafetyItem, SafetyKind, safety_gaps};
use kehou_units::Period;
use serde::Deserialize;

use crate::cases::{
    difference::Differences,
    file::{CaseFile, Expectation},
    raw::Day,
};

/// A register and the day on which it is looked at.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Register {
    on: Day,
    /// The last day of the term, which begins in February.
    term_until: Day,
    /// Kinds that have no entry.
    #[serde(default)]
    lacks: Vec<String>,
    /// Entries that differ from the ordinary: evidence of March 1 that does not expire.
    #[serde(default)]
    entries: Vec<RawEntry>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct RawEntry {
    kind: String,
    evidence_on: Option<Day>,
    expires_on: Option<Day>,
    /// Whether nothing proves it.
    #[serde(default)]
    unproved: bool,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Expected {
    /// What is lacking, such as `gates missing, rule expired`; empty for nothing.
    gaps: String,
}

impl Expectation for Expected {
    fn stops_something(&self) -> bool {
        !self.gaps.is_empty()
    }

    fn stops_everything(&self) -> bool {
        false
    }
}

/// Runs one case.
pub(super) fn run(case: &CaseFile) -> Result<()> {
    let (input, expect) = case.parts::<Register, Expected>()?;
    let evidence = || -> Result<Vec<Evidence>> {
        Ok(vec![Evidence { sha256: [7; 32], name: "照片.jpg".parse()? }])
    };
    let march = Day("2023-03-01".parse()?);
    for named in input.lacks.iter().chain(input.entries.iter().map(|entry| &entry.kind)) {
        kind_of(named)?;
    }
    let mut items = Vec::new();
    for kind in SafetyKind::ALL {
        if input.lacks.contains(&word(kind)) {
            continue;
        }
        let raw = input.entries.iter().find(|entry| entry.kind == word(kind));
        let evidence_on = raw.and_then(|raw| raw.evidence_on).unwrap_or(march).0;
        let expires_on = raw.and_then(|raw| raw.expires_on).map(|day| day.0);
        let proves = if raw.is_some_and(|raw| raw.unproved) { Vec::new() } else { evidence()? };
        items.push(SafetyItem { kind, evidence_on, expires_on, evidence: proves });
    }
    let term = Period::new("2023-02-13".parse()?, Some(input.term_until.0))?;
    let gaps = safety_gaps(&items, &term, input.on.0);
    let gaps = gaps.iter().map(|gap| format!("{} {}", word(gap.kind), lower(gap.lack.code())));
    let mut found = Differences::default();
    found.compare("gaps", Some(expect.gaps), gaps.collect::<Vec<_>>().join(", "));
    found.none()
}

fn kind_of(named: &str) -> Result<SafetyKind> {
    let mut kinds = SafetyKind::ALL.into_iter();
    kinds.find(|kind| word(*kind) == named).with_context(|| format!("`{named}` is no kind"))
}

/// A kind as cases write it: `SAFETY_FIRST_AID` is `first_aid`.
fn word(kind: SafetyKind) -> String {
    lower(kind.code().trim_start_matches("SAFETY_"))
}

fn lower(code: &str) -> String {
    code.to_ascii_lowercase()
}
