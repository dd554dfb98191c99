//! From a draw to the claims of its proof record.

use super::raw::{
    CommitmentClaim, FrameClaim, MaterialClaim, PartyClaim, PlanClaim, Proof, QuotaClaim,
    ResultClaim, RevealClaim, SeedClaim, SourceClaim, TicketClaim, UnitClaim,
};
use crate::{
    ALGORITHM, COMPARISON, Commitment, Draw, DrawPlan, Frame, Label, PROOF_SCHEMA, Party, Reveal,
    RevealedSeed, SeedMaterial, SeedSource, Stratum,
};

impl Proof {
    pub(super) fn of(draw: &Draw) -> Self {
        let commitment = draw.seed().commitment();
        Self {
            schema: PROOF_SCHEMA.to_owned(),
            frame: FrameClaim::of(draw.frame()),
            plan: PlanClaim::of(commitment.plan()),
            commitment: CommitmentClaim::of(commitment),
            seed: SeedClaim::of(draw.seed()),
            tickets: tickets(draw),
            result: results(draw),
        }
    }
}

impl FrameClaim {
    pub(super) fn of(frame: &Frame) -> Self {
        let units = frame.units().iter().map(|unit| UnitClaim {
            code: unit.code.to_string(),
            stratum: unit.stratum.to_string(),
            weight: unit.weight.map(std::num::NonZeroU32::get),
        });
        Self {
            title: frame.title().to_string(),
            as_of: frame.as_of().to_string(),
            units: units.collect(),
            sha256: frame.hash().to_string(),
        }
    }
}

impl PlanClaim {
    pub(super) fn of(plan: &DrawPlan) -> Self {
        let quota = |(stratum, quota): (&Stratum, &u32)| QuotaClaim {
            stratum: stratum.to_string(),
            quota: *quota,
        };
        Self {
            algorithm: ALGORITHM.to_owned(),
            comparison: COMPARISON.to_owned(),
            quotas: plan.quotas.iter().map(quota).collect(),
            source: SourceClaim::of(&plan.source),
        }
    }
}

impl SourceClaim {
    fn of(source: &SeedSource) -> Self {
        match source {
            SeedSource::Witnessed(source) => Self::Witnessed {
                what: source.what().to_string(),
                digits: source.digits(),
                witnesses: texts(source.witnesses()),
            },
            SeedSource::CommitReveal(parties) => {
                let party = |party: &Party| PartyClaim {
                    name: party.name.to_string(),
                    sha256: party.hash.to_string(),
                };
                Self::CommitReveal { parties: parties.parties().iter().map(party).collect() }
            }
            SeedSource::Beacon(beacon) => Self::Beacon {
                name: beacon.name.to_string(),
                round: beacon.round.to_string(),
                not_before_micros: beacon.not_before.as_micros(),
            },
        }
    }
}

impl CommitmentClaim {
    pub(super) fn of(commitment: &Commitment) -> Self {
        Self {
            committed_at_micros: commitment.committed_at().as_micros(),
            sha256: commitment.hash().to_string(),
        }
    }
}

impl SeedClaim {
    pub(super) fn of(seed: &RevealedSeed) -> Self {
        Self {
            revealed_at_micros: seed.revealed_at().as_micros(),
            material: MaterialClaim::of(seed.material()),
            text: seed.text(),
        }
    }
}

impl MaterialClaim {
    fn of(material: &SeedMaterial) -> Self {
        match material {
            SeedMaterial::Witnessed { digits, witnesses } => {
                Self::Witnessed { digits: digits.clone(), witnesses: texts(witnesses) }
            }
            SeedMaterial::CommitReveal(reveals) => {
                let reveal = |reveal: &Reveal| RevealClaim {
                    party: reveal.party.to_string(),
                    nonce: reveal.nonce.to_string(),
                    value: reveal.value.to_string(),
                };
                Self::CommitReveal { reveals: reveals.iter().map(reveal).collect() }
            }
            SeedMaterial::Beacon { value } => Self::Beacon { value: value.to_string() },
        }
    }
}

fn texts(labels: &[Label]) -> Vec<String> {
    labels.iter().map(Label::to_string).collect()
}

/// Every unit's ticket: stratum by stratum, in the order of the numbers.
pub(super) fn tickets(draw: &Draw) -> Vec<TicketClaim> {
    let mut tickets = Vec::new();
    for stratum in draw.strata() {
        let drawn = draw.drawn(stratum).len();
        for (position, (at, ticket)) in (1..).zip(draw.order(stratum).iter().enumerate()) {
            tickets.push(TicketClaim {
                stratum: stratum.to_string(),
                position,
                code: ticket.code.to_string(),
                id: ticket.id(),
                number: ticket.number.to_string(),
                drawn: at < drawn,
            });
        }
    }
    tickets
}

/// The codes drawn in each stratum, in order.
pub(super) fn results(draw: &Draw) -> Vec<ResultClaim> {
    let result = |stratum: &Stratum| ResultClaim {
        stratum: stratum.to_string(),
        drawn: draw.drawn(stratum).iter().map(|ticket| ticket.code.to_string()).collect(),
    };
    draw.strata().map(result).collect()
}
