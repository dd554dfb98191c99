//! Prices a month of one pupil and says why.

use kehou_wire::{
    FeeQuestion, PolicyChoice,
    pb::fee::{ExplainFeeRequest, ExplainFeeResponse},
};
use kehou_words::Lang;

use super::Answered;
use crate::{layers::outcome::internal, policies::Policies, refusal::Refusal};

pub(crate) fn explain_fee(
    policies: &Policies,
    mut request: ExplainFeeRequest,
    lang: Lang,
) -> Result<ExplainFeeResponse, Refusal> {
    let choice = PolicyChoice::read("policy", request.policy.take())?;
    let held = policies.chosen(choice)?;
    let question = FeeQuestion::of_one(&request, held.policy())?;
    let answered = Answered::new(&held, question, lang)?;
    let response = answered.priced().explained();
    response.ok_or_else(|| internal("a question about one pupil has no bill"))
}
