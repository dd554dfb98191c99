//! What is asked about draws.

use std::{collections::BTreeMap, num::NonZeroU32};

use chrono::NaiveDate;
use kehou_draw::{CommitmentHash, FrameUnit, Label, SeedMaterial, SeedSource, Stratum, UnitCode};
use kehou_units::Instant;

use super::{
    TICKET_LIMIT,
    seed::{drawn_text, instant, label, material, source},
};
use crate::{
    Flaw, Violations,
    pb::inspection as pb,
    place::{Place, reading},
    scalar::{date, list, number, sha256},
};

/// The most units of a draw.
const UNIT_LIMIT: usize = 10_000;
/// The most weight of a unit.
const WEIGHT_LIMIT: u32 = 1_000_000;

/// A draw is asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DrawQuestion {
    /// What is drawn for.
    pub title: Label,
    /// The day of the frame.
    pub as_of: NaiveDate,
    /// The units.
    pub units: Vec<FrameUnit>,
    /// How many are drawn in each stratum.
    pub quotas: BTreeMap<Stratum, u32>,
    /// Where the seed comes from.
    pub source: SeedSource,
    /// When it was committed to.
    pub committed_at: Instant,
    /// What the source brought forth.
    pub material: SeedMaterial,
    /// When that was known.
    pub revealed_at: Instant,
}

impl DrawQuestion {
    /// Reads a request.
    ///
    /// # Errors
    ///
    /// [`Violations`] with everything that is wrong with its fields.
    pub fn read(given: &pb::DrawSampleRequest) -> Result<Self, Violations> {
        reading(|at| {
            let title = label(at.field("title"), &given.title);
            let as_of = date(at.field("as_of"), given.as_of);
            let units = units(at.field("units"), &given.units);
            let quotas = quotas(at.field("quotas"), &given.quotas);
            let source = source(at.field("source"), given.source.as_ref());
            let committed_at = instant(at.field("committed_at"), given.committed_at.as_ref());
            let material = material(at.field("material"), given.material.as_ref());
            let revealed_at = instant(at.field("revealed_at"), given.revealed_at.as_ref());
            Some(Self {
                title: title?,
                as_of: as_of?,
                units: units?,
                quotas: quotas?,
                source: source?,
                committed_at: committed_at?,
                material: material?,
                revealed_at: revealed_at?,
            })
        })
    }
}

fn units(mut at: Place<'_>, given: &[pb::DrawUnit]) -> Option<Vec<FrameUnit>> {
    let units = list(&mut at, given, 1..=UNIT_LIMIT, |mut at, given| {
        let code = drawn_text(at.field("code"), &given.code, UnitCode::new);
        let stratum = drawn_text(at.field("stratum"), &given.stratum, Stratum::new);
        let weight = number(at.field("weight"), given.weight, 0..=WEIGHT_LIMIT);
        let (code, stratum, weight) = (code?, stratum?, NonZeroU32::new(weight?));
        Some(FrameUnit { code, stratum, weight })
    })?;
    let tickets = units.iter().map(|unit| unit.weight.map_or(1, |it| u64::from(it.get()))).sum();
    if tickets > TICKET_LIMIT {
        let wide = |count: u64| usize::try_from(count).unwrap_or(usize::MAX);
        return at.refuse(Flaw::TooMany { given: wide(tickets), limit: wide(TICKET_LIMIT) });
    }
    Some(units)
}

fn quotas(mut at: Place<'_>, given: &[pb::DrawQuota]) -> Option<BTreeMap<Stratum, u32>> {
    let mut quotas = BTreeMap::new();
    let most = u32::try_from(UNIT_LIMIT).unwrap_or(u32::MAX);
    let all = list(&mut at, given, 1..=UNIT_LIMIT, |mut at, given| {
        let stratum = drawn_text(at.field("stratum"), &given.stratum, Stratum::new);
        let quota = number(at.field("quota"), given.quota, 0..=most);
        let (stratum, quota) = (stratum?, quota?);
        if quotas.insert(stratum.clone(), quota).is_some() {
            let given = stratum.to_string();
            return at.field("stratum").refuse(Flaw::Duplicate { first: given.clone(), given });
        }
        Some(())
    });
    all.map(|_| quotas)
}

/// A draw is to be verified.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VerifyQuestion {
    /// The proof record.
    pub proof: String,
    /// The hash of the commitment that was published.
    pub published: Option<CommitmentHash>,
}

impl VerifyQuestion {
    /// Reads a request.
    ///
    /// # Errors
    ///
    /// [`Violations`] with everything that is wrong with its fields.
    pub fn read(given: pb::VerifyDrawRequest) -> Result<Self, Violations> {
        reading(|at| {
            let proof = match given.proof_json.is_empty() {
                true => at.field("proof_json").refuse(Flaw::Required),
                false => Some(given.proof_json),
            };
            let published = match given.published_sha256.as_str() {
                "" => Some(None),
                hash => sha256(at.field("published_sha256"), hash).map(Some),
            };
            let published = published?.map(CommitmentHash::from_bytes);
            Some(Self { proof: proof?, published })
        })
    }
}
