//! From the quota of a frame to what is committed to, and from the seed to the schools visited.

use std::{collections::BTreeMap, num::NonZeroU32};

use kehou_draw::{
    Commitment, Draw, DrawPlan, Frame, FrameUnit, Label, SeedMaterial, SeedSource, UnitCode,
};
use kehou_registry::SchoolCode;
use kehou_units::Instant;

use super::{CampaignRefusal, DrawnStratum, PlanError, VisitPlan};
use crate::{
    Stratum,
    frame::InspectionFrame,
    quota::{Allocation, AllocationPlan, TownsFirst},
    written::Line,
};

/// The one stratum that towns are drawn in.
const TOWNS: &str = "towns";

/// The frames of a draw with their quotas, before anybody knows the seed: of the towns first where
/// there are fewer places than towns, then of the schools.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Urn {
    frame: Frame,
    quotas: BTreeMap<kehou_draw::Stratum, u32>,
}

/// The frames that follow from a quota; both of two are committed to together. (I4, I5)
pub(super) fn urns(
    title: &Line,
    frame: &InspectionFrame,
    allocation: &Allocation,
) -> Result<Vec<Urn>, CampaignRefusal> {
    let title = Label::new(title.as_str())?;
    match &allocation.plan {
        AllocationPlan::ByStratum(shares) => {
            let quotas = shares.iter().map(|share| (&share.stratum, share.drawn));
            Ok(vec![schools(title, frame, quotas)?])
        }
        AllocationPlan::TownsFirst(towns) => {
            let one_each = towns.weights.keys().map(|stratum| (stratum, 1));
            let schools = schools(title.clone(), frame, one_each)?;
            Ok(vec![town_urn(title, frame, towns)?, schools])
        }
    }
}

fn schools<'a>(
    title: Label,
    frame: &InspectionFrame,
    quotas: impl Iterator<Item = (&'a Stratum, u32)>,
) -> Result<Urn, CampaignRefusal> {
    let mut units = Vec::new();
    for school in frame.others() {
        let code = UnitCode::new(school.code.as_str())?;
        units.push(FrameUnit { code, stratum: name_of(&school.stratum)?, weight: None });
    }
    let quotas = quotas.map(|(stratum, quota)| Ok((name_of(stratum)?, quota)));
    let quotas = quotas.collect::<Result<_, CampaignRefusal>>()?;
    Ok(Urn { frame: Frame::new(title, frame.on(), units)?, quotas })
}

fn town_urn(
    title: Label,
    frame: &InspectionFrame,
    towns: &TownsFirst,
) -> Result<Urn, CampaignRefusal> {
    let all = kehou_draw::Stratum::new(TOWNS)?;
    let mut units = Vec::new();
    for (stratum, weight) in &towns.weights {
        let code = UnitCode::new(&stratum.to_string())?;
        units.push(FrameUnit { code, stratum: all.clone(), weight: NonZeroU32::new(*weight) });
    }
    let quotas = BTreeMap::from([(all, towns.draw)]);
    Ok(Urn { frame: Frame::new(title, frame.on(), units)?, quotas })
}

fn name_of(stratum: &Stratum) -> Result<kehou_draw::Stratum, CampaignRefusal> {
    Ok(kehou_draw::Stratum::new(&stratum.to_string())?)
}

impl Urn {
    /// Commits to the frame and its quotas.
    pub(super) fn commit(
        &self,
        source: &SeedSource,
        at: Instant,
    ) -> Result<Commitment, CampaignRefusal> {
        let plan = DrawPlan { quotas: self.quotas.clone(), source: source.clone() };
        Ok(Commitment::new(&self.frame, plan, at)?)
    }

    /// Draws, now that the seed is known.
    pub(super) fn draw(
        &self,
        commitment: &Commitment,
        material: &SeedMaterial,
        at: Instant,
    ) -> Result<Draw, CampaignRefusal> {
        let seed = commitment.seed(material.clone(), at)?;
        Ok(Draw::new(self.frame.clone(), seed)?)
    }
}

/// The plan of visits that follows from the frame and the draws. (I2, I4, I5)
pub(super) fn visits(
    frame: &InspectionFrame,
    allocation: &Allocation,
    draws: &[Draw],
) -> Result<VisitPlan, CampaignRefusal> {
    let must: Vec<SchoolCode> = frame.must_visit().map(|school| school.code.clone()).collect();
    let strata = frame.strata();
    let quotas: BTreeMap<Stratum, u32> = match &allocation.plan {
        AllocationPlan::ByStratum(shares) => {
            shares.iter().map(|share| (share.stratum.clone(), share.drawn)).collect()
        }
        AllocationPlan::TownsFirst(towns) => {
            let drawn = draws.first().map(drawn_codes).unwrap_or_default();
            let is_drawn = |stratum: &&Stratum| drawn.contains(&stratum.to_string());
            let drawn: Vec<Stratum> = strata.keys().filter(is_drawn).cloned().collect();
            towns.visited(&drawn)?
        }
    };
    let mut drawn = Vec::new();
    for stratum in strata.keys() {
        let name = name_of(stratum)?;
        let order = draws.last().map(|draw| draw.order(&name)).unwrap_or_default();
        let line = |text: &str| text.parse::<Line>().ok();
        let school = |code: &UnitCode| code.as_str().parse::<SchoolCode>().ok();
        let Some(label) = line(name.as_str()) else { continue };
        drawn.push(DrawnStratum {
            name: label,
            order: order.iter().filter_map(|ticket| school(&ticket.code)).collect(),
            quota: quotas.get(stratum).copied().unwrap_or(0),
        });
    }
    VisitPlan::of(&must, drawn).map_err(|error: PlanError| error.into())
}

/// The codes that a draw of one stratum drew.
fn drawn_codes(draw: &Draw) -> Vec<String> {
    let drawn = draw.strata().flat_map(|stratum| draw.drawn(stratum));
    drawn.map(|ticket| ticket.code.to_string()).collect()
}
