//! Prices a month of one pupil and says why.

use kehou_fee::price;
use kehou_wire::{
    FeeQuestion, PolicyChoice, Priced,
    pb::fee::{ExplainFeeRequest, ExplainFeeResponse},
};
use kehou_words::Lang;

use super::knowledge;
use crate::{layers::outcome::internal, policies::Policies, refusal::Refusal};

pub(crate) fn explain_fee(
    policies: &Policies,
    mut request: ExplainFeeRequest,
    lang: Lang,
) -> Result<ExplainFeeResponse, Refusal> {
    let choice = PolicyChoice::read("policy", request.policy.take())?;
    let held = policies.chosen(choice)?;
    let question = FeeQuestion::of_one(&request, held.policy())?;
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
    priced.explained().ok_or_else(|| internal("a question about one pupil has no bill"))
}
