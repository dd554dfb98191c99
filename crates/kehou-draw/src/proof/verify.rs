//! Repeating a draw from its proof record alone.

use kehou_units::Instant;
use serde::Serialize;

use super::{
    ProofFault, ProofRecord,
    raw::{CommitmentClaim, FrameClaim, PlanClaim, Proof, SeedClaim},
    write,
};
use crate::{ALGORITHM, COMPARISON, Commitment, CommitmentHash, Draw, PROOF_SCHEMA};

/// So many differing lines of one kind are named; a record that differs everywhere needs no more.
const MOST_NAMED: usize = 20;

/// A draw that was repeated from its record and came out the same.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VerifiedDraw {
    draw: Draw,
}

impl VerifiedDraw {
    /// The draw.
    #[must_use]
    pub const fn draw(&self) -> &Draw {
        &self.draw
    }

    /// The hash of the commitment, to be held against the one published before the seed was known.
    #[must_use]
    pub fn commitment_hash(&self) -> CommitmentHash {
        self.draw.seed().commitment().hash()
    }
}

/// Repeats a draw from its record: frame, plan, commitment, seed, tickets, result.
///
/// What comes out is right if the commitment was published before the seed was known; that the
/// record alone can't show: see [`verify_published`].
///
/// # Errors
///
/// What is not so in the first of these steps that fails; later steps build on it and are not
/// looked at. Never empty, at most 20 faults.
///
/// # Clauses
///
/// I5.
pub fn verify(record: &ProofRecord) -> Result<VerifiedDraw, Vec<ProofFault>> {
    let claims = &record.claims;
    let mut faults = Faults::default();
    faults.compare("schema", &claims.schema, PROOF_SCHEMA);
    faults.end_step()?;

    let frame = claims.frame.read().map_err(|fault| vec![fault])?;
    compare_frames(&mut faults, &claims.frame, &FrameClaim::of(&frame));
    faults.end_step()?;

    let plan = claims.plan.read().map_err(|fault| vec![fault])?;
    compare_plans(&mut faults, &claims.plan, &PlanClaim::of(&plan));
    faults.end_step()?;

    let committed_at = Instant::from_micros(claims.commitment.committed_at_micros);
    let commitment = Commitment::new(&frame, plan, committed_at);
    let commitment = commitment.map_err(|error| vec![ProofFault::Commit(error)])?;
    let repeated = CommitmentClaim::of(&commitment);
    faults.compare("commitment.sha256", &claims.commitment.sha256, &repeated.sha256);
    faults.end_step()?;

    let material = claims.seed.material.read().map_err(|fault| vec![fault])?;
    let revealed_at = Instant::from_micros(claims.seed.revealed_at_micros);
    let seed = commitment.seed(material, revealed_at);
    let seed = seed.map_err(|error| vec![ProofFault::Seed(error)])?;
    let repeated = SeedClaim::of(&seed);
    faults.same("seed.material", &claims.seed.material, &repeated.material);
    faults.compare("seed.text", &claims.seed.text, &repeated.text);
    faults.end_step()?;

    let draw = Draw::new(frame, seed).map_err(|changed| vec![changed_frame(&changed)])?;
    compare_draws(&mut faults, claims, &draw);
    faults.end_step()?;
    Ok(VerifiedDraw { draw })
}

/// Repeats a draw and holds its commitment against the hash that was published.
///
/// # Errors
///
/// As [`verify`], and [`ProofFault::NotPublished`] when the commitment is another one.
///
/// # Clauses
///
/// I5.
pub fn verify_published(
    record: &ProofRecord,
    published: CommitmentHash,
) -> Result<VerifiedDraw, Vec<ProofFault>> {
    let verified = verify(record)?;
    let recorded = verified.commitment_hash();
    if recorded == published {
        Ok(verified)
    } else {
        Err(vec![ProofFault::NotPublished { published, recorded }])
    }
}

fn changed_frame(changed: &crate::FrameChanged) -> ProofFault {
    ProofFault::Differs {
        at: "frame.sha256".to_owned(),
        recorded: changed.given.to_string(),
        repeated: changed.committed.to_string(),
    }
}

fn compare_frames(faults: &mut Faults, recorded: &FrameClaim, repeated: &FrameClaim) {
    faults.compare("frame.as_of", &recorded.as_of, &repeated.as_of);
    faults.each("frame.units", &recorded.units, &repeated.units);
    faults.compare("frame.sha256", &recorded.sha256, &repeated.sha256);
}

fn compare_plans(faults: &mut Faults, recorded: &PlanClaim, repeated: &PlanClaim) {
    faults.compare("plan.algorithm", &recorded.algorithm, ALGORITHM);
    faults.compare("plan.comparison", &recorded.comparison, COMPARISON);
    faults.each("plan.quotas", &recorded.quotas, &repeated.quotas);
    faults.same("plan.source", &recorded.source, &repeated.source);
}

fn compare_draws(faults: &mut Faults, recorded: &Proof, draw: &Draw) {
    faults.each("tickets", &recorded.tickets, &write::tickets(draw));
    faults.each("result", &recorded.result, &write::results(draw));
}

/// A value as it stands in the document.
fn told<T: Serialize>(value: &T) -> String {
    serde_json::to_string(value).unwrap_or_default()
}

/// What was found in the step at hand.
#[derive(Default)]
struct Faults(Vec<ProofFault>);

impl Faults {
    /// Compares two texts.
    fn compare(&mut self, at: &str, recorded: &str, repeated: &str) {
        if recorded != repeated {
            self.add(at.to_owned(), recorded.to_owned(), repeated.to_owned());
        }
    }

    /// Compares two values of the document, told as they stand in it.
    fn same<T: PartialEq + Serialize>(&mut self, at: &str, recorded: &T, repeated: &T) {
        if recorded != repeated {
            self.add(at.to_owned(), told(recorded), told(repeated));
        }
    }

    /// Compares two lists, entry by entry.
    fn each<T: PartialEq + Serialize>(&mut self, at: &str, recorded: &[T], repeated: &[T]) {
        if recorded.len() != repeated.len() {
            let (recorded, repeated) = (recorded.len().to_string(), repeated.len().to_string());
            self.add(format!("{at}.length"), recorded, repeated);
        }
        for (place, (one, other)) in recorded.iter().zip(repeated).enumerate() {
            if one != other {
                self.same(&format!("{at}[{place}]"), one, other);
            }
        }
    }

    fn add(&mut self, at: String, recorded: String, repeated: String) {
        if self.0.len() < MOST_NAMED {
            self.0.push(ProofFault::Differs { at, recorded, repeated });
        }
    }

    /// Ends a step: goes on only if nothing was found.
    fn end_step(&mut self) -> Result<(), Vec<ProofFault>> {
        match std::mem::take(&mut self.0) {
            faults if faults.is_empty() => Ok(()),
            faults => Err(faults),
        }
    }
}
