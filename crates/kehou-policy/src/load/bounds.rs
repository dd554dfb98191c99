//! No value lies beyond the bounds that a higher rule, or its own text, sets (F3, R01).

use kehou_units::Period;

use super::{
    raw::Placed,
    source::{Problems, problem},
    timeline::Timelines,
};
use crate::{Key, Parameter, PolicyProblem, ProblemCode, Value};

/// Compares every value with its bounds on every day that both hold, and reports the tightest
/// bound that it breaks.
pub(super) fn refuse_beyond_bounds(timelines: &Timelines, problems: &mut Problems) {
    for key in Key::ALL {
        for value in timelines.get(*key) {
            problems.extend(above(value, timelines));
            problems.extend(below(value, timelines));
        }
    }
}

/// The upper bounds of a parameter: those fixed for its key, whatever its text says, and those
/// that its text names.
fn above(value: &Placed<Parameter>, timelines: &Timelines) -> Option<PolicyProblem> {
    let fixed = value.item.key.fixed_at_most().iter();
    let bounds = fixed.chain(value.item.at_most.iter());
    let limits = bounds.flat_map(|key| timelines.get(*key));
    let broken = limits
        .filter(|limit| shared(value, limit).is_some() && size(&value.item) > size(&limit.item));
    let tightest = broken.min_by_key(|limit| (size(&limit.item), limit.item.period))?;
    Some(beyond(value, tightest, ProblemCode::AboveBound))
}

fn below(value: &Placed<Parameter>, timelines: &Timelines) -> Option<PolicyProblem> {
    let limits = value.item.at_least.iter().flat_map(|key| timelines.get(*key));
    let broken = limits
        .filter(|limit| shared(value, limit).is_some() && size(&value.item) < size(&limit.item));
    let tightest = broken.max_by_key(|limit| (size(&limit.item), limit.item.period))?;
    Some(beyond(value, tightest, ProblemCode::BelowBound))
}

fn shared(value: &Placed<Parameter>, limit: &Placed<Parameter>) -> Option<Period> {
    value.item.period.intersection(&limit.item.period)
}

/// A number that orders values of one kind; values without an order are equal.
fn size(parameter: &Parameter) -> i64 {
    match &parameter.value {
        Value::Fen(amount) => amount.as_fen(),
        Value::Count(count) => i64::from(*count),
        Value::Minutes(minutes) => i64::from(minutes.count()),
        Value::Time(time) => time.signed_duration_since(chrono::NaiveTime::MIN).num_minutes(),
        Value::Flag(_) | Value::Code(_) | Value::Codes(_) => 0,
    }
}

fn beyond(
    value: &Placed<Parameter>,
    limit: &Placed<Parameter>,
    code: ProblemCode,
) -> PolicyProblem {
    let days = shared(value, limit).unwrap_or(limit.item.period);
    problem(&value.place, value.item.key.name(), code)
        .with("value", &value.item.value)
        .with("limit", &limit.item.value)
        .with("bound", limit.item.key.name())
        .with("shared", days)
        .with("clause", &limit.item.clause)
}
