//! Components of a pack as they are read.

use chrono::NaiveDate;

use super::{RATE_MOST, transform::transform};
use crate::{
    data_text::DataText,
    kind::{ActivityKind, ActivitySet, DutyKind},
    pack::{
        BarredInput, Component, PackProblem, Source, SourceKind,
        raw::{Rates, RawComponent, Text},
    },
    problem::DataProblem,
    quantity::Weight,
    written::Line,
};

/// Reads a component and checks it; `from` is the first day on which it counts.
pub(in crate::pack) fn component(
    source: &mut DataText<'_>,
    raw: &RawComponent,
    from: NaiveDate,
) -> Option<Component> {
    let kind = source_kind(source, raw)?;
    let units = units(source, raw, kind);
    let input = input(source, raw, kind);
    let transform = transform(source, raw, kind, from);
    let weight = source.percent(&raw.weight_percent);
    if weight == Some(0) {
        let expected = "a component has a weight";
        let name = raw.key.get_ref().clone();
        source.fault(&raw.weight_percent.span(), DataProblem::Order { name, expected });
    }
    if raw.key.get_ref() == Line::school_part().as_str() {
        // The line of a card about what a school left unused bears this name.
        source.fault(&raw.key.span(), DataProblem::Twice { name: raw.key.get_ref().clone() });
    }
    let component = Component {
        key: source.key(&raw.key)?,
        zh: source.line(&raw.zh)?,
        en: source.line(&raw.en)?,
        source: input?,
        transform: transform?,
        weight: Weight::new(weight?)?,
    };
    units.then_some(component)
}

/// The source that a component names; what never enters is refused by its name. (S4, S6, S8)
fn source_kind(source: &mut DataText<'_>, raw: &RawComponent) -> Option<SourceKind> {
    let word = raw.source.get_ref();
    if SourceKind::of_word(word).is_none()
        && let Some(why) = BarredInput::of_word(word)
    {
        let (component, word) = (raw.key.get_ref().clone(), word.clone());
        source.fault(&raw.source.span(), PackProblem::Barred { component, word, why });
        return None;
    }
    source.word(&raw.source, "source of a component", SourceKind::of_word)
}

/// Whether unit and divisor are those of the source. (S5)
fn units(source: &mut DataText<'_>, raw: &RawComponent, kind: SourceKind) -> bool {
    let component = || raw.key.get_ref().clone();
    let given = raw.per.get_ref();
    let mut sound = true;
    if given == SourceKind::ClassHours.word() {
        // Anything per class hour falls with the next class hour. (S8)
        source.fault(&raw.per.span(), PackProblem::FewerHours { component: component() });
        sound = false;
    } else if given != kind.per() {
        let (given, expected) = (given.clone(), kind.per());
        let problem = PackProblem::Units { component: component(), given, expected };
        source.fault(&raw.per.span(), problem);
        sound = false;
    }
    if raw.unit.get_ref() != kind.unit() {
        let (given, expected) = (raw.unit.get_ref().clone(), kind.unit());
        let problem = PackProblem::Units { component: component(), given, expected };
        source.fault(&raw.unit.span(), problem);
        sound = false;
    }
    sound
}

/// What a component looks at, with its particulars; particulars of other sources are refused.
fn input(source: &mut DataText<'_>, raw: &RawComponent, kind: SourceKind) -> Option<Source> {
    let (activities, class_hour, duty_hour) = match kind {
        SourceKind::ClassHours => (true, false, false),
        SourceKind::DutyMinutes => (false, false, true),
        SourceKind::Load => (false, true, true),
        _ => (false, false, false),
    };
    let given = [
        ("activities", raw.activities.is_some(), activities, false),
        ("class_hour", raw.class_hour.is_some(), class_hour, true),
        ("duty_hour", raw.duty_hour.is_some(), duty_hour, true),
    ];
    let mut sound = true;
    for (name, is_given, may_stand, is_needed) in given {
        if is_given && !may_stand {
            let expected = "particular of this source";
            let problem = DataProblem::Value { value: name.to_owned(), expected };
            source.fault(&raw.source.span(), problem);
            sound = false;
        } else if may_stand && is_needed && !is_given {
            let problem = DataProblem::Missing { name: name.to_owned() };
            source.fault(&raw.source.span(), problem);
            sound = false;
        }
    }
    let duty = |word: &str| DutyKind::of_word(word).map(DutyKind::index);
    let mut duties = || match &raw.duty_hour {
        Some(given) => rates(source, given, duty, "kind of duty"),
        None => Some([0; DutyKind::COUNT]),
    };
    let input = match kind {
        SourceKind::ClassHours => Source::ClassHours { activities: kinds(source, raw)? },
        SourceKind::DutyMinutes => Source::DutyMinutes { rates: duties()? },
        SourceKind::Load => {
            let rates = duties()?;
            let class_hour = raw.class_hour.as_ref().and_then(|text| rate(source, text))?;
            Source::Load { class_hour, rates }
        }
        SourceKind::Activities => Source::Activities,
        SourceKind::Rolls => Source::Rolls,
        SourceKind::Satisfaction => Source::Satisfaction,
        SourceKind::Training => Source::Training,
        SourceKind::Ethics => Source::Ethics,
        SourceKind::Research => Source::Research,
        SourceKind::Findings => Source::Findings,
    };
    sound.then_some(input)
}

fn kinds(source: &mut DataText<'_>, raw: &RawComponent) -> Option<ActivitySet> {
    let Some(words) = &raw.activities else { return Some(ActivitySet::ALL) };
    let mut set = Vec::new();
    for word in words {
        set.push(source.word(word, "kind of activity", ActivityKind::of_word)?);
    }
    Some(ActivitySet::of(set))
}

/// A rate in standard lessons, as thousandths; more than none.
fn rate(source: &mut DataText<'_>, text: &Text) -> Option<u32> {
    let units = source.decimal(text, 3)?;
    let rate = u32::try_from(units).ok().filter(|rate| (1..=RATE_MOST).contains(rate));
    if rate.is_none() {
        let (value, expected) = (text.get_ref().clone(), "rate above 0 and up to 10 lessons");
        source.fault(&text.span(), DataProblem::Value { value, expected });
    }
    rate
}

/// Rates by kind; kinds that are not named have none.
pub(in crate::pack) fn rates<const N: usize>(
    source: &mut DataText<'_>,
    raw: &Rates,
    place: impl Fn(&str) -> Option<usize>,
    expected: &'static str,
) -> Option<[u32; N]> {
    let mut rates = [0; N];
    for (word, text) in raw {
        let at = source.word(word, expected, &place)?;
        rates[at] = rate(source, text)?;
    }
    Some(rates)
}
