//! Checks policy texts.

use kehou_policy::Policy;
use kehou_wire::{
    pb::policy::{CheckPolicyRequest, CheckPolicyResponse},
    policy_texts, problem_out, warning_out,
};
use kehou_words::Lang;

use crate::refusal::Refusal;

/// The most remarks of one kind that are answered.
const REMARK_LIMIT: usize = 200;

pub(crate) fn check_policy(
    request: CheckPolicyRequest,
    lang: Lang,
) -> Result<CheckPolicyResponse, Refusal> {
    let (texts, reviewed_on) = policy_texts(request.texts)?;
    Ok(match Policy::load(&texts, reviewed_on) {
        Ok(loaded) => {
            let warnings = loaded.warnings.iter().take(REMARK_LIMIT);
            CheckPolicyResponse {
                policy_id: loaded.policy.id().to_string(),
                warnings: warnings.map(|it| warning_out(it, lang)).collect(),
                warning_count: count(loaded.warnings.len()),
                ..CheckPolicyResponse::default()
            }
        }
        Err(errors) => {
            let problems = errors.problems().iter().take(REMARK_LIMIT);
            CheckPolicyResponse {
                problems: problems.map(|it| problem_out(it, lang)).collect(),
                problem_count: count(errors.problems().len()),
                ..CheckPolicyResponse::default()
            }
        }
    })
}

fn count(length: usize) -> i32 {
    i32::try_from(length).unwrap_or(i32::MAX)
}
