//! The values of each parameter in order of time, from all texts together.

use std::sync::Arc;

use chrono::NaiveDate;
use kehou_units::Period;

use super::{
    expiry::{days_as_default, own_days, replaced_from},
    raw::{Placed, RawParameter, RawText, RawValue},
};
use crate::{ClauseRef, Instrument, Key, Kind, Parameter};

/// The values of every key, each list sorted by period.
pub(super) struct Timelines {
    lists: Vec<Vec<Placed<Parameter>>>,
}

impl Timelines {
    /// Lays out the values of all texts. Values of an expired instrument go on as defaults where
    /// no other value takes their place.
    pub(super) fn of(texts: &[RawText]) -> Self {
        let lists = Key::ALL.iter().map(|key| timeline(*key, texts));
        Self { lists: lists.collect() }
    }

    /// The values of a key.
    pub(super) fn get(&self, key: Key) -> &[Placed<Parameter>] {
        self.lists.get(key.position()).map_or(&[], Vec::as_slice)
    }

    /// The values of several keys, sorted by period.
    pub(super) fn merged(&self, keys: &[Key]) -> Vec<&Placed<Parameter>> {
        let mut all: Vec<_> = keys.iter().flat_map(|key| self.get(*key)).collect();
        all.sort_by_key(|placed| placed.item.period);
        all
    }

    /// The bare values, in the order of the keys.
    pub(super) fn into_parameters(self) -> impl Iterator<Item = Vec<Parameter>> {
        let bare = |list: Vec<Placed<Parameter>>| list.into_iter().map(|p| p.item).collect();
        self.lists.into_iter().map(bare)
    }
}

fn timeline(key: Key, texts: &[RawText]) -> Vec<Placed<Parameter>> {
    let mut own = Vec::new();
    let mut defaults = Vec::new();
    for text in texts {
        let instrument = &text.instrument.item;
        let replaced = replaced_from(instrument, texts);
        let blocks = text.parameters.iter().filter(|b| b.item.key == key);
        for block in blocks {
            for value in &block.item.values {
                let Some(period) = own_days(instrument, value.item.period, replaced) else {
                    continue;
                };
                let kind = block.item.kind;
                let parameter = parameter(instrument, &block.item, &value.item, (period, kind));
                if let Some(later) = days_as_default(instrument, period, replaced) {
                    let mut default = parameter.clone();
                    default.period = later;
                    default.kind = Kind::D;
                    defaults.push(placed(value, default));
                }
                own.push(placed(value, parameter));
            }
        }
    }
    own.sort_by_key(|placed| placed.item.period);
    for mut default in defaults {
        if let Some(free) = free_days(default.item.period, &own) {
            default.item.period = free;
            own.push(default);
            own.sort_by_key(|placed| placed.item.period);
        }
    }
    own
}

const fn first_of(placed: &Placed<Parameter>) -> NaiveDate {
    placed.item.period.first()
}

/// The days of a default before the first value that takes its place.
fn free_days(default: Period, own: &[Placed<Parameter>]) -> Option<Period> {
    if own.iter().any(|p| p.item.period.holds(default.first())) {
        return None;
    }
    let later = own.iter().map(first_of).find(|d| *d > default.first());
    match later {
        Some(day) => default.intersection(&Period::new(default.first(), day.pred_opt()).ok()?),
        None => Some(default),
    }
}

fn placed(value: &Placed<RawValue>, parameter: Parameter) -> Placed<Parameter> {
    Placed { place: value.place.clone(), item: parameter }
}

fn parameter(
    instrument: &Instrument,
    block: &RawParameter,
    value: &RawValue,
    (period, kind): (Period, Kind),
) -> Parameter {
    Parameter {
        key: block.key,
        value: value.value.clone(),
        period,
        kind,
        clause: ClauseRef {
            instrument: Arc::clone(&instrument.id),
            clause: Arc::clone(&block.clause),
        },
        basis: value.basis.clone(),
        at_most: Arc::clone(&block.at_most),
        at_least: Arc::clone(&block.at_least),
    }
}
