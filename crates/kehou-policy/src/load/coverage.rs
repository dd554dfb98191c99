//! Every parameter has at most one value a day, and one on every day on which rules need it.

use chrono::NaiveDate;
use kehou_units::Period;

use super::{
    days::{end_of, walk},
    raw::Placed,
    scope::County,
    source::{Problems, problem},
    timeline::Timelines,
};
use crate::{Key, Need, Parameter, ProblemCode};

/// Keys that stand for each other: on any day one of them at most has a value.
struct Group {
    /// The key that is named when none of them has any value.
    named: Key,
    keys: &'static [Key],
}

const PER_RURAL_SCHOOL: &[Key] = &[Key::FeeRate, Key::FeeRateRural];
const PER_OTHER_SCHOOL: &[Key] = &[Key::FeeRate, Key::FeeRateElsewhere];

/// The price of a class hour is one rate for the county, or a rate for rural schools and one for
/// the others: for each kind of school there is one price a day (F1, F3).
fn groups(timelines: &Timelines) -> Vec<Group> {
    let has = |key| !timelines.get(key).is_empty();
    let is_split = has(Key::FeeRateRural) || has(Key::FeeRateElsewhere);
    let name = |split| if is_split { split } else { Key::FeeRate };
    let mut groups = vec![
        Group { named: name(Key::FeeRateRural), keys: PER_RURAL_SCHOOL },
        Group { named: name(Key::FeeRateElsewhere), keys: PER_OTHER_SCHOOL },
    ];
    for (at, key) in Key::ALL.iter().enumerate() {
        let priced = PER_RURAL_SCHOOL.contains(key) || PER_OTHER_SCHOOL.contains(key);
        if !priced && let Some(keys) = Key::ALL.get(at..=at) {
            groups.push(Group { named: *key, keys });
        }
    }
    groups
}

/// Reports days claimed twice.
pub(super) fn refuse_overlaps(timelines: &Timelines, problems: &mut Problems) {
    for group in groups(timelines) {
        let values = timelines.merged(group.keys);
        let periods = periods_of(&values);
        let mut clashes = Vec::new();
        walk(&periods, |at, with| clashes.push((at, with)), |_, _| {});
        for (at, with) in clashes {
            if let (Some(later), Some(earlier)) = (values.get(at), values.get(with)) {
                problems.add(overlap(later, earlier));
            }
        }
    }
}

fn overlap(later: &Placed<Parameter>, earlier: &Placed<Parameter>) -> crate::PolicyProblem {
    let shared = later.item.period.intersection(&earlier.item.period);
    let other = format!("{}:{}", earlier.place.file, earlier.place.line);
    problem(&later.place, later.item.key.name(), ProblemCode::Overlap)
        .with("other", other)
        .with("shared", shared.unwrap_or(later.item.period))
}

/// Reports days without a value, and parameters without any.
pub(super) fn refuse_gaps(timelines: &Timelines, county: &County, problems: &mut Problems) {
    for group in groups(timelines) {
        let starts_with_county = group.keys.iter().any(|key| key.need() == Need::FromCountyStart);
        let values = timelines.merged(group.keys);
        let (Some(first), Some(last)) = (values.first(), values.last()) else {
            let key = group.named;
            let missing = problem(&county.place, key.name(), ProblemCode::MissingParameter);
            problems.add(missing.with("rule", key.rule()));
            continue;
        };
        let periods = periods_of(&values);
        if starts_with_county && county.start < first.item.period.first() {
            problems.add(gap(first, county.start));
        }
        let mut holes = Vec::new();
        walk(&periods, |_, _| {}, |at, day| holes.push((at, day)));
        for (at, day) in holes {
            problems.extend(values.get(at).map(|beside| gap(beside, day)));
        }
        problems.extend(end_of(&periods).map(|day| gap(last, day)));
    }
}

fn gap(beside: &Placed<Parameter>, day: NaiveDate) -> crate::PolicyProblem {
    problem(&beside.place, beside.item.key.name(), ProblemCode::Gap).with("day", day)
}

fn periods_of(values: &[&Placed<Parameter>]) -> Vec<Period> {
    values.iter().map(|placed| placed.item.period).collect()
}
