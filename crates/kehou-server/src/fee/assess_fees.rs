//! Prices a month of some pupils.

use kehou_fee::price;
use kehou_wire::{
    FeeQuestion, PolicyChoice, Priced,
    pb::fee::{AssessFeesRequest, AssessFeesResponse},
};
use kehou_words::Lang;
use prost::Message;

use super::{HEAVY_PUPILS, knowledge};
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
    let terms = held.month(question.month, lang)?;
    let knowledge = knowledge(&terms.tariff, &question)?;
    let bills = price(&terms.tariff, &question.facts.as_school_facts(), knowledge);
    let priced = Priced {
        question: &question,
        tariff: &terms.tariff,
        bills: &bills,
        citations: &terms.citations,
        lang,
    };
    let response = priced.assessed();
    // The bills of a few pupils are never too large.
    if question.pupils.len() >= HEAVY_PUPILS && response.encoded_len() > most_bytes {
        return Err(Refusal::new(Reason::ResponseTooLarge)
            .with("given", &response.encoded_len())
            .with("limit", &most_bytes));
    }
    Ok(response)
}
