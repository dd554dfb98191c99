//! The members of the JSON document, in the order in which they are written.

use serde::{Deserialize, Serialize};

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Proof {
    pub(super) schema: String,
    pub(super) frame: FrameClaim,
    pub(super) plan: PlanClaim,
    pub(super) commitment: CommitmentClaim,
    pub(super) seed: SeedClaim,
    pub(super) tickets: Vec<TicketClaim>,
    pub(super) result: Vec<ResultClaim>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct FrameClaim {
    pub(super) title: String,
    pub(super) as_of: String,
    pub(super) units: Vec<UnitClaim>,
    pub(super) sha256: String,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct UnitClaim {
    pub(super) code: String,
    pub(super) stratum: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) weight: Option<u32>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct PlanClaim {
    pub(super) algorithm: String,
    pub(super) comparison: String,
    pub(super) quotas: Vec<QuotaClaim>,
    pub(super) source: SourceClaim,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct QuotaClaim {
    pub(super) stratum: String,
    pub(super) quota: u32,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub(super) enum SourceClaim {
    Witnessed { what: String, digits: u32, witnesses: Vec<String> },
    CommitReveal { parties: Vec<PartyClaim> },
    Beacon { name: String, round: String, not_before_micros: i64 },
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct PartyClaim {
    pub(super) name: String,
    pub(super) sha256: String,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct CommitmentClaim {
    pub(super) committed_at_micros: i64,
    pub(super) sha256: String,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct SeedClaim {
    pub(super) revealed_at_micros: i64,
    pub(super) material: MaterialClaim,
    pub(super) text: String,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub(super) enum MaterialClaim {
    Witnessed { digits: String, witnesses: Vec<String> },
    CommitReveal { reveals: Vec<RevealClaim> },
    Beacon { value: String },
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RevealClaim {
    pub(super) party: String,
    pub(super) nonce: String,
    pub(super) value: String,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct TicketClaim {
    pub(super) stratum: String,
    pub(super) position: u32,
    pub(super) code: String,
    pub(super) id: String,
    pub(super) number: String,
    pub(super) drawn: bool,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ResultClaim {
    pub(super) stratum: String,
    pub(super) drawn: Vec<String>,
}
