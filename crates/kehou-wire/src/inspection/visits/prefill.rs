//! What the system's own checks say, as messages carry it.

use kehou_inspection::{CheckOutcome, Line, Looked, Prefill, Prefilled};

use crate::pb::inspection as pb;

/// What the checks say of items, and what each check saw.
#[must_use]
pub fn prefill_out(items: &[Prefill], outcomes: &[CheckOutcome]) -> pb::GetPrefillResponse {
    pb::GetPrefillResponse {
        items: items.iter().map(item_out).collect(),
        outcomes: outcomes.iter().map(outcome_out).collect(),
    }
}

fn item_out(prefill: &Prefill) -> pb::PrefilledItem {
    let answer = match prefill.answer {
        Prefilled::Satisfied => pb::PrefillAnswer::Satisfied,
        Prefilled::Contradicted => pb::PrefillAnswer::Contradicted,
        Prefilled::NoData => pb::PrefillAnswer::NoData,
    };
    let records = records_out(&prefill.records);
    pb::PrefilledItem { item: prefill.item.to_string(), answer: answer.into(), records }
}

fn outcome_out(outcome: &CheckOutcome) -> pb::CheckOutcome {
    let sight = match outcome.looked {
        Looked::Clear => pb::CheckSight::Clear,
        Looked::Found => pb::CheckSight::Found,
        Looked::NoData => pb::CheckSight::NoData,
    };
    let records = records_out(&outcome.records);
    pb::CheckOutcome { check: outcome.check.to_string(), sight: sight.into(), records }
}

fn records_out(records: &[Line]) -> Vec<String> {
    records.iter().map(ToString::to_string).collect()
}
