//! Tells what is in force on a day.

use kehou_wire::{
    PolicyChoice, asked_day, category_out, parameter_out,
    pb::policy::{GetPolicyRequest, GetPolicyResponse},
};
use kehou_words::Lang;

use crate::{policies::Policies, refusal::Refusal};

pub(crate) fn get_policy(
    policies: &Policies,
    request: GetPolicyRequest,
    lang: Lang,
) -> Result<GetPolicyResponse, Refusal> {
    let choice = PolicyChoice::read("policy", request.policy)?;
    let on = asked_day(request.on)?;
    let held = policies.chosen(choice)?;
    let policy = held.policy();
    let parameters = policy.show(on);
    let categories = policy.waiver_categories().iter();
    let in_force = categories.filter(|entry| entry.period().holds(on));
    Ok(GetPolicyResponse {
        policy_id: policy.id().to_string(),
        division: policy.division().to_owned(),
        on: request.on,
        parameters: parameters.into_iter().map(|it| parameter_out(policy, it)).collect(),
        waiver_categories: in_force.map(|entry| category_out(entry, lang)).collect(),
    })
}
