//! Fewer places than towns: the towns are drawn first.

use std::collections::{BTreeMap, BTreeSet};

use kehou_units::Fault;

use crate::Stratum;

/// A draw in two stages, for a quota below the number of strata: `draw` strata, then one school
/// in each.
///
/// How it stays verifiable: both stages are committed to *before* the seed is known, and neither
/// depends on the other's result. The frame of the first stage is the strata, each with its
/// weight, quota `draw`. The frame of the second is all schools that are drawn from, quota one in
/// *every* stratum. Both are committed and drawn; the schools to visit are those of the second
/// result whose stratum is in the first ([`TownsFirst::visited`]). So nobody chooses anything
/// between the stages, a stranger verifies two ordinary proof records and intersects them, and the
/// substitute of a school is still the next of its stratum.
///
/// # Clauses
///
/// I4, I5.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TownsFirst {
    /// The strata to draw from, each with its eligible schools: the weight that makes a school of
    /// a large town about as likely to be visited as one of a small town.
    pub weights: BTreeMap<Stratum, u32>,
    /// How many strata are drawn: the whole quota, one school each.
    pub draw: u32,
}

/// The drawn strata are not those that the allocation asks for.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum TownsError {
    /// More or fewer strata were drawn than asked for.
    #[error("{asked} towns are drawn, and {drawn} different ones were given")]
    Count {
        /// How many are asked for.
        asked: u32,
        /// How many different ones were given.
        drawn: usize,
    },
    /// A stratum has no school to draw.
    #[error("`{stratum}` has no school to draw from")]
    Unknown {
        /// The stratum.
        stratum: Stratum,
    },
}

impl TownsError {
    /// The stable code of this error.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Count { .. } => "QUOTA_TOWNS_COUNT",
            Self::Unknown { .. } => "QUOTA_TOWNS_UNKNOWN",
        }
    }

    /// The kind of failure.
    #[must_use]
    pub const fn fault(&self) -> Fault {
        Fault::RuleViolated
    }

    /// The arguments of its text.
    #[must_use]
    pub fn args(&self) -> Vec<(&'static str, String)> {
        match self {
            Self::Count { asked, drawn } => {
                vec![("asked", asked.to_string()), ("drawn", drawn.to_string())]
            }
            Self::Unknown { stratum } => vec![("stratum", stratum.to_string())],
        }
    }
}

impl TownsFirst {
    /// How many schools each stratum gives once the strata are drawn: one where drawn, else none.
    ///
    /// # Errors
    ///
    /// - [`TownsError::Unknown`] when a drawn stratum is none of those drawn from.
    /// - [`TownsError::Count`] when not exactly as many different strata are given as asked for.
    pub fn visited(&self, drawn: &[Stratum]) -> Result<BTreeMap<Stratum, u32>, TownsError> {
        let chosen: BTreeSet<&Stratum> = drawn.iter().collect();
        if let Some(stratum) = chosen.iter().find(|stratum| !self.weights.contains_key(stratum)) {
            return Err(TownsError::Unknown { stratum: (*stratum).clone() });
        }
        let wanted = usize::try_from(self.draw).ok();
        if wanted != Some(chosen.len()) || chosen.len() != drawn.len() {
            return Err(TownsError::Count { asked: self.draw, drawn: chosen.len() });
        }
        let one = |stratum: &Stratum| (stratum.clone(), u32::from(chosen.contains(stratum)));
        Ok(self.weights.keys().map(one).collect())
    }
}
