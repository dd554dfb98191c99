//! A draw as a file describes it, in TOML.

use std::{collections::BTreeMap, num::NonZeroU32};

use anyhow::Context as _;
use chrono::{NaiveDate, NaiveDateTime};
use kehou_app::AppError;
use kehou_draw::{
    Beacon, Commitment, Draw, DrawPlan, Frame, FrameUnit, Label, Nonce, Parties, Party, PartyHash,
    Reveal, SeedMaterial, SeedSource, Stratum, UnitCode, WitnessedDigits,
};
use kehou_units::Instant;
use serde::Deserialize;
use toml::value::Datetime;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Described {
    title: String,
    as_of: Datetime,
    committed_at: Datetime,
    revealed_at: Datetime,
    quotas: BTreeMap<String, u32>,
    source: Source,
    material: Material,
    units: Vec<Unit>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Unit {
    code: String,
    stratum: String,
    weight: Option<NonZeroU32>,
}

#[derive(Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
enum Source {
    Witnessed { what: String, digits: u32, witnesses: Vec<String> },
    CommitReveal { parties: Vec<Bound> },
    Beacon { name: String, round: String, not_before: Datetime },
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Bound {
    name: String,
    sha256: String,
}

#[derive(Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
enum Material {
    Witnessed { digits: String, witnesses: Vec<String> },
    CommitReveal { reveals: Vec<Revealed> },
    Beacon { value: String },
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Revealed {
    party: String,
    nonce: String,
    value: String,
}

/// Draws as a text describes it; times are county time.
pub(super) fn drawn(text: &str) -> anyhow::Result<Draw> {
    let described: Described = toml::from_str(text)?;
    let units = described.units.iter().map(Unit::read).collect::<anyhow::Result<_>>()?;
    let title = Label::new(&described.title).context("title")?;
    let frame = Frame::new(title, day(&described.as_of)?, units).map_err(AppError::from)?;
    let mut quotas = BTreeMap::new();
    for (stratum, quota) in &described.quotas {
        quotas.insert(Stratum::new(stratum).context("quotas")?, *quota);
    }
    let plan = DrawPlan { quotas, source: described.source.read().context("source")? };
    let committed_at = instant(&described.committed_at)?;
    let commitment = Commitment::new(&frame, plan, committed_at).map_err(AppError::from)?;
    let material = described.material.read().context("material")?;
    let revealed_at = instant(&described.revealed_at)?;
    let seed = commitment.seed(material, revealed_at).map_err(AppError::from)?;
    Ok(Draw::new(frame, seed).map_err(AppError::from)?)
}

/// A day, written `2023-04-03`.
fn day(given: &Datetime) -> anyhow::Result<NaiveDate> {
    given.to_string().parse().with_context(|| given.to_string())
}

/// An instant in county time, written `2023-04-03T09:00:00`.
fn instant(given: &Datetime) -> anyhow::Result<Instant> {
    let local: NaiveDateTime = given.to_string().parse().with_context(|| given.to_string())?;
    Ok(Instant::of_county(local))
}

fn labels(texts: &[String]) -> anyhow::Result<Vec<Label>> {
    texts.iter().map(|text| Label::new(text).with_context(|| text.clone())).collect()
}

impl Unit {
    fn read(&self) -> anyhow::Result<FrameUnit> {
        let code = UnitCode::new(&self.code).with_context(|| self.code.clone())?;
        let stratum = Stratum::new(&self.stratum).with_context(|| self.code.clone())?;
        Ok(FrameUnit { code, stratum, weight: self.weight })
    }
}

impl Source {
    fn read(&self) -> anyhow::Result<SeedSource> {
        Ok(match self {
            Self::Witnessed { what, digits, witnesses } => SeedSource::Witnessed(
                WitnessedDigits::new(Label::new(what)?, *digits, labels(witnesses)?)?,
            ),
            Self::CommitReveal { parties } => {
                let party = |bound: &Bound| -> anyhow::Result<Party> {
                    let hash = PartyHash::from_hex(&bound.sha256)?;
                    Ok(Party { name: Label::new(&bound.name)?, hash })
                };
                let parties = parties.iter().map(party).collect::<Result<_, _>>()?;
                SeedSource::CommitReveal(Parties::new(parties)?)
            }
            Self::Beacon { name, round, not_before } => SeedSource::Beacon(Beacon {
                name: Label::new(name)?,
                round: Label::new(round)?,
                not_before: instant(not_before)?,
            }),
        })
    }
}

impl Material {
    fn read(&self) -> anyhow::Result<SeedMaterial> {
        Ok(match self {
            Self::Witnessed { digits, witnesses } => {
                SeedMaterial::Witnessed { digits: digits.clone(), witnesses: labels(witnesses)? }
            }
            Self::CommitReveal { reveals } => {
                let reveal = |revealed: &Revealed| -> anyhow::Result<Reveal> {
                    Ok(Reveal {
                        party: Label::new(&revealed.party)?,
                        nonce: Nonce::new(&revealed.nonce)?,
                        value: Label::new(&revealed.value)?,
                    })
                };
                let reveals = reveals.iter().map(reveal).collect::<Result<_, _>>()?;
                SeedMaterial::CommitReveal(reveals)
            }
            Self::Beacon { value } => SeedMaterial::Beacon { value: Label::new(value)? },
        })
    }
}
