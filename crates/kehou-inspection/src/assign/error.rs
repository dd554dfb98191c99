//! Why no groups can be formed.

use kehou_registry::SchoolCode;
use kehou_units::Fault;

use super::Recusal;

/// So many colliding recusals are named in a text.
const NAMED: usize = 20;

/// Recusals that leave no assignment together, in order.
///
/// Irreducible: with these recusals alone there is no assignment, and without any one of them
/// there would be. So lifting any of them (another inspector, another day) undoes this collision;
/// where there are several, the next is named then.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Collision {
    /// The recusals.
    pub recusals: Vec<Recusal>,
}

/// Why no groups can be formed. (I6)
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum AssignError {
    /// Groups would be smaller than allowed.
    #[error("a group of {group_size} is too small; at least {smallest} inspectors visit a school")]
    GroupTooSmall {
        /// The size asked for.
        group_size: u32,
        /// The smallest allowed.
        smallest: u32,
    },
    /// A school is to be visited twice.
    #[error("school {school} is to be visited twice; assign its visits one after the other")]
    Twice {
        /// The school.
        school: SchoolCode,
    },
    /// The tickets are not every pair of a school and an inspector exactly once.
    #[error("{given} tickets were given; every pair of a school and an inspector makes {expected}")]
    Tickets {
        /// How many were given.
        given: usize,
        /// How many different ones there should be.
        expected: usize,
    },
    /// There are too few inspectors, whatever they are recused from.
    #[error(
        "{inspectors} inspectors are too few for groups of {group_size}: {short_by} places stay \
         empty even without recusals"
    )]
    TooFew {
        /// The inspectors.
        inspectors: usize,
        /// The size of a group.
        group_size: u32,
        /// The places that stay empty.
        short_by: u32,
    },
    /// Recusals leave no assignment.
    #[error(
        "{short_by} places stay empty: {} recusals leave too few inspectors",
        .collision.recusals.len()
    )]
    Collides {
        /// The places that stay empty.
        short_by: u32,
        /// Recusals that suffice for it.
        collision: Collision,
    },
}

impl AssignError {
    /// The stable code of this error.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::GroupTooSmall { .. } => "ASSIGN_GROUP_TOO_SMALL",
            Self::Twice { .. } => "ASSIGN_TWICE",
            Self::Tickets { .. } => "ASSIGN_TICKETS",
            Self::TooFew { .. } => "ASSIGN_TOO_FEW",
            Self::Collides { .. } => "ASSIGN_COLLIDES",
        }
    }

    /// The kind of failure.
    #[must_use]
    pub const fn fault(&self) -> Fault {
        match self {
            Self::Twice { .. } | Self::Tickets { .. } => Fault::Invalid,
            Self::GroupTooSmall { .. } | Self::TooFew { .. } | Self::Collides { .. } => {
                Fault::RuleViolated
            }
        }
    }
    /// The arguments of its text; recusals as `school/inspector`, the first twenty of them.
    #[must_use]
    pub fn args(&self) -> Vec<(&'static str, String)> {
        match self {
            Self::GroupTooSmall { group_size, smallest } => {
                vec![("group_size", group_size.to_string()), ("smallest", smallest.to_string())]
            }
            Self::Twice { school } => vec![("school", school.to_string())],
            Self::Tickets { given, expected } => {
                vec![("given", given.to_string()), ("expected", expected.to_string())]
            }
            Self::TooFew { inspectors, group_size, short_by } => vec![
                ("inspectors", inspectors.to_string()),
                ("group_size", group_size.to_string()),
                ("short_by", short_by.to_string()),
            ],
            Self::Collides { short_by, collision } => {
                let recusals = &collision.recusals;
                let named: Vec<String> =
                    recusals.iter().take(NAMED).map(ToString::to_string).collect();
                vec![
                    ("short_by", short_by.to_string()),
                    ("count", recusals.len().to_string()),
                    ("recusals", named.join(", ")),
                ]
            }
        }
    }
}
