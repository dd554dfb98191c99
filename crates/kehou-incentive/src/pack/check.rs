//! What must hold over all components of a pack.

use std::collections::BTreeMap;

use super::{
    Component, PackProblem, SourceKind,
    raw::{RawComponent, Text},
};
use crate::{data_text::DataText, quantity::Weight};

fn sum(components: &[Component]) -> u64 {
    components.iter().map(|component| u64::from(component.weight.hundredths())).sum()
}

/// Hundredths of a per cent as they are told.
fn percent(hundredths: u64) -> String {
    let (whole, rest) = (hundredths / 100, hundredths % 100);
    if rest == 0 { whole.to_string() } else { format!("{whole}.{rest:02}") }
}

/// Weights add up to what is expected: a county's to 100 % less what it keeps for schools, a
/// school's to what is kept.
pub(super) fn weights(
    source: &mut DataText<'_>,
    name: &Text,
    components: &[Component],
    expected: Weight,
) {
    let (sum, expected) = (sum(components), u64::from(expected.hundredths()));
    if sum != expected {
        let (sum, expected) = (percent(sum), percent(expected));
        let problem = PackProblem::Sum { name: name.get_ref().clone(), sum, expected };
        source.fault(&name.span(), problem);
    }
}

/// No source decides more than the pack allows, over all components that read it.
pub(super) fn heaviest(
    source: &mut DataText<'_>,
    raw: &[RawComponent],
    components: &[Component],
    most: Weight,
) {
    let mut weights: BTreeMap<SourceKind, u64> = BTreeMap::new();
    for component in components {
        let weight = u64::from(component.weight.hundredths());
        *weights.entry(component.source.kind()).or_default() += weight;
    }
    for (kind, weight) in weights {
        let last = raw.iter().rev().find(|raw| raw.source.get_ref() == kind.word());
        if let Some(last) = last.filter(|_| weight > u64::from(most.hundredths())) {
            let problem = PackProblem::TooHeavy {
                source_word: kind.word().to_owned(),
                weight: percent(weight),
                most: percent(u64::from(most.hundredths())),
            };
            source.fault(&last.weight_percent.span(), problem);
        }
    }
}
