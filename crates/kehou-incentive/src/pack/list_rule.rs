//! Lists made from scores: who is ranked, how many places, how ties are decided.

use crate::{kind::StaffGroup, written::Line};

/// What a list is for. (S1)
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ListOutcome {
    /// Proposals for awards (评先树优).
    Award,
    /// Points for title appraisal (职称评聘), of which a whole score gives the most.
    Title {
        /// What a whole score gives, in hundredths of a point.
        most: u32,
    },
}

/// Among whom ranks are made.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Scope {
    /// Among the staff of one school.
    School,
    /// Among all staff of the county.
    County,
}

/// How a share of persons becomes a whole number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum QuotaRounding {
    /// Down.
    Down,
    /// Half up.
    HalfUp,
    /// Up.
    Up,
}

/// How many places a list has.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Places {
    /// A share of those ranked in each scope, in hundredths of a per cent.
    Share {
        /// The share.
        hundredths: u32,
        /// How it is rounded.
        rounding: QuotaRounding,
    },
    /// A number for the county; among schools it is shared out by largest remainder on those ranked.
    Number(u32),
    /// Everybody ranked has one.
    Everybody,
}

/// What decides when all declared ties are level at the last place.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum LastResort {
    /// All of them are proposed, beyond the quota.
    All,
    /// The body chooses among them.
    Body,
    /// A verifiable draw.
    Draw,
}

impl LastResort {
    /// The stable code.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::All => "LAST_RESORT_ALL",
            Self::Body => "LAST_RESORT_BODY",
            Self::Draw => "LAST_RESORT_DRAW",
        }
    }
}

/// How a list is made.
///
/// # Clauses
///
/// S1, S7.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ListRule {
    /// Its key, unique within its pack.
    pub key: Line,
    /// Its name in Chinese.
    pub zh: Line,
    /// Its name in English.
    pub en: Line,
    /// What it is for.
    pub outcome: ListOutcome,
    /// Whom it ranks.
    pub groups: Vec<StaffGroup>,
    /// Among whom.
    pub scope: Scope,
    /// How many places it has.
    pub places: Places,
    /// Places of the components that decide between equal points, in their order.
    pub ties: Vec<usize>,
    /// What decides after them.
    pub last_resort: LastResort,
}
