//! Schools and their history. [C2, C3, C4]

use anyhow::{Result, anyhow, bail};
use kehou_policy::FeePlace;
use kehou_registry::{
    Affiliation, Centrality, Closure, DivisionCode, School, SchoolCode, SchoolProfile, SchoolStage,
};
use kehou_units::Dated;
use serde::Deserialize;

use crate::cases::{
    difference::Differences,
    file::{CaseFile, Expectation},
    raw::{Day, period},
    stop::{Stop, as_expected},
};

/// A school with what was true of it when.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct RawSchool {
    code: String,
    profiles: Vec<RawProfile>,
    last_day: Option<Day>,
    successor: Option<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct RawProfile {
    from: Day,
    until: Option<Day>,
    name: String,
    affiliation: String,
    town: Option<String>,
    stage: String,
    #[serde(default)]
    central: bool,
    place: String,
    counts_with: Option<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Expect {
    #[serde(default)]
    days: Vec<RawAsked>,
    /// The name it bears or last bore.
    name: Option<String>,
    refused: Option<String>,
}

/// What is asked about a school on a day; all but `open` only while it is open.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct RawAsked {
    on: Day,
    open: bool,
    name: Option<String>,
    affiliation: Option<String>,
    stage: Option<String>,
    central: Option<bool>,
    place: Option<String>,
    /// The code of the school it counts with, or `itself`.
    counts_with: Option<String>,
}

impl Expectation for Expect {
    fn stops_something(&self) -> bool {
        self.refused.is_some() || self.days.iter().any(|day| !day.open)
    }

    fn stops_everything(&self) -> bool {
        self.refused.is_some()
    }
}

const AFFILIATIONS: [(&str, Affiliation); 3] = [
    ("county_direct", Affiliation::CountyDirect),
    ("town", Affiliation::Town),
    ("private", Affiliation::Private),
];
const STAGES: [(&str, SchoolStage); 6] = [
    ("primary", SchoolStage::Primary),
    ("junior", SchoolStage::Junior),
    ("nine_year", SchoolStage::NineYear),
    ("complete_middle", SchoolStage::CompleteMiddle),
    ("twelve_year", SchoolStage::TwelveYear),
    ("special", SchoolStage::Special),
];
const PLACES: [(&str, FeePlace); 2] =
    [("rural", FeePlace::Rural), ("elsewhere", FeePlace::Elsewhere)];

fn read<T: Copy>(words: &[(&str, T)], text: &str) -> Result<T> {
    let known = words.iter().find(|(word, _)| *word == text);
    known.map(|(_, value)| *value).ok_or_else(|| anyhow!("`{text}` is not known"))
}

fn word<T: PartialEq>(words: &[(&'static str, T)], value: &T) -> &'static str {
    let known = words.iter().find(|(_, known)| known == value);
    known.map_or("?", |(word, _)| *word)
}

pub(super) fn run(case: &CaseFile) -> Result<()> {
    let (input, expect) = case.parts::<RawSchool, Expect>()?;
    let mut found = Differences::default();
    if let Some(school) = as_expected(input.build(), expect.refused.as_deref())? {
        found.compare("name", expect.name.as_deref(), school.name());
        for asked in &expect.days {
            asked.compare(school.profile(asked.on.0), &mut found)?;
        }
    }
    found.none()
}

impl RawSchool {
    fn build(&self) -> Result<School, Stop> {
        let mut profiles = Vec::new();
        for raw in &self.profiles {
            profiles.push((period(raw.from, raw.until)?, raw.build()?));
        }
        let successor = self.successor.as_deref().map(str::parse).transpose()?;
        Ok(School {
            code: self.code.parse()?,
            profiles: Dated::new(profiles).map_err(anyhow::Error::from)?,
            closure: self.last_day.map(|day| Closure { last_day: day.0, successor }),
        })
    }
}

impl RawProfile {
    fn build(&self) -> Result<SchoolProfile, Stop> {
        let town = self.town.as_deref().map(str::parse::<DivisionCode>);
        let counts_with = self.counts_with.as_deref().map(str::parse::<SchoolCode>);
        Ok(SchoolProfile {
            name: self.name.clone(),
            affiliation: read(&AFFILIATIONS, &self.affiliation)?,
            town: town.transpose()?,
            stage: read(&STAGES, &self.stage)?,
            centrality: if self.central { Centrality::Central } else { Centrality::Ordinary },
            fee_place: read(&PLACES, &self.place)?,
            counts_with: counts_with.transpose()?,
        })
    }
}

impl RawAsked {
    fn compare(&self, profile: Option<&SchoolProfile>, found: &mut Differences) -> Result<()> {
        let on = self.on.0;
        found.compare(format!("{on} open"), Some(self.open), profile.is_some());
        let Some(profile) = profile else {
            if self.name.is_some() || self.affiliation.is_some() {
                bail!("{on}: nothing is true of a closed school");
            }
            return Ok(());
        };
        let said = |text: &Option<String>| text.clone();
        found.compare(format!("{on} name"), said(&self.name), profile.name.clone());
        let affiliation = word(&AFFILIATIONS, &profile.affiliation).to_owned();
        found.compare(format!("{on} affiliation"), said(&self.affiliation), affiliation);
        let stage = word(&STAGES, &profile.stage).to_owned();
        found.compare(format!("{on} stage"), said(&self.stage), stage);
        let place = word(&PLACES, &profile.fee_place).to_owned();
        found.compare(format!("{on} place"), said(&self.place), place);
        let is_central = profile.centrality == Centrality::Central;
        found.compare(format!("{on} central"), self.central, is_central);
        let with = profile.counts_with.as_ref().map_or("itself", |code| code.as_str());
        found.compare(format!("{on} counts with"), said(&self.counts_with), with.to_owned());
        Ok(())
    }
}
