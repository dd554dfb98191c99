//! Repeats a draw from its proof record.

use kehou_app::AppError;
use kehou_draw::{FrameError, ProofFault, ProofRecord, verify, verify_published};
use kehou_wire::{
    inspection::draws::{TICKET_LIMIT, VerifyQuestion, verified_answer},
    pb::inspection::{ProofProblem, VerifyDrawRequest, VerifyDrawResponse},
};
use kehou_words::{Lang, render_or_code};

use crate::refusal::Refusal;

pub(super) fn verify_draw(
    request: VerifyDrawRequest,
    lang: Lang,
) -> Result<VerifyDrawResponse, Refusal> {
    let VerifyQuestion { proof, published } = VerifyQuestion::read(request)?;
    let record = ProofRecord::from_json(&proof).map_err(AppError::from)?;
    let given = record.claimed_tickets();
    if given > TICKET_LIMIT {
        let too_heavy = FrameError::TooHeavy { limit: TICKET_LIMIT, given };
        return Err(AppError::from(too_heavy).into());
    }
    let verified = match published {
        Some(published) => verify_published(&record, published),
        None => verify(&record),
    };
    let problem = |fault: &ProofFault| {
        let args = fault.args();
        let args: Vec<(&str, &str)> = args.iter().map(|(name, it)| (*name, it.as_str())).collect();
        ProofProblem {
            code: fault.code().to_owned(),
            at: fault.at().to_owned(),
            text: render_or_code(fault.code(), lang, &args),
        }
    };
    let verified = verified.map_err(|faults| faults.iter().map(problem).collect());
    Ok(verified_answer(verified.as_ref().map(kehou_draw::VerifiedDraw::draw).map_err(Vec::clone)))
}
