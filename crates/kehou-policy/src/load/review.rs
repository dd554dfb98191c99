//! What a person should look at in an accepted policy: rates due for review, expired bases.
//! F4, R28.

use chrono::{Months, NaiveDate};

use super::{
    expiry::replaced_from,
    raw::{Placed, RawText},
    source::problem,
    timeline::Timelines,
};
use crate::{
    AfterExpiry, CheckId, Instrument, Key, Parameter, PolicyProblem, PolicyWarning, ProblemCode,
    Value,
};

const RATES: [Key; 3] = [Key::FeeRate, Key::FeeRateRural, Key::FeeRateElsewhere];

/// The warnings of check R28 on a day.
pub(super) fn review(
    texts: &[RawText],
    timelines: &Timelines,
    on: NaiveDate,
) -> Vec<PolicyWarning> {
    let expired = texts.iter().filter_map(|text| {
        let replaced = replaced_from(&text.instrument.item, texts);
        let has_successor = replaced.is_some();
        (!has_successor).then(|| expired(&text.instrument, on))?
    });
    let rates = RATES.iter().flat_map(|key| timelines.get(*key));
    let due = rates.filter_map(|rate| due(rate, timelines, on));
    let notes = expired.chain(due);
    notes.map(|note| PolicyWarning::new(CheckId::R28, note)).collect()
}

/// A base rule that expired before the day.
fn expired(instrument: &Placed<Instrument>, on: NaiveDate) -> Option<PolicyProblem> {
    let until = instrument.item.period().last().filter(|last| *last < on)?;
    let code = match instrument.item.after_expiry() {
        AfterExpiry::Default => ProblemCode::BaseExpired,
        AfterExpiry::Lapse => ProblemCode::BaseLapsed,
    };
    let note = problem(&instrument.place, "instrument.until", code);
    let note = note.with("document", instrument.item.document());
    Some(note.with("until", until))
}

/// A rate in force on the day whose review was due before it: the day lies more than the
/// reviewed years after the rate's first day.
fn due(rate: &Placed<Parameter>, timelines: &Timelines, on: NaiveDate) -> Option<PolicyProblem> {
    let held = rate.item.period;
    let mut rules = timelines.get(Key::FeeRateReviewYears).iter();
    let rule = rules.find(|rule| rule.item.period.holds(on))?;
    let Value::Count(years) = rule.item.value else {
        return None;
    };
    let months = Months::new(years.checked_mul(12)?);
    let due_on = held.first().checked_add_months(months)?;
    if !held.holds(on) || on <= due_on {
        return None;
    }
    let note = problem(&rate.place, rate.item.key.name(), ProblemCode::ReviewDue);
    let note = note.with("value", &rate.item.value).with("from", held.first());
    Some(note.with("years", years).with("on", on))
}
