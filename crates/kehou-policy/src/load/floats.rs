//! Floats may stand nowhere in a policy text: what they hold need not be what was written.

use toml::{
    Spanned,
    de::{DeTable, DeValue},
};

use super::{
    section::{Label, Section},
    source::{Problems, problem},
};
use crate::ProblemCode;

/// Reports every float of a text, known fields and unknown ones alike.
pub(super) fn report_floats(root: &Section<'_>, problems: &mut Problems) {
    in_table(root, &root.label, root.table, problems);
}

fn in_table(root: &Section<'_>, label: &Label, table: &DeTable<'_>, problems: &mut Problems) {
    // Whatever stands in a parameter's block is reported under the parameter's name.
    let name = table.get("key").and_then(|name| name.get_ref().as_str());
    for (field, value) in table {
        let inner = match (name, label) {
            (Some(name), _) => Label::Parameter(name.to_owned()),
            (None, Label::Parameter(name)) => Label::Parameter(name.clone()),
            (None, outer) => Label::Table(outer.key(field.get_ref())),
        };
        in_value(root, &inner, value, problems);
    }
}

fn in_value(
    root: &Section<'_>,
    label: &Label,
    value: &Spanned<DeValue<'_>>,
    problems: &mut Problems,
) {
    match value.get_ref() {
        DeValue::Float(float) => {
            let place = root.place_of(value);
            let (Label::Table(key) | Label::Parameter(key)) = label else {
                return;
            };
            problems.add(problem(&place, key, ProblemCode::Float).with("value", float));
        }
        DeValue::Array(list) => {
            for entry in list {
                in_value(root, label, entry, problems);
            }
        }
        DeValue::Table(table) => in_table(root, label, table, problems),
        _ => {}
    }
}
