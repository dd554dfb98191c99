//! Compares two policies.

use kehou_wire::{
    PolicyChoice, change_out,
    pb::policy::{DiffPoliciesRequest, DiffPoliciesResponse},
};

use crate::{policies::Policies, refusal::Refusal};

pub(crate) fn diff_policies(
    policies: &Policies,
    request: DiffPoliciesRequest,
) -> Result<DiffPoliciesResponse, Refusal> {
    let before = PolicyChoice::read("before", request.before)?;
    let after = PolicyChoice::read("after", request.after)?;
    let (before, after) = (policies.chosen(before)?, policies.chosen(after)?);
    let changes = before.policy().diff(after.policy());
    Ok(DiffPoliciesResponse {
        before_policy_id: before.policy().id().to_string(),
        after_policy_id: after.policy().id().to_string(),
        changes: changes.iter().map(change_out).collect(),
    })
}
