//! From the claims of a proof record to values, or to what can't be one.

use std::{collections::BTreeMap, num::NonZeroU32};

use chrono::NaiveDate;
use kehou_units::Instant;

use super::{
    ProofFault,
    raw::{FrameClaim, MaterialClaim, PlanClaim, RevealClaim, SourceClaim, UnitClaim},
};
use crate::{
    Beacon, DrawPlan, Frame, FrameUnit, Label, Nonce, Parties, Party, PartyHash, Reveal,
    SeedMaterial, SeedSource, Stratum, TextError, UnitCode, WitnessedDigits,
};

type Read<T> = Result<T, ProofFault>;

/// Names the place of a text that can't stand there.
fn named<T>(text: Result<T, TextError>, at: impl FnOnce() -> String) -> Read<T> {
    text.map_err(|error| ProofFault::Text { at: at(), error })
}

fn unreadable(at: impl Into<String>, given: &impl ToString) -> ProofFault {
    ProofFault::Unreadable { at: at.into(), given: given.to_string() }
}

impl FrameClaim {
    pub(super) fn read(&self) -> Read<Frame> {
        let title = named(Label::new(&self.title), || "frame.title".to_owned())?;
        let as_of: NaiveDate =
            self.as_of.parse().map_err(|_| unreadable("frame.as_of", &self.as_of))?;
        let units = self.units.iter().enumerate().map(|(at, unit)| unit.read(at));
        Frame::new(title, as_of, units.collect::<Read<_>>()?).map_err(ProofFault::Frame)
    }
}

impl UnitClaim {
    fn read(&self, at: usize) -> Read<FrameUnit> {
        let member = |name: &str| format!("frame.units[{at}].{name}");
        let weight = |weight| NonZeroU32::new(weight).ok_or(unreadable(member("weight"), &weight));
        Ok(FrameUnit {
            code: named(UnitCode::new(&self.code), || member("code"))?,
            stratum: named(Stratum::new(&self.stratum), || member("stratum"))?,
            weight: self.weight.map(weight).transpose()?,
        })
    }
}

impl PlanClaim {
    pub(super) fn read(&self) -> Read<DrawPlan> {
        let mut quotas = BTreeMap::new();
        for (at, claim) in self.quotas.iter().enumerate() {
            let place = || format!("plan.quotas[{at}].stratum");
            let stratum = named(Stratum::new(&claim.stratum), place)?;
            if quotas.insert(stratum, claim.quota).is_some() {
                return Err(unreadable(place(), &claim.stratum));
            }
        }
        Ok(DrawPlan { quotas, source: self.source.read()? })
    }
}

impl SourceClaim {
    fn read(&self) -> Read<SeedSource> {
        let label = |text: &str, name: &str| {
            named(Label::new(text), || format!("plan.source.{}.{name}", self.name()))
        };
        match self {
            Self::Witnessed { what, digits, witnesses } => {
                let witness = |name: &String| label(name, "witnesses");
                let witnesses = witnesses.iter().map(witness).collect::<Read<_>>()?;
                WitnessedDigits::new(label(what, "what")?, *digits, witnesses)
                    .map(SeedSource::Witnessed)
                    .map_err(ProofFault::Source)
            }
            Self::CommitReveal { parties } => {
                let party = |(at, claim): (usize, &super::raw::PartyClaim)| {
                    let place = || format!("plan.source.commit_reveal.parties[{at}].sha256");
                    let hash = PartyHash::from_hex(&claim.sha256);
                    let hash = hash.map_err(|_| unreadable(place(), &claim.sha256))?;
                    Ok(Party { name: label(&claim.name, "parties")?, hash })
                };
                let parties = parties.iter().enumerate().map(party).collect::<Read<_>>()?;
                Parties::new(parties).map(SeedSource::CommitReveal).map_err(ProofFault::Source)
            }
            Self::Beacon { name, round, not_before_micros } => Ok(SeedSource::Beacon(Beacon {
                name: label(name, "name")?,
                round: label(round, "round")?,
                not_before: Instant::from_micros(*not_before_micros),
            })),
        }
    }

    const fn name(&self) -> &'static str {
        match self {
            Self::Witnessed { .. } => "witnessed",
            Self::CommitReveal { .. } => "commit_reveal",
            Self::Beacon { .. } => "beacon",
        }
    }
}

impl MaterialClaim {
    pub(super) fn read(&self) -> Read<SeedMaterial> {
        let label = |text: &str, place: String| named(Label::new(text), || place);
        match self {
            Self::Witnessed { digits, witnesses } => {
                let place = || "seed.material.witnessed.witnesses".to_owned();
                let witnesses = witnesses.iter().map(|name| label(name, place()));
                let witnesses = witnesses.collect::<Read<_>>()?;
                Ok(SeedMaterial::Witnessed { digits: digits.clone(), witnesses })
            }
            Self::CommitReveal { reveals } => {
                let reveals = reveals.iter().enumerate().map(|(at, claim)| claim.read(at));
                Ok(SeedMaterial::CommitReveal(reveals.collect::<Read<_>>()?))
            }
            Self::Beacon { value } => Ok(SeedMaterial::Beacon {
                value: label(value, "seed.material.beacon.value".to_owned())?,
            }),
        }
    }
}

impl RevealClaim {
    fn read(&self, at: usize) -> Read<Reveal> {
        let member = |name: &str| format!("seed.material.commit_reveal.reveals[{at}].{name}");
        Ok(Reveal {
            party: named(Label::new(&self.party), || member("party"))?,
            nonce: named(Nonce::new(&self.nonce), || member("nonce"))?,
            value: named(Label::new(&self.value), || member("value"))?,
        })
    }
}
