//! Fixing the frame of a campaign, and how the quota is reckoned. (I2, I3, I4, I15)

use std::fmt;

use chrono::NaiveDate;
use kehou_inspection::{
    Allocation, CampaignDeed, FloorPercent, FrameFault, FrameSettings, InspectionFrame,
    QuotaReading, QuotaSettings, Spread, allocate,
};
use kehou_store::Written;
use kehou_units::Fault;

use super::{
    act::{Asked, CampaignWrite, act},
    rules::rules_on,
    stored::campaign_in,
};
use crate::{App, AppError, Ask, Permission, Principal, boxed, registry::every_school};

/// What the bureau decides before the draw.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FixFrame {
    /// The day as of which the schools are taken from the register as it is known now.
    pub on: NaiveDate,
    /// Private schools, development zones, the bureau's list.
    pub frame: FrameSettings,
    /// The least share of town schools, never below the notice's; none for the notice's.
    pub floor: Option<FloorPercent>,
    /// The reading of the half.
    pub reading: QuotaReading,
    /// How the quota is spread.
    pub spread: Spread,
}

/// What a frame would be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FramePreview {
    /// Every school with its class and the reason.
    pub frame: InspectionFrame,
    /// The three readings side by side, and the quota chosen, spread over the towns.
    pub allocation: Allocation,
}

/// Facts of the register or the list that contradict each other: a frame does not rest on them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FrameFaults {
    /// All of them, in order of school codes.
    pub faults: Vec<FrameFault>,
}

impl FrameFaults {
    /// The stable code of this error.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        "FRAME_FAULTS"
    }

    /// The kind of failure.
    #[must_use]
    pub const fn fault(&self) -> Fault {
        Fault::RuleViolated
    }

    /// The arguments of its text: how many there are, and school and code of the first.
    #[must_use]
    pub fn args(&self) -> Vec<(&'static str, String)> {
        let first = self.faults.first();
        let school = first.map(|fault| fault.school().to_string()).unwrap_or_default();
        let reason = first.map(|fault| fault.code().to_owned()).unwrap_or_default();
        vec![("count", self.faults.len().to_string()), ("school", school), ("reason", reason)]
    }
}

impl fmt::Display for FrameFaults {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let all: Vec<String> = self.faults.iter().map(ToString::to_string).collect();
        f.write_str(&all.join("; "))
    }
}

impl std::error::Error for FrameFaults {}

/// What the frame of a campaign would be, with the three readings of the quota; nothing is written.
///
/// # Errors
///
/// Forbidden outside the county's programme office;
/// [`CampaignUnknown`](crate::RefusalCode::CampaignUnknown),
/// [`CampaignNoRules`](crate::RefusalCode::CampaignNoRules); [`FrameFaults`]; a floor below the notice's;
/// failures of the books.
///
/// # Clauses
///
/// I2, I3, I4, I15.
#[boxed]
pub async fn preview_frame(
    app: &App,
    who: &Principal,
    (campaign, fix): (CampaignWrite, FixFrame),
) -> Result<FramePreview, AppError> {
    let county = App::admit_county(who, Permission::RunCampaigns)?;
    campaign_in(&app.book(county, None).await?, campaign.campaign).await?;
    let (frame, quota) = taken(app, &fix).await?;
    let allocation = allocate(&frame, &quota);
    Ok(FramePreview { frame, allocation })
}

/// Fixes the frame of a campaign from the register; until it is committed to it can be fixed anew.
///
/// # Errors
///
/// As [`preview_frame`]; [`Stale`](crate::RefusalCode::Stale); a campaign whose frame is committed to.
///
/// # Clauses
///
/// I2, I3, I4, I15.
#[boxed]
pub async fn fix_frame(
    app: &App,
    (who, ask): (&Principal, Ask),
    (campaign, fix): (CampaignWrite, FixFrame),
) -> Result<Written, AppError> {
    App::admit_county(who, Permission::RunCampaigns)?;
    let (frame, quota) = taken(app, &fix).await?;
    let deed = CampaignDeed::FixFrame { frame: Box::new(frame), quota };
    act(app, (who, ask), (campaign, Asked::Deed(deed), "inspection.fix_frame")).await
}

async fn taken(app: &App, fix: &FixFrame) -> Result<(InspectionFrame, QuotaSettings), AppError> {
    let floor = rules_on(fix.on)?.floor(fix.floor)?;
    let schools = every_school(app, None).await?;
    let frame = InspectionFrame::of(&schools, fix.on, &fix.frame);
    let frame = frame.map_err(|faults| FrameFaults { faults })?;
    Ok((frame, QuotaSettings { floor, reading: fix.reading, spread: fix.spread }))
}
