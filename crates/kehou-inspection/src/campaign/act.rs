//! What is done to a campaign: acts are plain data, and they are all that is stored.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use kehou_draw::{CommitmentHash, SeedMaterial, SeedSource};
use kehou_registry::SchoolCode;

use super::Campaign;
use crate::{
    assign::{AssignSettings, InspectorNo, Recusal, Visit},
    frame::InspectionFrame,
    quota::QuotaSettings,
    written::{Line, Signature},
};

/// The groups that are asked for, with everything they are drawn from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AssignOrder {
    /// The day as of which links recuse.
    pub on: NaiveDate,
    /// The size of the groups.
    pub settings: AssignSettings,
    /// The visits that get a group.
    pub visits: Vec<Visit>,
    /// Who can be drawn.
    pub pool: BTreeSet<InspectorNo>,
    /// Who may not visit which school.
    pub recusals: Vec<Recusal>,
}

macro_rules! deeds {
    ($($(#[$doc:meta])* $name:ident $code:literal { $($(#[$fdoc:meta])* $field:ident : $type:ty,)+ };)+) => {
        /// What somebody does to a campaign.
        #[derive(Clone, Debug, PartialEq, Eq)]
        pub enum CampaignDeed {
            $($(#[$doc])* $name { $($(#[$fdoc])* $field: $type,)+ },)+
        }

        /// Which deed it is, without its particulars.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum CampaignDeedKind {
            $($(#[$doc])* $name,)+
        }

        impl CampaignDeed {
            /// Which deed it is.
            #[must_use]
            pub const fn kind(&self) -> CampaignDeedKind {
                match self {
                    $(Self::$name { .. } => CampaignDeedKind::$name,)+
                }
            }
        }

        impl CampaignDeedKind {
            /// All deeds.
            pub const ALL: &'static [Self] = &[$(Self::$name,)+];

            /// The stable code.
            #[must_use]
            pub const fn code(self) -> &'static str {
                match self {
                    $(Self::$name => $code,)+
                }
            }
        }
    };
}

deeds! {
    /// It is opened as ordered. (I1)
    Open "DO_OPEN" {
        /// The campaign.
        campaign: Box<Campaign>,
    };
    /// The frame is fixed, and how the quota is reckoned. (I2, I3, I4, I15)
    FixFrame "DO_FIX_FRAME" {
        /// The frame.
        frame: Box<InspectionFrame>,
        /// How the quota is reckoned and spread.
        quota: QuotaSettings,
    };
    /// The frame, the quotas and the source of the seed are committed to. (I5)
    Commit "DO_COMMIT" {
        /// Where the seed will come from.
        source: SeedSource,
        /// Who can be drawn as inspector from then on; whoever joins later is told apart. (I6)
        inspectors: BTreeSet<InspectorNo>,
    };
    /// The seed becomes known, and the draw follows from it. (I5)
    Reveal "DO_REVEAL" {
        /// What the source brought forth.
        material: SeedMaterial,
    };
    /// A visit is added; it does not count towards the quota. (I5)
    Add "DO_ADD" {
        /// The school.
        school: SchoolCode,
        /// Why.
        why: Line,
    };
    /// A visit is cancelled. (I5)
    Cancel "DO_CANCEL" {
        /// The school.
        school: SchoolCode,
        /// Why.
        why: Line,
    };
    /// A drawn school is replaced by the next in the order of the draw. (I5)
    Substitute "DO_SUBSTITUTE" {
        /// The school that can't be visited.
        school: SchoolCode,
        /// Why.
        why: Line,
    };
    /// Groups of inspectors are drawn. (I6)
    Assign "DO_ASSIGN" {
        /// What they are drawn from.
        order: Box<AssignOrder>,
    };
}

/// Something that somebody does to a campaign.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CampaignAct {
    /// Who, and when.
    pub signed: Signature,
    /// What.
    pub deed: CampaignDeed,
}

/// What an act led to, kept beside it: whoever changes what stood before it is found out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CampaignOutcome {
    /// Nothing that does not follow from the act itself.
    Plain,
    /// The hashes that were published: of the towns first where towns are drawn, then of the schools.
    Committed(Vec<CommitmentHash>),
    /// The group of each school.
    Assigned(BTreeMap<SchoolCode, BTreeSet<InspectorNo>>),
}

/// An act with what it led to: what is stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CampaignRecorded {
    /// The act.
    pub act: CampaignAct,
    /// What it led to.
    pub outcome: CampaignOutcome,
}
