//! Where a seed comes from and what it brought forth, as they are kept. (I5)

use kehou_draw::{
    Beacon, Label, Nonce, Parties, Party, PartyHash, Reveal, SeedMaterial, SeedSource,
    WitnessedDigits,
};
use kehou_units::Instant;
use serde::{Deserialize, Serialize};

use crate::record::RecordFault;

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub(super) enum SourceShape {
    Witnessed { what: String, digits: u32, witnesses: Vec<String> },
    Parties(Vec<PartyShape>),
    Beacon { name: String, round: String, not_before_micros: i64 },
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct PartyShape {
    name: String,
    sha256: String,
}

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub(super) enum MaterialShape {
    Witnessed { digits: String, witnesses: Vec<String> },
    Reveals(Vec<RevealShape>),
    Beacon { value: String },
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RevealShape {
    party: String,
    nonce: String,
    value: String,
}

fn label(text: &str) -> Result<Label, RecordFault> {
    Label::new(text).map_err(RecordFault::of)
}

fn labels(texts: &[String]) -> Result<Vec<Label>, RecordFault> {
    texts.iter().map(|text| label(text)).collect()
}

fn texts(labels: &[Label]) -> Vec<String> {
    labels.iter().map(ToString::to_string).collect()
}

impl SourceShape {
    pub(super) fn of(source: &SeedSource) -> Self {
        match source {
            SeedSource::Witnessed(source) => Self::Witnessed {
                what: source.what().to_string(),
                digits: source.digits(),
                witnesses: texts(source.witnesses()),
            },
            SeedSource::CommitReveal(parties) => {
                let party = |party: &Party| PartyShape {
                    name: party.name.to_string(),
                    sha256: party.hash.to_string(),
                };
                Self::Parties(parties.parties().iter().map(party).collect())
            }
            SeedSource::Beacon(beacon) => Self::Beacon {
                name: beacon.name.to_string(),
                round: beacon.round.to_string(),
                not_before_micros: beacon.not_before.as_micros(),
            },
        }
    }

    pub(super) fn read(&self) -> Result<SeedSource, RecordFault> {
        Ok(match self {
            Self::Witnessed { what, digits, witnesses } => {
                let source = WitnessedDigits::new(label(what)?, *digits, labels(witnesses)?);
                SeedSource::Witnessed(source.map_err(RecordFault::of)?)
            }
            Self::Parties(parties) => {
                let party = |shape: &PartyShape| {
                    let hash = PartyHash::from_hex(&shape.sha256).map_err(RecordFault::of)?;
                    Ok(Party { name: label(&shape.name)?, hash })
                };
                let parties = parties.iter().map(party).collect::<Result<_, RecordFault>>()?;
                SeedSource::CommitReveal(Parties::new(parties).map_err(RecordFault::of)?)
            }
            Self::Beacon { name, round, not_before_micros } => SeedSource::Beacon(Beacon {
                name: label(name)?,
                round: label(round)?,
                not_before: Instant::from_micros(*not_before_micros),
            }),
        })
    }
}

impl MaterialShape {
    pub(super) fn of(material: &SeedMaterial) -> Self {
        match material {
            SeedMaterial::Witnessed { digits, witnesses } => {
                Self::Witnessed { digits: digits.clone(), witnesses: texts(witnesses) }
            }
            SeedMaterial::CommitReveal(reveals) => {
                let reveal = |reveal: &Reveal| RevealShape {
                    party: reveal.party.to_string(),
                    nonce: reveal.nonce.to_string(),
                    value: reveal.value.to_string(),
                };
                Self::Reveals(reveals.iter().map(reveal).collect())
            }
            SeedMaterial::Beacon { value } => Self::Beacon { value: value.to_string() },
        }
    }

    pub(super) fn read(&self) -> Result<SeedMaterial, RecordFault> {
        Ok(match self {
            Self::Witnessed { digits, witnesses } => {
                SeedMaterial::Witnessed { digits: digits.clone(), witnesses: labels(witnesses)? }
            }
            Self::Reveals(reveals) => {
                let reveal = |shape: &RevealShape| {
                    Ok(Reveal {
                        party: label(&shape.party)?,
                        nonce: Nonce::new(&shape.nonce).map_err(RecordFault::of)?,
                        value: label(&shape.value)?,
                    })
                };
                let reveals = reveals.iter().map(reveal);
                SeedMaterial::CommitReveal(reveals.collect::<Result<_, RecordFault>>()?)
            }
            Self::Beacon { value } => SeedMaterial::Beacon { value: label(value)? },
        })
    }
}
