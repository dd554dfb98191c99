//! Draws, what is wrong with them, and bounds, as messages carry them.

use kehou_draw::{Draw, ProofRecord, UnitTicket};
use kehou_inspection::{NextVisits, Statement, StratumBound, StratumVisits};

use crate::{naming::count_out, pb::inspection as pb};

/// A draw with its proof record.
#[must_use]
pub fn drawn_answer(draw: &Draw) -> pb::DrawSampleResponse {
    let proof = ProofRecord::of(draw);
    pb::DrawSampleResponse {
        proof_json: proof.to_json(),
        commitment_sha256: draw.seed().commitment().hash().to_string(),
        proof_sha256: proof.hash().to_string(),
        strata: strata_out(draw),
    }
}

/// Who is drawn in each stratum, and who comes next.
#[must_use]
pub fn strata_out(draw: &Draw) -> Vec<pb::DrawnUnits> {
    let codes = |tickets: &[UnitTicket]| {
        tickets.iter().map(|ticket| ticket.code.to_string()).collect::<Vec<_>>()
    };
    let units = |stratum| pb::DrawnUnits {
        stratum: ToString::to_string(stratum),
        drawn: codes(draw.drawn(stratum)),
        substitutes: codes(draw.substitutes(stratum)),
    };
    draw.strata().map(units).collect()
}

/// A draw that was repeated, or what is wrong with its record.
#[must_use]
pub fn verified_answer(verified: Result<&Draw, Vec<pb::ProofProblem>>) -> pb::VerifyDrawResponse {
    match verified {
        Ok(draw) => pb::VerifyDrawResponse {
            is_verified: true,
            problems: Vec::new(),
            commitment_sha256: draw.seed().commitment().hash().to_string(),
            strata: strata_out(draw),
        },
        Err(problems) => pb::VerifyDrawResponse { problems, ..Default::default() },
    }
}

/// What a sample says, and which visits would let a wanted bound hold.
#[must_use]
pub fn bounded_answer(
    statement: &Statement<String>,
    next: Option<&NextVisits<String>>,
) -> pb::BoundViolationsResponse {
    let visits = |one: &StratumVisits<String>| pb::FurtherVisits {
        stratum: one.stratum.clone(),
        more: count_out(one.more),
    };
    let further = next.map(|next| pb::FurtherPlan {
        visits: next.visits.iter().map(visits).collect(),
        more: count_out(next.more),
        statement: Some(statement_out(&next.statement)),
    });
    pb::BoundViolationsResponse { statement: Some(statement_out(statement)), further }
}

fn statement_out(statement: &Statement<String>) -> pb::BoundStatement {
    let stratum = |one: &StratumBound<String>| pb::StratumStatement {
        stratum: one.stratum.clone(),
        schools: count_out(one.sample.schools()),
        visited: count_out(one.sample.visited()),
        found: count_out(one.sample.violations()),
        at_most: count_out(one.at_most),
        is_census: one.sample.is_census(),
    };
    let (times, of) = (count_out(statement.rate.times()), count_out(statement.rate.of()));
    pb::BoundStatement {
        strata: statement.strata.iter().map(stratum).collect(),
        rate: Some(pb::ErrorRate { times, of }),
        shared_by: count_out(statement.shared_by),
        schools: count_out(statement.schools),
        visited: count_out(statement.visited),
        found: count_out(statement.found),
        at_most: count_out(statement.at_most),
    }
}
