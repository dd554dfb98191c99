//! Adopts a policy for a division. (F1, F4)

use kehou_app::policy::{Adopt, adopt_policy as adopt};
use kehou_wire::{
    AdoptPolicyQuestion, AdoptionView,
    pb::policy::{AdoptPolicyRequest, AdoptPolicyResponse},
};

use crate::{
    books::{Call, ask, receipt},
    refusal::Refusal,
};

pub(crate) async fn adopt_policy(
    call: Call,
    request: AdoptPolicyRequest,
) -> Result<AdoptPolicyResponse, Refusal> {
    let AdoptPolicyQuestion { write, division, texts, validate_only, retroactive } =
        AdoptPolicyQuestion::read(request)?;
    let (ask, _) = ask(write);
    let policy = Adopt { division: division.to_string(), texts, retroactive };
    let adopted = adopt(&call.app, (&call.who, ask), policy, validate_only).await?;
    let view = AdoptionView {
        receipt: adopted.written.as_ref().map(receipt),
        policy_id: adopted.policy.id().as_str(),
        changes: &adopted.changes,
        repriced: &adopted.repriced,
    };
    Ok(view.answer())
}
