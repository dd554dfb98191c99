//! The plan of a draw and the commitment to it, published before the seed is known.

use std::collections::BTreeMap;

use kehou_units::{Fault, Instant};

use crate::{CommitmentHash, Frame, FrameHash, SeedSource, Stratum};

/// The first line of a commitment's canonical text.
const HEAD: &str = "kehou-commitment/1";

/// The published algorithm, and the version whose digits the tickets have.
pub const ALGORITHM: &str = "consistent_sampler/1.0.10";

/// How tickets are compared, in words; it stands in every proof record.
pub const COMPARISON: &str =
    "ticket numbers as text, character by character; of equal ones the lower id";

/// How many units are drawn in each stratum, and where the seed comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DrawPlan {
    /// How many are drawn in each stratum (层); each stratum of the frame is listed, zero is
    /// allowed.
    pub quotas: BTreeMap<Stratum, u32>,
    /// Where the seed comes from.
    pub source: SeedSource,
}

/// A commitment (承诺): frame and plan as they stood before the seed was known.
///
/// Its hash is to be published at once; whoever has it can tell that nothing was changed later.
///
/// # Clauses
///
/// I5.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Commitment {
    frame_hash: FrameHash,
    plan: DrawPlan,
    committed_at: Instant,
}

/// A plan can't be committed to.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CommitError {
    /// Strata of the frame have no quota.
    #[error("no quota for {}", listed(strata))]
    NoQuota {
        /// The strata.
        strata: Vec<Stratum>,
    },
    /// Strata with a quota have no unit in the frame.
    #[error("the frame has no units in {}", listed(strata))]
    UnknownStratum {
        /// The strata.
        strata: Vec<Stratum>,
    },
    /// More units are to be drawn in a stratum than it has.
    #[error("{quota} are to be drawn in {stratum}, which has {units}")]
    QuotaTooLarge {
        /// The stratum.
        stratum: Stratum,
        /// Its quota.
        quota: u32,
        /// How many units it has.
        units: usize,
    },
    /// The beacon's value may be known already.
    #[error("the beacon's value may be known from {not_before}, the commitment is of {at}")]
    BeaconKnown {
        /// From when on the value may be known.
        not_before: Instant,
        /// The instant of the commitment.
        at: Instant,
    },
}

pub(crate) fn listed<T: ToString>(names: &[T]) -> String {
    names.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ")
}

impl CommitError {
    /// The stable code of this error.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::NoQuota { .. } => "COMMIT_NO_QUOTA",
            Self::UnknownStratum { .. } => "COMMIT_UNKNOWN_STRATUM",
            Self::QuotaTooLarge { .. } => "COMMIT_QUOTA_TOO_LARGE",
            Self::BeaconKnown { .. } => "COMMIT_BEACON_KNOWN",
        }
    }

    /// The kind of failure.
    #[must_use]
    pub const fn fault(&self) -> Fault {
        match self {
            Self::NoQuota { .. } | Self::UnknownStratum { .. } | Self::QuotaTooLarge { .. } => {
                Fault::Invalid
            }
            Self::BeaconKnown { .. } => Fault::RuleViolated,
        }
    }

    /// The arguments of its text.
    #[must_use]
    pub fn args(&self) -> Vec<(&'static str, String)> {
        match self {
            Self::NoQuota { strata } | Self::UnknownStratum { strata } => {
                vec![("strata", listed(strata))]
            }
            Self::QuotaTooLarge { stratum, quota, units } => vec![
                ("stratum", stratum.to_string()),
                ("quota", quota.to_string()),
                ("units", units.to_string()),
            ],
            Self::BeaconKnown { not_before, at } => {
                vec![("not_before", not_before.to_string()), ("at", at.to_string())]
            }
        }
    }
}

impl Commitment {
    /// Commits to a frame and a plan at an instant.
    ///
    /// # Errors
    ///
    /// - [`CommitError::NoQuota`] when strata of the frame are not listed.
    /// - [`CommitError::UnknownStratum`] when strata are listed that the frame does not have.
    /// - [`CommitError::QuotaTooLarge`] when a stratum has fewer units than are to be drawn.
    /// - [`CommitError::BeaconKnown`] when the beacon's value may be known at that instant.
    ///
    /// # Clauses
    ///
    /// I5.
    pub fn new(frame: &Frame, plan: DrawPlan, at: Instant) -> Result<Self, CommitError> {
        let strata = frame.strata();
        let without = strata.keys().filter(|stratum| !plan.quotas.contains_key(**stratum));
        let without: Vec<Stratum> = without.map(|stratum| (*stratum).clone()).collect();
        if !without.is_empty() {
            return Err(CommitError::NoQuota { strata: without });
        }
        let unknown = plan.quotas.keys().filter(|stratum| !strata.contains_key(stratum));
        let unknown: Vec<Stratum> = unknown.cloned().collect();
        if !unknown.is_empty() {
            return Err(CommitError::UnknownStratum { strata: unknown });
        }
        for ((stratum, quota), units) in plan.quotas.iter().zip(strata.values()) {
            if usize::try_from(*quota).map_or(true, |quota| quota > *units) {
                let (stratum, quota, units) = (stratum.clone(), *quota, *units);
                return Err(CommitError::QuotaTooLarge { stratum, quota, units });
            }
        }
        if let SeedSource::Beacon(beacon) = &plan.source
            && beacon.not_before <= at
        {
            return Err(CommitError::BeaconKnown { not_before: beacon.not_before, at });
        }
        Ok(Self { frame_hash: frame.hash(), plan, committed_at: at })
    }

    /// The hash of the frame.
    #[must_use]
    pub const fn frame_hash(&self) -> FrameHash {
        self.frame_hash
    }

    /// The plan.
    #[must_use]
    pub const fn plan(&self) -> &DrawPlan {
        &self.plan
    }

    /// When it was made.
    #[must_use]
    pub const fn committed_at(&self) -> Instant {
        self.committed_at
    }

    /// Its canonical text, UTF-8 with a line feed behind every line.
    ///
    /// ```text
    /// kehou-commitment/1
    /// frame|<the frame's hash>
    /// algorithm|consistent_sampler/1.0.10
    /// quotas|<number of strata>
    /// quota|<stratum>|<number>                    one line a stratum, ordered by their bytes
    /// source|witnessed                            or:
    /// what|<how the digits are made>
    /// digits|<number of digits>
    /// witnesses|<number of witnesses>
    /// witness|<name>                              one line a witness, ordered by their bytes
    /// source|commit_reveal                        or:
    /// parties|<number of parties>
    /// party|<name>|<its hash>                     one line a party, ordered by their names' bytes
    /// source|beacon                               or:
    /// name|<beacon>
    /// round|<which of its values>
    /// not_before|<microseconds since 1970-01-01T00:00:00Z>
    /// committed_at|<microseconds since 1970-01-01T00:00:00Z>
    /// ```
    #[must_use]
    pub fn canonical_text(&self) -> String {
        let quota = |(stratum, quota)| format!("quota|{stratum}|{quota}\n");
        let quotas: String = self.plan.quotas.iter().map(quota).collect();
        format!(
            "{HEAD}\nframe|{}\nalgorithm|{ALGORITHM}\nquotas|{}\n{quotas}{}committed_at|{}\n",
            self.frame_hash,
            self.plan.quotas.len(),
            self.plan.source.lines(),
            self.committed_at.as_micros(),
        )
    }

    /// The hash of its canonical text: what is to be published before the seed is known.
    #[must_use]
    pub fn hash(&self) -> CommitmentHash {
        CommitmentHash::of(&self.canonical_text())
    }
}

#[cfg(test)]
mod tests;
