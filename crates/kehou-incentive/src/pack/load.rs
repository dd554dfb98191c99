//! From the text of a pack to the pack.

mod component;
mod list;
mod transform;

pub(super) use self::component::{component, rates};
use super::{
    Conversion, ObjectionDays, PackSettings, SchoolPartRule, ScorePack, SourceKind, check,
    raw::{RawPack, RawSchoolPart, RawSettings},
};
use crate::{
    data_text::DataText,
    digest::Digest,
    kind::{ActivityKind, DutyKind},
    problem::{DataFaults, DataProblem},
    quantity::{Fraction, Weight},
};

/// The most thousandths of a standard lesson that an hour of anything may count.
pub(super) const RATE_MOST: u32 = 10_000;

impl ScorePack {
    /// Reads a pack and checks it; everything that is wrong is told with its line.
    ///
    /// # Errors
    ///
    /// [`DataFaults`] for a text that is unreadable or names what does not exist, and for each rule
    /// about packs that it breaks: weights that do not add up, units or divisors that are not those
    /// of the source (S5), inputs that never enter a score (S4, S6, S8), a component that can fall
    /// with one more class hour (S8), a transform the wrong way, a source too heavy, a quantile
    /// table frozen too late.
    ///
    /// # Clauses
    ///
    /// S1, S4, S5, S6, S8.
    pub fn load(file: &str, text: &str) -> Result<Self, DataFaults> {
        let (mut source, raw) = DataText::read::<RawPack>(file, text)?;
        let pack = read(&mut source, &raw);
        source.finish(pack)
    }
}

fn read(source: &mut DataText<'_>, raw: &RawPack) -> Option<ScorePack> {
    let period = source.period(&raw.from, raw.until.as_ref());
    let settings = settings(source, &raw.settings);
    let conversion = conversion(source, raw);
    let objection_days = objection_days(source, raw);
    let school_part = match &raw.school_part {
        Some(part) => Some(school_part(source, part)?),
        None => None,
    };
    let (period, settings) = (period?, settings?);
    source.once(raw.components.iter().map(|component| &component.key));
    source.once(raw.lists.iter().map(|list| &list.key));
    let read: Vec<_> =
        raw.components.iter().map(|raw| component(source, raw, period.first())).collect();
    let components = read.into_iter().collect::<Option<Vec<_>>>()?;
    let reserved = school_part.as_ref().map_or(Weight::default(), |rule| rule.weight);
    let own = Weight::new(Weight::WHOLE.hundredths() - reserved.hundredths())?;
    check::weights(source, &raw.key, &components, own);
    check::heaviest(source, &raw.components, &components, settings.heaviest);
    let lists: Vec<_> =
        raw.lists.iter().map(|raw| list::list_rule(source, raw, &components)).collect();
    let mut pack = ScorePack {
        key: source.key(&raw.key)?,
        version: raw.version,
        title: source.line(&raw.title)?,
        period,
        settings,
        conversion: conversion?,
        objection_days: objection_days?,
        county_components: components.len(),
        components,
        school_part,
        lists: lists.into_iter().collect::<Option<_>>()?,
        digest: Digest::default(),
    };
    pack.digest = Digest::of(&pack.canonical_text());
    Some(pack)
}

fn settings(source: &mut DataText<'_>, raw: &RawSettings) -> Option<PackSettings> {
    let activity_from = source.percent(&raw.activity_from_percent);
    let heaviest = source.percent(&raw.heaviest_percent);
    let neutral = source.percent(&raw.neutral_percent);
    Some(PackSettings {
        least_answers: raw.least_answers.max(1),
        activity_from: activity_from?,
        heaviest: Weight::new(heaviest?)?,
        neutral: Fraction::from_millionths(u64::from(neutral?) * 100),
        small_cell: raw.small_cell,
    })
}

fn conversion(source: &mut DataText<'_>, raw: &RawPack) -> Option<Conversion> {
    let activity = |word: &str| ActivityKind::of_word(word).map(ActivityKind::index);
    let duty = |word: &str| DutyKind::of_word(word).map(DutyKind::index);
    let class_hour = rates(source, &raw.conversion.class_hour, activity, "kind of activity");
    let duty_hour = rates(source, &raw.conversion.duty_hour, duty, "kind of duty");
    let conversion = Conversion { class_hour: class_hour?, duty_hour: duty_hour? };
    // A class hour that counts for nothing would be a kind of activity without workload. (S1)
    for kind in ActivityKind::ALL {
        if conversion.class_hour[kind.index()] == 0 {
            let problem = DataProblem::Missing { name: format!("class_hour.{}", kind.word()) };
            source.fault(&raw.key.span(), problem);
        }
    }
    Some(conversion)
}

fn objection_days(source: &mut DataText<'_>, raw: &RawPack) -> Option<ObjectionDays> {
    let days = ObjectionDays {
        objections: raw.objections.working_days,
        appeals: raw.objections.appeal_working_days,
    };
    let sound = (1..=60).contains(&days.objections) && (1..=60).contains(&days.appeals);
    if !sound {
        let expected = "1 to 60 working days";
        let name = "objections".to_owned();
        source.fault(&raw.key.span(), DataProblem::Order { name, expected });
    }
    sound.then_some(days)
}

fn school_part(source: &mut DataText<'_>, raw: &RawSchoolPart) -> Option<SchoolPartRule> {
    let weight = source.percent(&raw.weight_percent);
    let words = raw
        .sources
        .iter()
        .map(|word| source.word(word, "source of a component", SourceKind::of_word));
    let sources = words.collect::<Vec<_>>().into_iter().collect::<Option<_>>();
    Some(SchoolPartRule {
        weight: Weight::new(weight?)?,
        components_most: raw.components_most,
        sources: sources?,
    })
}
