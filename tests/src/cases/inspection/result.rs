//! Results for the public, and good practice. [I14, I16]

use std::collections::BTreeMap;

use anyhow::{Context, Result, bail};
use kehou_inspection::{
    GoodPractice, Group, Points, PracticeAct, PracticeDeed, SchoolResult, Signature, group_results,
    public_summary,
};
use kehou_registry::Affiliation;
use kehou_units::Instant;
use serde::Deserialize;

use crate::cases::{
    difference::Differences,
    file::{CaseFile, Expectation},
};

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Course {
    /// The visited schools.
    #[serde(default)]
    schools: Vec<RawSchool>,
    /// What was done to a nomination.
    #[serde(default)]
    practice: Vec<RawAct>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct RawSchool {
    /// The town that runs it; none for a county-direct school.
    town: Option<String>,
    /// Points of 100 that the visit gave.
    visit: u32,
    /// Points of 100 of its self-check, if it had one.
    self_check: Option<u32>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct RawAct {
    by: String,
    /// `nominate`, `approve`, `decline`, or `publish`.
    r#do: String,
    #[serde(default)]
    text: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Expected {
    refused: Option<String>,
    /// The share of the county in per mille.
    county: Option<u64>,
    /// The change of the county against the self-checks of the same schools, in per mille.
    change: Option<i64>,
    /// The groups that the public sees, joined by commas: `county`, `direct`, `towns`, codes of towns.
    public: Option<String>,
    /// Whether the public sees the comparison of the county with its self-checks.
    compared: Option<bool>,
    /// How many practices the public reads.
    practices: Option<usize>,
}

impl Expectation for Expected {
    fn stops_something(&self) -> bool {
        self.refused.is_some()
            || self.compared == Some(false)
            || self.practices == Some(0)
            || self.public.as_deref().is_some_and(|groups| groups == "county")
    }

    fn stops_everything(&self) -> bool {
        self.refused.is_some()
    }
}

/// Runs one case.
pub(super) fn run(case: &CaseFile) -> Result<()> {
    let (input, expect) = case.parts::<Course, Expected>()?;
    let mut differences = Differences::default();
    let acts: Vec<PracticeAct> = input.practice.iter().map(RawAct::read).collect::<Result<_>>()?;
    let mut practices = Vec::new();
    if !acts.is_empty() {
        match GoodPractice::replay(&acts) {
            Ok(practice) => practices.push(practice),
            Err(error) => {
                let expected =
                    expect.refused.context(format!("{} was not expected", error.code()))?;
                differences.compare("refused", Some(expected), error.code().to_owned());
                return differences.none();
            }
        }
    }
    if let Some(code) = expect.refused {
        bail!("{code} was expected, and nothing was refused");
    }
    let schools: Vec<SchoolResult> =
        (1..).zip(&input.schools).map(|(number, raw)| raw.read(number)).collect::<Result<_>>()?;
    let results = group_results(&schools);
    let county = results.get(&Group::County).cloned().unwrap_or_default();
    let summary = public_summary(&schools, &practices);
    if let Some(share) = expect.county {
        let seen = county.visit.per_mille().context("nothing was possible")?;
        differences.compare("county", Some(share), seen);
    }
    if let Some(change) = expect.change {
        let seen = county.change().context("there is nothing to compare with")?;
        differences.compare("change", Some(change), seen);
    }
    let shown = summary.groups.keys().map(name).collect::<Vec<_>>().join(", ");
    differences.compare("public", expect.public, shown);
    let compared = summary.groups.get(&Group::County).is_some_and(|row| row.compared.is_some());
    differences.compare("compared", expect.compared, compared);
    differences.compare("practices", expect.practices, summary.practices.len());
    differences.none()
}

fn name(group: &Group) -> String {
    match group {
        Group::County => "county".to_owned(),
        Group::Affiliation(Affiliation::CountyDirect) => "direct".to_owned(),
        Group::Affiliation(Affiliation::Town) => "towns".to_owned(),
        Group::Affiliation(Affiliation::Private) => "private".to_owned(),
        Group::Town(town) => town.to_string(),
    }
}

impl RawSchool {
    fn read(&self, number: u32) -> Result<SchoolResult> {
        let points = |earned| Points { earned, possible: 100 };
        let affiliation =
            if self.town.is_some() { Affiliation::Town } else { Affiliation::CountyDirect };
        Ok(SchoolResult {
            school: format!("370829{number:04}").parse()?,
            affiliation,
            town: self.town.as_deref().map(str::parse).transpose()?,
            visit: points(self.visit),
            self_check: self.self_check.map(points),
            grade: "pass".parse()?,
            vetoes: 0,
            untrue: 0,
            corrected: 0,
            problems: 0,
        })
    }
}

impl RawAct {
    fn read(&self) -> Result<PracticeAct> {
        let deeds: BTreeMap<&str, PracticeDeed> = BTreeMap::from([
            (
                "nominate",
                PracticeDeed::Nominate {
                    school: "3708290001".parse()?, what: "社团丰富".parse()?
                },
            ),
            ("approve", PracticeDeed::Approve("可推广".parse()?)),
            ("decline", PracticeDeed::Decline("一般".parse()?)),
        ]);
        let deed = match (deeds.get(self.r#do.as_str()), self.r#do.as_str()) {
            (Some(deed), _) => deed.clone(),
            (None, "publish") => PracticeDeed::Publish {
                title: "社团进课后".parse()?,
                text: self.text.parse()?,
                names: vec!["第一小学".parse()?],
            },
            (None, other) => bail!("`{other}` is no deed on a nomination"),
        };
        let signed = Signature { by: self.by.parse()?, at: Instant::from_micros(0) };
        Ok(PracticeAct { signed, deed })
    }
}
