//! Prices a month of some pupils.

use kehou_wire::{
    FeeQuestion, PolicyChoice,
    pb::fee::{AssessFeesRequest, AssessFeesResponse},
};
use kehou_words::Lang;
use prost::Message;

use super::{Answered, HEAVY_PUPILS};
use crate::{policies::Policies, reason::Reason, refusal::Refusal};

pub(crate) fn assess_fees(
    policies: &Policies,
    mut request: AssessFeesRequest,
    lang: Lang,
    most_bytes: usize,
) -> Result<AssessFeesResponse, Refusal> {
    let choice = PolicyChoice::read("policy", request.policy.take())?;
    let held = policies.chosen(choice)?;
    let question = FeeQuestion::of_many(&request, held.policy())?;
    let answered = Answered::new(&held, question, lang)?;
    let response = answered.priced().assessed();
    // The bills of a few pupils are never too large.
    if response.bills.len() >= HEAVY_PUPILS && response.encoded_len() > most_bytes {
        return Err(Refusal::new(Reason::ResponseTooLarge)
            .with("given", &response.encoded_len())
            .with("limit", &most_bytes));
    }
    Ok(response)
}
