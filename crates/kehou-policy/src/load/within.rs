//! What a text must keep to by itself: clauses it defines, kinds its level may give, its own days.

use kehou_units::Period;

use super::{
    raw::{Placed, RawText},
    source::{Problems, problem},
};
use crate::{Instrument, Kind, ProblemCode, problem::Place};

/// Checks every entry of a text against the text's own instrument.
pub(super) fn check_text(text: &RawText, problems: &mut Problems) {
    let instrument = &text.instrument.item;
    for Placed { place, item } in &text.rules {
        let key = format!("rules.{}", item.rule);
        check_source(instrument, place, &key, (&item.clause, item.kind), problems);
    }
    for Placed { place, item } in &text.parameters {
        let key = item.key.name();
        check_source(instrument, place, key, (&item.clause, item.kind), problems);
        for value in &item.values {
            check_days(instrument, &value.place, key, value.item.period, problems);
        }
    }
    for Placed { place, item } in &text.categories {
        let key = format!("waiver_categories.{}", item.code);
        check_days(instrument, place, &key, item.period, problems);
    }
    refuse_duplicates(text, problems);
}

fn check_source(
    instrument: &Instrument,
    place: &Place,
    key: &str,
    (clause, kind): (&str, Kind),
    problems: &mut Problems,
) {
    if instrument.clause(clause).is_none() {
        let undefined = problem(place, key, ProblemCode::UndefinedClause);
        problems.add(undefined.with("clause", clause));
    }
    let level = instrument.level();
    if !level.may_fix(kind) {
        let may = Kind::ALL.into_iter().filter(|kind| level.may_fix(*kind));
        let allowed: Vec<&str> = may.map(Kind::as_str).collect();
        let against = problem(place, key, ProblemCode::KindAgainstLevel);
        let against = against.with("kind", kind).with("level", level);
        problems.add(against.with("allowed", allowed.join(" or ")));
    }
}

/// Reports days that lie outside the instrument's; an open end stands for the instrument's end.
pub(super) fn check_days(
    instrument: &Instrument,
    place: &Place,
    key: &str,
    period: Period,
    problems: &mut Problems,
) {
    let whole = instrument.period();
    let ends_within = match (period.last(), whole.last()) {
        (Some(last), Some(end)) => last <= end,
        _ => true,
    };
    let begins_within = whole.holds(period.first());
    if !(begins_within && ends_within) {
        let outside = problem(place, key, ProblemCode::OutsideInstrument);
        problems.add(outside.with("period", period).with("instrument", whole));
    }
}

fn refuse_duplicates(text: &RawText, problems: &mut Problems) {
    let mut seen: Vec<(crate::Key, u32)> = Vec::new();
    for Placed { place, item } in &text.parameters {
        let first = seen.iter().find(|(key, _)| *key == item.key);
        if let Some((key, line)) = first {
            let twice = problem(place, key.name(), ProblemCode::DuplicateParameter);
            problems.add(twice.with("other", line));
        } else {
            seen.push((item.key, place.line));
        }
    }
}
