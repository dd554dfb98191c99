//! The quota of a frame, spread over its towns.

use std::collections::BTreeMap;

use super::{
    FloorPercent, Quota, QuotaReading, StratumShare, TownsFirst,
    share::{proportion, serve_remainders},
    share_out,
};
use crate::{FrameCounts, FramedSchool, InspectionFrame, Stratum};

/// How the quota is spread over the towns. (I4)
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Spread {
    /// One quota for the county, spread in proportion to the schools that are drawn from.
    #[default]
    County,
    /// A quota for each town, reckoned by the same reading from the town's own schools. Where this
    /// falls short of the county's quota, the rest is spread in proportion to what is left.
    PerTown,
}

/// How the quota is reckoned and spread; stored with the draw.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct QuotaSettings {
    /// The least share of the base that is visited.
    pub floor: FloorPercent,
    /// The reading that was chosen.
    pub reading: QuotaReading,
    /// How it is spread.
    pub spread: Spread,
}

/// How many schools each stratum gives.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AllocationPlan {
    /// Each stratum's number is fixed, in order of strata.
    ByStratum(Vec<StratumShare<Stratum>>),
    /// Fewer places than strata: the strata are drawn first.
    TownsFirst(TownsFirst),
}

/// The quota of a frame with everything that led to it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Allocation {
    /// The settings.
    pub settings: QuotaSettings,
    /// The three readings for the county, the literal one first.
    pub readings: [Quota; 3],
    /// The three readings for each stratum, when every town has its own quota; else empty.
    pub per_town: BTreeMap<Stratum, [Quota; 3]>,
    /// How many schools are drawn in all.
    pub quota: u32,
    /// Where they are drawn.
    pub plan: AllocationPlan,
}

impl Allocation {
    /// The county's quota in the chosen reading.
    #[must_use]
    pub fn chosen(&self) -> Quota {
        chosen(&self.readings, self.settings.reading)
    }
}

fn chosen(readings: &[Quota; 3], reading: QuotaReading) -> Quota {
    let [literal, others_only, must_visit_counts] = readings;
    *match reading {
        QuotaReading::Literal => literal,
        QuotaReading::OthersOnly => others_only,
        QuotaReading::MustVisitCounts => must_visit_counts,
    }
}

/// Reckons the quota of a frame and spreads it over the towns.
///
/// # Examples
///
/// ```
/// # use chrono::NaiveDate;
/// use kehou_inspection::{
///     FloorPercent, FrameSettings, InspectionFrame, QuotaReading, QuotaSettings, Spread, allocate,
/// };
///
/// # let day = NaiveDate::from_ymd_opt(2023, 4, 3).expect("a day of April");
/// let frame = InspectionFrame::of(&[], day, &FrameSettings::default()).expect("no faults");
/// let floor = FloorPercent::new(50)?;
/// let settings = QuotaSettings { floor, reading: QuotaReading::Literal, spread: Spread::County };
/// assert_eq!(allocate(&frame, &settings).quota, 0, "no school, no visit");
/// # Ok::<(), kehou_inspection::FloorPercentError>(())
/// ```
///
/// # Clauses
///
/// I3 [嘉教体字〔2023〕4号 四(二)]; I4.
#[must_use]
pub fn allocate(frame: &InspectionFrame, settings: &QuotaSettings) -> Allocation {
    let strata = frame.strata();
    let eligible: Vec<(Stratum, u32)> =
        strata.iter().map(|(stratum, schools)| (stratum.clone(), count(schools))).collect();
    let readings = Quota::side_by_side(&frame.counts(), settings.floor);
    let county = chosen(&readings, settings.reading);
    let per_town = match settings.spread {
        Spread::County => BTreeMap::new(),
        Spread::PerTown => quotas_of_towns(frame, settings.floor),
    };
    let plan = match settings.spread {
        Spread::County => spread_county(&eligible, county.drawn),
        Spread::PerTown => {
            let own = |stratum: &Stratum| {
                per_town.get(stratum).map_or(0, |three| chosen(three, settings.reading).drawn)
            };
            let each: Vec<(Stratum, u32, u32)> = eligible
                .into_iter()
                .map(|(stratum, eligible)| (stratum.clone(), eligible, own(&stratum)))
                .collect();
            AllocationPlan::ByStratum(spread_per_town(&each, county.drawn))
        }
    };
    let quota = match &plan {
        AllocationPlan::ByStratum(shares) => shares.iter().map(|share| share.drawn).sum(),
        AllocationPlan::TownsFirst(towns) => towns.draw,
    };
    Allocation { settings: *settings, readings, per_town, quota, plan }
}

fn count(schools: &[&FramedSchool]) -> u32 {
    u32::try_from(schools.len()).unwrap_or(u32::MAX)
}

fn quotas_of_towns(frame: &InspectionFrame, floor: FloorPercent) -> BTreeMap<Stratum, [Quota; 3]> {
    let mut schools: BTreeMap<&Stratum, Vec<&FramedSchool>> = BTreeMap::new();
    for school in frame.schools().iter().filter(|school| !school.class.is_outside()) {
        schools.entry(&school.stratum).or_default().push(school);
    }
    let quotas = |(stratum, schools): (&Stratum, Vec<&FramedSchool>)| {
        let counts = FrameCounts::of(schools.into_iter());
        (stratum.clone(), Quota::side_by_side(&counts, floor))
    };
    schools.into_iter().map(quotas).collect()
}

/// One quota for the county; `quota` never exceeds the eligible schools.
fn spread_county(eligible: &[(Stratum, u32)], quota: u32) -> AllocationPlan {
    let none = || AllocationPlan::ByStratum(Vec::new());
    match share_out(eligible, quota) {
        Some(shares) => AllocationPlan::ByStratum(shares),
        None if eligible.is_empty() => none(),
        None => AllocationPlan::TownsFirst(TownsFirst {
            weights: eligible.iter().cloned().collect(),
            draw: quota,
        }),
    }
}

/// A quota for each town, and the county's floor all the same: what the towns' quotas leave short
/// of `county` is spread over what they leave undrawn, by the largest remainder.
///
/// INTERPRETATION: the setting spreads the floor of the notice, it can't lower it. (I3, I4)
fn spread_per_town(each: &[(Stratum, u32, u32)], county: u32) -> Vec<StratumShare<Stratum>> {
    let own: u32 = each.iter().map(|(_, _, own)| own).sum();
    let short = county.saturating_sub(own);
    let left: u64 = each.iter().map(|(_, eligible, own)| u64::from(eligible - own)).sum();
    let mut shares: Vec<StratumShare<Stratum>> = each
        .iter()
        .map(|(stratum, eligible, own)| {
            let proportion = proportion(stratum.clone(), eligible - own, short, left);
            let drawn = own + proportion.whole;
            StratumShare { eligible: *eligible, by_town: *own, drawn, ..proportion }
        })
        .collect();
    serve_remainders(&mut shares, short);
    shares
}
