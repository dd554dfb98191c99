//! The clauses that each rule rests on, in order of time.

use std::sync::Arc;

use chrono::NaiveDate;
use kehou_units::Period;

use super::{
    days::{end_of, walk},
    expiry::{days_as_default, own_days, replaced_from},
    raw::{Placed, RawRule, RawText},
    scope::County,
    source::{Problems, problem},
    within::check_days,
};
use crate::{Citation, Clause, Instrument, Kind, ProblemCode, RuleId, Series};

/// Lays out the citations of all texts, sorted by rule, then firmest kind, instrument and clause.
pub(super) fn citations(texts: &[RawText], problems: &mut Problems) -> Vec<Citation> {
    let mut cited = Vec::new();
    for text in texts {
        let instrument = &text.instrument.item;
        let replaced = replaced_from(instrument, texts);
        let mut own = Vec::new();
        for entry in &text.rules {
            let Some(clause) = instrument.clause(&entry.item.clause) else {
                continue;
            };
            let Some(period) = days_of(instrument, entry, replaced, problems) else {
                continue;
            };
            let citation = citation(instrument, clause, &entry.item, period);
            if let Some(later) = days_as_default(instrument, period, replaced) {
                let mut default = citation.clone();
                default.kind = Kind::D;
                default.period = later;
                cited.push(default);
            }
            own.push(Placed { place: entry.place.clone(), item: citation });
        }
        refuse_repeated(&mut own, problems);
        cited.extend(own.into_iter().map(|placed| placed.item));
    }
    cited.sort_by(|a, b| order(a).cmp(&order(b)));
    cited
}

fn order(citation: &Citation) -> (RuleId, Kind, &str, &str, Period) {
    (citation.rule, citation.kind, &citation.instrument, &citation.clause, citation.period)
}

/// The days of an entry; without dates those of its instrument.
fn days_of(
    instrument: &Instrument,
    entry: &Placed<RawRule>,
    replaced: Option<NaiveDate>,
    problems: &mut Problems,
) -> Option<Period> {
    let key = format!("rules.{}", entry.item.rule);
    let first = entry.item.from.unwrap_or(instrument.period().first());
    match Period::new(first, entry.item.until) {
        Ok(period) => {
            check_days(instrument, &entry.place, &key, period, problems);
            own_days(instrument, period, replaced)
        }
        Err(reversed) => {
            let dates = problem(&entry.place, key, ProblemCode::DatesReversed);
            let dates = dates.with("from", reversed.first);
            problems.add(dates.with("until", reversed.last));
            None
        }
    }
}

fn citation(instrument: &Instrument, clause: &Clause, entry: &RawRule, period: Period) -> Citation {
    Citation {
        rule: entry.rule,
        kind: entry.kind,
        document: Arc::clone(&instrument.document),
        instrument: Arc::clone(&instrument.id),
        clause: Arc::clone(&clause.id),
        zh: Arc::clone(&clause.zh),
        en: Arc::clone(&clause.en),
        period,
    }
}

/// Reports a rule that rests twice on one clause on one day.
fn refuse_repeated(own: &mut [Placed<Citation>], problems: &mut Problems) {
    own.sort_by(|a, b| {
        let part = |c: &Citation| (c.rule, Arc::clone(&c.clause), c.period);
        part(&a.item).cmp(&part(&b.item))
    });
    for pair in own.windows(2) {
        if let [a, b] = pair
            && (a.item.rule, &a.item.clause) == (b.item.rule, &b.item.clause)
            && let Some(shared) = a.item.period.intersection(&b.item.period)
        {
            let key = format!("rules.{}", b.item.rule);
            let twice = problem(&b.place, key, ProblemCode::RepeatedRule);
            let twice = twice.with("rule", b.item.rule).with("clause", &b.item.clause);
            problems.add(twice.with("from", shared));
        }
    }
}

/// Reports fee rules that a bill could not explain: each must rest on a clause from its first
/// citation on.
pub(super) fn refuse_uncited(cited: &[Citation], county: &County, problems: &mut Problems) {
    for rule in RuleId::all().filter(|rule| rule.series() == Series::F) {
        let of_rule = cited.iter().filter(|citation| citation.rule == rule);
        let mut periods: Vec<Period> = of_rule.map(|citation| citation.period).collect();
        periods.sort_unstable();
        let mut from = end_of(&periods);
        walk(&periods, |_, _| {}, |_, day| from = Some(day));
        if periods.is_empty() {
            from = Some(county.start);
        }
        if let Some(from) = from {
            let key = format!("rules.{rule}");
            let uncited = problem(&county.place, key, ProblemCode::UncitedRule);
            problems.add(uncited.with("rule", rule).with("from", from));
        }
    }
}
