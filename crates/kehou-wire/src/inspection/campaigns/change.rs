//! What is done to campaigns.

use chrono::NaiveDate;
use kehou_draw::{SeedMaterial, SeedSource};
use kehou_inspection::{CampaignNo, Line, RoutineVisit, Visit};
use kehou_registry::SchoolCode;

use super::frame::{FrameChoice, frame_choice};
use crate::{
    Flaw, Violations, WriteHead,
    inspection::{
        draws::{material, source},
        written::{line, line_if_any},
    },
    naming::school_code,
    pb::inspection as pb,
    place::{Place, reading},
    scalar::{date, list, number},
    write::{Write, write_head},
};

/// The most bytes of the text of a campaign.
const TEXT_LIMIT: usize = 1 << 20;
/// The most inspectors of a visit.
const GROUP_LIMIT: u32 = 20;
/// The most visits that get a group at once.
const VISIT_LIMIT: usize = 1_000;

/// The number of a campaign.
pub(super) fn campaign_no(mut at: Place<'_>, given: i32) -> Option<CampaignNo> {
    match u32::try_from(given) {
        Ok(0) => at.refuse(Flaw::Required),
        Ok(given) => Some(CampaignNo::new(given)),
        Err(_) => {
            let (given, most) = (i64::from(given), i64::from(i32::MAX));
            at.refuse(Flaw::OutOfRange { given, least: 1, most })
        }
    }
}

/// A campaign is opened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OpenCampaignQuestion {
    /// What every write brings.
    pub write: WriteHead,
    /// Its text; none for the one of 2023 that ships.
    pub text: Option<String>,
}

impl OpenCampaignQuestion {
    /// Reads a request.
    ///
    /// # Errors
    ///
    /// [`Violations`] with everything that is wrong with its fields.
    pub fn read(mut given: pb::OpenCampaignRequest) -> Result<Self, Violations> {
        reading(|at| {
            let write = write_head(at, &mut given);
            let text = match given.text.len() {
                0 => Some(None),
                given if given > TEXT_LIMIT => {
                    at.field("text").refuse(Flaw::TooLong { given, limit: TEXT_LIMIT })
                }
                _ => Some(Some(given.text)),
            };
            Some(Self { write: write?, text: text? })
        })
    }
}

/// A frame is fixed, or shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FixFrameQuestion {
    /// What every write brings; none when it is only shown.
    pub write: WriteHead,
    /// The campaign.
    pub campaign: CampaignNo,
    /// The day of the frame.
    pub on: NaiveDate,
    /// What the bureau decides.
    pub choice: FrameChoice,
    /// Whether it is only shown.
    pub validate_only: bool,
}

impl FixFrameQuestion {
    /// Reads a request.
    ///
    /// # Errors
    ///
    /// [`Violations`] with everything that is wrong with its fields.
    pub fn read(mut given: pb::FixFrameRequest) -> Result<Self, Violations> {
        reading(|at| {
            let write = write_head(at, &mut given);
            let campaign = campaign_no(at.field("campaign_no"), given.campaign_no);
            let on = date(at.field("on"), given.on);
            let choice = frame_choice(at.field("settings"), given.settings.as_ref());
            let validate_only = given.validate_only;
            let (write, campaign) = (write?, campaign?);
            Some(Self { write, campaign, on: on?, choice: choice?, validate_only })
        })
    }
}

/// A draw is committed to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CommitDrawQuestion {
    /// What every write brings.
    pub write: WriteHead,
    /// The campaign.
    pub campaign: CampaignNo,
    /// Where the seed will come from.
    pub source: SeedSource,
}

impl CommitDrawQuestion {
    /// Reads a request.
    ///
    /// # Errors
    ///
    /// [`Violations`] with everything that is wrong with its fields.
    pub fn read(mut given: pb::CommitDrawRequest) -> Result<Self, Violations> {
        reading(|at| {
            let write = write_head(at, &mut given);
            let campaign = campaign_no(at.field("campaign_no"), given.campaign_no);
            let source = source(at.field("source"), given.source.as_ref());
            Some(Self { write: write?, campaign: campaign?, source: source? })
        })
    }
}

/// A seed is made known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RevealSeedQuestion {
    /// What every write brings.
    pub write: WriteHead,
    /// The campaign.
    pub campaign: CampaignNo,
    /// What the source brought forth.
    pub material: SeedMaterial,
}

