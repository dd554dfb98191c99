//! Reads a `[[parameters]]` block: its key, its head, its dated values.

use std::sync::Arc;

use toml::{Spanned, de::DeValue};

use super::{
    nearest::nearest,
    raw::{RawParameter, RawValue},
    read::{entries, read_kind, read_rule_id},
    read_instrument::read_texts,
    read_value::read_value,
    section::{Label, Section},
    source::{Problems, problem},
};
use crate::{Key, ProblemCode};

/// The most values that a parameter may have in one file.
const VALUES_LIMIT: usize = 500;

/// Reads one block.
pub(super) fn read_parameter(block: &Section<'_>, problems: &mut Problems) -> Option<RawParameter> {
    const KNOWN: [&str; 8] =
        ["key", "unit", "rule", "kind", "clause", "at_most", "at_least", "values"];
    let name = block.text("key", problems)?;
    let place = block.optional("key").map(|value| block.place_of(value));
    let block = &Section {
        source: block.source,
        table: block.table,
        place: block.place.clone(),
        label: Label::Parameter(name.to_owned()),
    };
    let Some(key) = Key::from_name(name) else {
        let place = place.unwrap_or_else(|| block.place.clone());
        problems.add(unknown_name(&place, name, name));
        return None;
    };
    block.only(&KNOWN, problems);
    check_unit(block, key, problems);
    check_rule(block, key, problems);
    let kind = read_kind(block, problems);
    let clause = block.text("clause", problems);
    let at_most = read_bounds(block, "at_most", key, problems);
    let at_least = read_bounds(block, "at_least", key, problems);
    let values = entries(block, "values", problems, |entry, problems| {
        read_dated_value(entry, key, problems)
    });
    if let Some(list) = block.required("values", problems) {
        check_size(block, key, list, problems);
    }
    Some(RawParameter { key, kind: kind?, clause: clause?.into(), at_most, at_least, values })
}

/// A parameter has at least one value and no more than anyone could read.
fn check_size(block: &Section<'_>, key: Key, list: &Spanned<DeValue<'_>>, problems: &mut Problems) {
    let count = list.get_ref().as_array().map(|values| values.len());
    let place = block.place_of(list);
    if count == Some(0) {
        problems.add(problem(&place, key.name(), ProblemCode::NoValues));
    }
    if let Some(count) = count.filter(|count| *count > VALUES_LIMIT) {
        let many = problem(&place, key.name(), ProblemCode::TooManyValues);
        problems.add(many.with("count", count).with("limit", VALUES_LIMIT));
    }
}

fn unknown_name(place: &crate::problem::Place, key: &str, name: &str) -> crate::PolicyProblem {
    let names: Vec<&str> = Key::ALL.iter().map(|key| key.name()).collect();
    let unknown = problem(place, key, ProblemCode::UnknownParameter);
    unknown.with("nearest", nearest(name, &names))
}

fn check_unit(block: &Section<'_>, key: Key, problems: &mut Problems) {
    if let Some(unit) = block.text("unit", problems)
        && unit != key.unit()
        && let Some(value) = block.optional("unit")
    {
        let wrong = problem(&block.place_of(value), key.name(), ProblemCode::WrongUnit);
        problems.add(wrong.with("value", unit).with("expected", key.unit()));
    }
}

fn check_rule(block: &Section<'_>, key: Key, problems: &mut Problems) {
    if let Some(rule) = read_rule_id(block, "rule", problems)
        && rule != key.rule()
        && let Some(value) = block.optional("rule")
    {
        let wrong = problem(&block.place_of(value), key.name(), ProblemCode::WrongRule);
        problems.add(wrong.with("value", rule).with("expected", key.rule()));
    }
}

/// Reads the keys that bound a parameter; each must be counted in the parameter's unit.
fn read_bounds(
    block: &Section<'_>,
    field: &'static str,
    key: Key,
    problems: &mut Problems,
) -> Arc<[Key]> {
    let mut bounds = Vec::new();
    for (value, name) in read_texts(block, field, problems) {
        let place = block.place_of(value);
        let Some(bound) = Key::from_name(name) else {
            problems.add(unknown_name(&place, &format!("{}.{field}", key.name()), name));
            continue;
        };
        if bound.unit() != key.unit() || bound.kind() != key.kind() {
            let wrong = problem(&place, key.name(), ProblemCode::BoundUnit);
            let wrong = wrong.with("bound", name).with("unit", bound.unit());
            problems.add(wrong.with("expected", key.unit()));
            continue;
        }
        bounds.push(bound);
    }
    bounds.sort_unstable();
    bounds.dedup();
    bounds.into()
}

fn read_dated_value(entry: &Section<'_>, key: Key, problems: &mut Problems) -> Option<RawValue> {
    entry.only(&["from", "until", "value", "basis"], problems);
    let value = read_value(entry, key, problems);
    let period = entry.period(problems);
    let basis = entry.optional_text("basis", problems);
    Some(RawValue { value: value?, period: period?, basis })
}
