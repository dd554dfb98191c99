//! Why no list can be made.

use kehou_units::Fault;

use crate::written::StaffRef;

/// Why no list can be made.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum RankError {
    /// A person has two cards.
    #[error("`{staff}` has two cards; give one card of each person")]
    Twice {
        /// Who.
        staff: StaffRef,
    },
    /// Cards are of different terms or packs.
    #[error("the card of `{staff}` is of another term or pack; score all by one pack first")]
    Mixed {
        /// Whose card.
        staff: StaffRef,
    },
    /// Some are level at the last place, and the rule wants a draw.
    #[error("{level} persons are level at the last place; give the seed of the draw")]
    NeedsDraw {
        /// How many.
        level: usize,
    },
}

impl RankError {
    /// The stable code of this error.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Twice { .. } => "LIST_TWICE",
            Self::Mixed { .. } => "LIST_MIXED",
            Self::NeedsDraw { .. } => "LIST_NEEDS_DRAW",
        }
    }

    /// The kind of failure.
    #[must_use]
    pub const fn fault(&self) -> Fault {
        match self {
            Self::NeedsDraw { .. } => Fault::RuleViolated,
            _ => Fault::Invalid,
        }
    }

    /// The arguments of its text, by name.
    #[must_use]
    pub fn args(&self) -> Vec<(&'static str, String)> {
        match self {
            Self::Twice { staff } | Self::Mixed { staff } => vec![("staff", staff.to_string())],
            Self::NeedsDraw { level } => vec![("level", level.to_string())],
        }
    }
}
