//! Transforms of components as they are read.

use chrono::NaiveDate;

use crate::{
    data_text::DataText,
    pack::{
        BarredInput, Direction, PackProblem, SourceKind, Transform, TransformKind,
        raw::{RawComponent, RawKnot, RawTransform, Text},
    },
    problem::DataProblem,
    quantity::{Fraction, Value},
};

/// Reads a transform; it must run the way in which its source may count. (S8)
pub(super) fn transform(
    source: &mut DataText<'_>,
    raw: &RawComponent,
    kind: SourceKind,
    from: NaiveDate,
) -> Option<Transform> {
    let component = || raw.key.get_ref().clone();
    let word = raw.transform.kind.get_ref().clone();
    if let Some(why @ BarredInput::Cohort) = BarredInput::of_word(&word) {
        let problem = PackProblem::Barred { component: component(), word, why };
        source.fault(&raw.transform.kind.span(), problem);
        return None;
    }
    let knots = knots(source, &raw.transform, kind)?;
    let transform_kind = match word.as_str() {
        "linear" => TransformKind::Linear,
        "cap" => TransformKind::Cap,
        "step" => TransformKind::Step,
        _ => {
            let frozen = raw.transform.frozen_on.as_ref()?;
            let frozen_on = source.day(frozen)?;
            if frozen_on > from {
                let (frozen_on, from) = (frozen_on.to_string(), from.to_string());
                let problem = PackProblem::NotFrozen { component: component(), frozen_on, from };
                source.fault(&frozen.span(), problem);
            }
            let cohort = source.line(raw.transform.cohort.as_ref()?)?;
            TransformKind::Quantiles { frozen_on, cohort }
        }
    };
    let span = raw.transform.kind.span();
    let Some(transform) = Transform::new(transform_kind, knots) else {
        let expected = "values ascend, each once, and there is at least one";
        source.fault(&span, DataProblem::Order { name: component(), expected });
        return None;
    };
    let (wanted, expected) = match kind {
        SourceKind::Findings => (Direction::Falling, "falling"),
        _ => (Direction::Rising, "rising"),
    };
    let direction = transform.direction();
    if direction == wanted {
        return Some(transform);
    }
    let may_fall = matches!(direction, Direction::Falling | Direction::Mixed);
    source.fault(
        &span,
        match kind.rises_with_class_hours() && may_fall {
            true => PackProblem::FewerHours { component: component() },
            false => PackProblem::Direction { component: component(), expected },
        },
    );
    None
}

/// The declared values of a transform with what each earns.
fn knots(
    source: &mut DataText<'_>,
    raw: &RawTransform,
    kind: SourceKind,
) -> Option<Vec<(Value, Fraction)>> {
    // A percentage with four decimals is a whole number of millionths, and so is a count with six.
    let places = if kind.unit() == "percent" { 4 } else { 6 };
    let value = |source: &mut DataText<'_>, text: &Text| {
        source.decimal(text, places).map(Value::from_millionths)
    };
    let zero = Value::default();
    if !particulars_fit(source, raw) {
        return None;
    }
    let mut line = match (&raw.zero_at, &raw.full_at, &raw.cap_at) {
        (Some(none), Some(full), None) => {
            vec![(value(source, none)?, Fraction::NONE), (value(source, full)?, Fraction::FULL)]
        }
        (None, None, Some(cap)) => {
            vec![(zero, Fraction::NONE), (value(source, cap)?, Fraction::FULL)]
        }
        _ => Vec::new(),
    };
    line.sort_by_key(|knot| knot.0);
    for RawKnot { from, percent } in raw.steps.iter().chain(&raw.table) {
        let earned = source.percent(percent)?;
        let at = value(source, from)?;
        line.push((at, Fraction::from_millionths(u64::from(earned) * 100)));
    }
    if let Some(first) = raw.steps.first()
        && line.first().is_some_and(|knot| knot.0 != zero)
    {
        let (name, expected) = (first.from.get_ref().clone(), "the first step begins at 0");
        source.fault(&first.from.span(), DataProblem::Order { name, expected });
        return None;
    }
    Some(line)
}

/// Whether a transform has what its kind needs and nothing else.
fn particulars_fit(source: &mut DataText<'_>, raw: &RawTransform) -> bool {
    let needed: &[&str] = match raw.kind.get_ref().as_str() {
        "linear" => &["zero_at", "full_at"],
        "cap" => &["cap_at"],
        "step" => &["steps"],
        "quantiles" => &["table", "frozen_on", "cohort"],
        _ => {
            source.word(&raw.kind, "transform: linear, cap, step or quantiles", |_| None::<()>);
            return false;
        }
    };
    let given = [
        ("zero_at", raw.zero_at.is_some()),
        ("full_at", raw.full_at.is_some()),
        ("cap_at", raw.cap_at.is_some()),
        ("steps", !raw.steps.is_empty()),
        ("table", !raw.table.is_empty()),
        ("frozen_on", raw.frozen_on.is_some()),
        ("cohort", raw.cohort.is_some()),
    ];
    let mut fits = true;
    for (name, is_given) in given {
        let is_needed = needed.contains(&name);
        if is_needed && !is_given {
            source.fault(&raw.kind.span(), DataProblem::Missing { name: name.to_owned() });
        } else if is_given && !is_needed {
            let (value, expected) = (name.to_owned(), "particular of this transform");
            source.fault(&raw.kind.span(), DataProblem::Value { value, expected });
        }
        fits &= is_given == is_needed;
    }
    fits
}