impl RevealSeedQuestion {
    /// Reads a request.
    ///
    /// # Errors
    ///
    /// [`Violations`] with everything that is wrong with its fields.
    pub fn read(mut given: pb::RevealSeedRequest) -> Result<Self, Violations> {
        reading(|at| {
            let write = write_head(at, &mut given);
            let campaign = campaign_no(at.field("campaign_no"), given.campaign_no);
            let material = material(at.field("material"), given.material.as_ref());
            Some(Self { write: write?, campaign: campaign?, material: material? })
        })
    }
}

/// Groups are drawn.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AssignInspectorsQuestion {
    /// What every write brings.
    pub write: WriteHead,
    /// The campaign.
    pub campaign: CampaignNo,
    /// The day as of which links recuse.
    pub on: NaiveDate,
    /// The inspectors of each visit; none for the fewest allowed.
    pub group_size: Option<u32>,
    /// The visits; empty for all without a group.
    pub visits: Vec<Visit>,
}

impl AssignInspectorsQuestion {
    /// Reads a request.
    ///
    /// # Errors
    ///
    /// [`Violations`] with everything that is wrong with its fields.
    pub fn read(mut given: pb::AssignInspectorsRequest) -> Result<Self, Violations> {
        reading(|at| {
            let write = write_head(at, &mut given);
            let campaign = campaign_no(at.field("campaign_no"), given.campaign_no);
            let on = date(at.field("on"), given.on);
            let group_size = number(at.field("group_size"), given.group_size, 0..=GROUP_LIMIT);
            let mut visits = at.field("visits");
            let visits = list(&mut visits, &given.visits, 0..=VISIT_LIMIT, |mut at, given| {
                let school = school_code(at.field("school_code"), &given.school_code);
                let round = number(at.field("round"), given.round, 0..=1_000_000u32);
                Some(Visit {
                    school: school?,
                    round: round.map(|round| (round > 0).then_some(round))?,
                })
            });
            let (write, campaign) = (write?, campaign?);
            let group_size = group_size.map(|size| (size > 0).then_some(size))?;
            Some(Self { write, campaign, on: on?, group_size, visits: visits? })
        })
    }
}

/// The plan of visits changes: one school, with the reason.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlanQuestion {
    /// What every write brings.
    pub write: WriteHead,
    /// The campaign.
    pub campaign: CampaignNo,
    /// The school.
    pub school: SchoolCode,
    /// Why.
    pub why: Line,
}

/// A request that changes the plan.
trait PlanRequest: Write {
    fn parts(&self) -> (i32, &str);
}

macro_rules! plan_requests {
    ($($request:ident $read:ident $does:literal;)+) => {
        $(impl PlanRequest for pb::$request {
            fn parts(&self) -> (i32, &str) {
                (self.campaign_no, &self.school_code)
            }
        })+

        impl PlanQuestion {
            $(
                #[doc = concat!("Reads a request that ", $does, " a visit.")]
                ///
                /// # Errors
                ///
                /// [`Violations`] with everything that is wrong with its fields.
                pub fn $read(given: pb::$request) -> Result<Self, Violations> {
                    Self::read(given)
                }
            )+
        }
    };
}

plan_requests! {
    AddVisitRequest adding "adds";
    CancelVisitRequest cancelling "cancels";
    SubstituteVisitRequest substituting "substitutes";
}

impl PlanQuestion {
    fn read(mut given: impl PlanRequest) -> Result<Self, Violations> {
        reading(|at| {
            let write = write_head(at, &mut given);
            let (campaign, school) = given.parts();
            let campaign = campaign_no(at.field("campaign_no"), campaign);
            let school = school_code(at.field("school_code"), school);
            let write = write?;
            let why = line(at.field("reason"), &write.reason);
            Some(Self { write, campaign: campaign?, school: school?, why: why? })
        })
    }
}

/// A routine visit is recorded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RecordRoutineVisitQuestion {
    /// What every write brings.
    pub write: WriteHead,
    /// Which school was visited, and when.
    pub visit: RoutineVisit,
    /// What was seen.
    pub note: Option<Line>,
}

impl RecordRoutineVisitQuestion {
    /// Reads a request.
    ///
    /// # Errors
    ///
    /// [`Violations`] with everything that is wrong with its fields.
    pub fn read(mut given: pb::RecordRoutineVisitRequest) -> Result<Self, Violations> {
        reading(|at| {
            let write = write_head(at, &mut given);
            let school = school_code(at.field("school_code"), &given.school_code);
            let on = date(at.field("visited_on"), given.visited_on);
            let note = line_if_any(at.field("note"), &given.note);
            let visit = RoutineVisit { school: school?, on: on? };
            Some(Self { write: write?, visit, note: note? })
        })
    }
}
