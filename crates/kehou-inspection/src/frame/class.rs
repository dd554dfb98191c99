//! The classes of a frame and what each rests on.

use std::fmt;

use chrono::NaiveDate;
use kehou_policy::RuleId;
use kehou_registry::{DivisionCode, SchoolCode};

/// Where a school is drawn: its town, or the county for a school that no town runs. (I4)
///
/// Towns come first, in order of their codes.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Stratum {
    /// The schools of a town (镇街).
    Town(DivisionCode),
    /// The schools that no town runs.
    County,
}

impl fmt::Display for Stratum {
    /// Writes the town's code, or `county`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Town(town) => f.pad(town.as_str()),
            Self::County => f.pad("county"),
        }
    }
}

/// Why a school is always visited (必查). (I2)
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum MustReason {
    /// The county runs it.
    CountyDirect,
    /// A town runs it and it has a junior part: a junior, nine-year, twelve-year or complete
    /// middle school.
    TownJunior,
    /// It is a central primary school (中心小学) of its town.
    CentralPrimary,
    /// The bureau's list says so.
    Listed {
        /// The document of the list.
        document: String,
    },
}

/// Why a school is drawn from. (I3)
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum OtherReason {
    /// A town runs it, and it is neither junior nor central.
    TownPrimary,
    /// It is private, and private schools are drawn from by setting.
    Private,
    /// The bureau's list says so.
    Listed {
        /// The document of the list.
        document: String,
    },
}

/// Why a school is not in the frame. (I15)
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum OutsideReason {
    /// It had closed before the frame's date.
    Closed {
        /// Its last day.
        last_day: NaiveDate,
    },
    /// It had been merged into another school before the frame's date.
    Merged {
        /// Its last day.
        last_day: NaiveDate,
        /// The school it was merged into.
        into: SchoolCode,
    },
    /// The registry has no profile of it for the frame's date.
    NotOpen,
    /// It is a teaching point (教学点) that counts with its central school. (C4)
    CountsWith {
        /// The central school.
        school: SchoolCode,
    },
    /// It is private, and private schools are left out by setting.
    Private,
    /// Only the bureau's list could bring it in, and the list does not name it.
    NotListed,
    /// The bureau's list leaves it out.
    Listed {
        /// The document of the list.
        document: String,
    },
}

/// The class of a school in a frame, with the reason.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum FrameClass {
    /// Always visited (必查).
    MustVisit(MustReason),
    /// Drawn from (抽查).
    Other(OtherReason),
    /// Not inspected in this campaign.
    Outside(OutsideReason),
}

impl FrameClass {
    /// Whether the school is always visited.
    #[must_use]
    pub const fn is_must_visit(&self) -> bool {
        matches!(self, Self::MustVisit(_))
    }

    /// Whether the school is drawn from.
    #[must_use]
    pub const fn is_other(&self) -> bool {
        matches!(self, Self::Other(_))
    }

    /// Whether the school is not inspected.
    #[must_use]
    pub const fn is_outside(&self) -> bool {
        matches!(self, Self::Outside(_))
    }

    /// The stable code of class and reason.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::MustVisit(MustReason::CountyDirect) => "FRAME_MUST_COUNTY_DIRECT",
            Self::MustVisit(MustReason::TownJunior) => "FRAME_MUST_TOWN_JUNIOR",
            Self::MustVisit(MustReason::CentralPrimary) => "FRAME_MUST_CENTRAL_PRIMARY",
            Self::MustVisit(MustReason::Listed { .. }) => "FRAME_MUST_LISTED",
            Self::Other(OtherReason::TownPrimary) => "FRAME_OTHER_TOWN_PRIMARY",
            Self::Other(OtherReason::Private) => "FRAME_OTHER_PRIVATE",
            Self::Other(OtherReason::Listed { .. }) => "FRAME_OTHER_LISTED",
            Self::Outside(OutsideReason::Closed { .. }) => "FRAME_OUT_CLOSED",
            Self::Outside(OutsideReason::Merged { .. }) => "FRAME_OUT_MERGED",
            Self::Outside(OutsideReason::NotOpen) => "FRAME_OUT_NOT_OPEN",
            Self::Outside(OutsideReason::CountsWith { .. }) => "FRAME_OUT_COUNTS_WITH",
            Self::Outside(OutsideReason::Private) => "FRAME_OUT_PRIVATE",
            Self::Outside(OutsideReason::NotListed) => "FRAME_OUT_NOT_LISTED",
            Self::Outside(OutsideReason::Listed { .. }) => "FRAME_OUT_LISTED",
        }
    }

    /// The rows that put the school there; their clauses stand in the policy and the register.
    #[must_use]
    pub fn rules(&self) -> Vec<RuleId> {
        match self {
            Self::MustVisit(MustReason::Listed { .. }) => vec![RuleId::I2, RuleId::I15],
            Self::MustVisit(_) => vec![RuleId::I2],
            Self::Other(OtherReason::TownPrimary) => vec![RuleId::I3],
            Self::Other(_) => vec![RuleId::I3, RuleId::I15],
            Self::Outside(OutsideReason::CountsWith { .. }) => vec![RuleId::C4],
            Self::Outside(_) => vec![RuleId::I15],
        }
    }
}
