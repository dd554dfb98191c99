//! The course of a campaign: opened, its frame fixed, committed, drawn; then its plan and groups.

mod advance;
#[cfg(test)]
mod tests;

use std::collections::{BTreeMap, BTreeSet};

use kehou_draw::{Commitment, Draw};
use kehou_registry::SchoolCode;

use super::{AssignOrder, Campaign, CampaignAct, CampaignRecorded, VisitPlan};
use crate::{assign::InspectorNo, frame::InspectionFrame, quota::Allocation, written::Signature};

pub use advance::CampaignAdvanced;

/// The number of a campaign, given by the county's books from 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CampaignNo(u32);

impl CampaignNo {
    /// Makes a number.
    #[must_use]
    pub const fn new(number: u32) -> Self {
        Self(number)
    }

    /// The number.
    #[must_use]
    pub const fn get(self) -> u32 {
        self.0
    }
}

impl std::fmt::Display for CampaignNo {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0.fmt(f)
    }
}

/// Where a campaign stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum CampaignState {
    /// Nothing was done yet.
    New,
    /// It is opened, and has no frame.
    Opened,
    /// Its frame is fixed and can still be fixed anew.
    Framed,
    /// Frame, quotas and source of the seed are committed to; they can't be changed any more.
    Committed,
    /// The seed is known and the schools are drawn.
    Drawn,
}

impl CampaignState {
    /// All of them, in order.
    pub const ALL: [Self; 5] =
        [Self::New, Self::Opened, Self::Framed, Self::Committed, Self::Drawn];

    /// The stable code.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::New => "STATE_NEW",
            Self::Opened => "STATE_OPENED",
            Self::Framed => "STATE_FRAMED",
            Self::Committed => "STATE_COMMITTED",
            Self::Drawn => "STATE_DRAWN",
        }
    }
}

/// A frame that was fixed, with the quota that follows from it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FixedFrame {
    /// Who fixed it, and when.
    pub signed: Signature,
    /// The frame.
    pub frame: InspectionFrame,
    /// The quota with its three readings, and where it is drawn.
    pub allocation: Allocation,
}

/// A commitment to a frame: one draw, or two where the towns are drawn first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Committed {
    /// Who committed, and when.
    pub signed: Signature,
    /// The frame that was committed to.
    pub fixed: FixedFrame,
    /// The commitments: of the towns first, where towns are drawn; then of the schools. (I4, I5)
    pub commitments: Vec<Commitment>,
    /// The inspectors who could be drawn from then on. (I6)
    pub inspectors: BTreeSet<InspectorNo>,
}

/// What was drawn, and what became of the plan since.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Drawn {
    /// Who made the seed known, and when.
    pub signed: Signature,
    /// What was committed to before.
    pub committed: Committed,
    /// The draws, in the order of the commitments; each gives a proof record.
    pub draws: Vec<Draw>,
    /// The visits.
    pub plan: VisitPlan,
    /// The group of each school that has one, also of visits that were cancelled later.
    pub groups: BTreeMap<SchoolCode, BTreeSet<InspectorNo>>,
    /// What the groups were drawn from, each with who assigned them and when.
    pub assigned: Vec<(Signature, AssignOrder)>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Stage {
    Opened,
    Framed(Box<FixedFrame>),
    Committed(Box<Committed>),
    Drawn(Box<Drawn>),
}

/// A campaign with all that was done to it.
///
/// Every state holds what led to it, so there is no draw without a commitment before the seed, and
/// no plan without a draw. After the commitment nothing replaces frame, quotas or source; after the
/// seed nothing replaces the seed. What was left out or put in later stays visible with its reason.
///
/// # Clauses
///
/// I1, I2, I3, I4, I5, I6 [嘉教体字〔2023〕4号 四].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CampaignCourse {
    campaign: Campaign,
    opened: Signature,
    last: Signature,
    stage: Stage,
}

impl CampaignCourse {
    /// The campaign as ordered.
    #[must_use]
    pub const fn campaign(&self) -> &Campaign {
        &self.campaign
    }

    /// Who opened it, and when.
    #[must_use]
    pub const fn opened(&self) -> &Signature {
        &self.opened
    }

    /// Who did the last act, and when.
    #[must_use]
    pub const fn last(&self) -> &Signature {
        &self.last
    }

    /// Where it stands.
    #[must_use]
    pub const fn state(&self) -> CampaignState {
        match &self.stage {
            Stage::Opened => CampaignState::Opened,
            Stage::Framed(_) => CampaignState::Framed,
            Stage::Committed(_) => CampaignState::Committed,
            Stage::Drawn(_) => CampaignState::Drawn,
        }
    }

    /// Its frame with the quota, once fixed.
    #[must_use]
    pub fn fixed(&self) -> Option<&FixedFrame> {
        match &self.stage {
            Stage::Opened => None,
            Stage::Framed(fixed) => Some(fixed),
            Stage::Committed(committed) => Some(&committed.fixed),
            Stage::Drawn(drawn) => Some(&drawn.committed.fixed),
        }
    }

    /// What was committed to, once it was.
    #[must_use]
    pub fn committed(&self) -> Option<&Committed> {
        match &self.stage {
            Stage::Opened | Stage::Framed(_) => None,
            Stage::Committed(committed) => Some(committed),
            Stage::Drawn(drawn) => Some(&drawn.committed),
        }
    }

    /// What was drawn, once it was.
    #[must_use]
    pub fn drawn(&self) -> Option<&Drawn> {
        match &self.stage {
            Stage::Opened | Stage::Framed(_) | Stage::Committed(_) => None,
            Stage::Drawn(drawn) => Some(drawn),
        }
    }

    /// The group that visits a school; empty before it has one.
    #[must_use]
    pub fn group_of(&self, school: &SchoolCode) -> BTreeSet<InspectorNo> {
        let group = self.drawn().and_then(|drawn| drawn.groups.get(school));
        group.cloned().unwrap_or_default()
    }
}

impl Drawn {
    /// The planned visits, not cancelled, that have no group yet.
    #[must_use]
    pub fn without_group(&self) -> Vec<SchoolCode> {
        let open = self.plan.visits().filter(|visit| visit.cancelled.is_none());
        let schools = open.map(|visit| &visit.school);
        schools.filter(|school| !self.groups.contains_key(*school)).cloned().collect()
    }

    /// Inspectors in groups who could not be drawn yet when the commitment was made: visible, since
    /// whoever adds inspectors with the seed in hand could steer groups. (I6)
    #[must_use]
    pub fn joined_later(&self) -> BTreeSet<InspectorNo> {
        let all = self.groups.values().flatten();
        all.filter(|no| !self.committed.inspectors.contains(no)).copied().collect()
    }
}
