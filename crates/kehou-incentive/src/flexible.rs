//! Flexible working hours (弹性上下班): what late duty earns, how it is used, when it expires.

mod balance;
mod decision;
mod request;
mod statutory;
#[cfg(test)]
mod tests;

use kehou_units::{Dated, Minutes, Period};
use serde::Deserialize;
use toml::Spanned;

pub use self::{
    balance::{Balance, Earning, Lot, Use, balance},
    decision::{FlexDecision, RequestError},
    request::{CoreLesson, FlexGround, FlexRequest, FlexSituation},
    statutory::{StatutoryCare, StatutoryRefusal, StatutoryRules},
};
use crate::{
    data_text::DataText,
    kind::DutyKind,
    problem::{DataFaults, DataProblem},
};

/// How late duty earns hours, how they are used and when they expire.
///
/// # Clauses
///
/// S2 [嘉教体字〔2023〕4号 三(四)].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FlexPolicy {
    /// Hundredths of a per cent of each kind's verified minutes that are earned.
    pub earns: [u32; DutyKind::COUNT],
    /// After how many calendar days they expire.
    pub expires_days: u32,
    /// The most that a balance can hold.
    pub most: Minutes,
    /// They are taken in multiples of it.
    pub unit: Minutes,
    /// The most that can be taken on one day.
    pub day_most: Minutes,
    /// How many working days before the day they are asked for.
    pub notice_working_days: u32,
}

/// What ships: policies and statutory rules by the days on which they hold.
#[derive(Clone, Debug)]
pub struct FlexRules {
    /// How hours are earned and used.
    pub policies: Dated<FlexPolicy>,
    /// What the law gives.
    pub statutory: Dated<StatutoryRules>,
}

impl FlexRules {
    /// The rules that ship.
    ///
    /// # Errors
    ///
    /// [`DataFaults`] never, as long as the shipped text is sound; a test reads it.
    pub fn shipped() -> Result<Self, DataFaults> {
        const TEXT: &str = include_str!("../data/flexible-hours-370829.toml");
        Self::load("flexible-hours-370829.toml", TEXT)
    }

    /// Reads rules.
    ///
    /// # Errors
    ///
    /// [`DataFaults`] for a text that is unreadable, kinds of duty that do not exist, periods that
    /// overlap, a unit of zero or larger than a day's most, and hours that never expire or do so at
    /// once.
    pub fn load(file: &str, text: &str) -> Result<Self, DataFaults> {
        let (mut source, raw) = DataText::read::<Raw>(file, text)?;
        let policies: Vec<_> = raw.policy.iter().map(|raw| policy(&mut source, raw)).collect();
        let policies = dated(&mut source, policies);
        let statutory: Vec<_> =
            raw.statutory.iter().map(|raw| statutory(&mut source, raw)).collect();
        let statutory = dated(&mut source, statutory);
        let rules = policies.zip(statutory);
        source.finish(rules.map(|(policies, statutory)| Self { policies, statutory }))
    }
}

fn dated<T>(source: &mut DataText<'_>, entries: Vec<Option<(Period, T)>>) -> Option<Dated<T>> {
    let entries = entries.into_iter().collect::<Option<Vec<_>>>()?;
    match Dated::new(entries) {
        Ok(dated) => Some(dated),
        Err(clash) => {
            let name = clash.later.to_string();
            let expected = "let one period end before the next begins";
            source.fault(&(0..0), DataProblem::Order { name, expected });
            None
        }
    }
}

fn policy(source: &mut DataText<'_>, raw: &Spanned<RawPolicy>) -> Option<(Period, FlexPolicy)> {
    let (span, raw) = (raw.span(), raw.get_ref());
    let period = source.period(&raw.from, raw.until.as_ref());
    let mut earns = [0; DutyKind::COUNT];
    for (word, text) in &raw.earns_percent {
        let kind = source.word(word, "kind of duty", DutyKind::of_word)?;
        earns[kind.index()] = source.percent(text)?;
    }
    let wrong = [
        ("expires_days", !(1..=3_650).contains(&raw.expires_days), "1 to 3650 days"),
        ("unit_minutes", raw.unit_minutes == 0, "at least one minute"),
        ("day_most_minutes", raw.day_most_minutes < raw.unit_minutes, "a unit at least"),
        ("day_most_minutes", raw.day_most_minutes > 1_440, "no more than a day has"),
        ("most_minutes", raw.most_minutes < raw.day_most_minutes, "a day's most at least"),
        ("notice_working_days", raw.notice_working_days > 60, "no more than 60 working days"),
    ];
    if let Some((name, _, expected)) = wrong.into_iter().find(|(_, is_wrong, _)| *is_wrong) {
        source.fault(&span, DataProblem::Order { name: name.to_owned(), expected });
        return None;
    }
    let policy = FlexPolicy {
        earns,
        expires_days: raw.expires_days,
        most: Minutes::new(raw.most_minutes),
        unit: Minutes::new(raw.unit_minutes),
        day_most: Minutes::new(raw.day_most_minutes),
        notice_working_days: raw.notice_working_days,
    };
    Some((period?, policy))
}

fn statutory(
    source: &mut DataText<'_>,
    raw: &Spanned<RawStatutory>,
) -> Option<(Period, StatutoryRules)> {
    let (span, raw) = (raw.span(), raw.get_ref());
    let period = source.period(&raw.from, raw.until.as_ref())?;
    let sound = (1..=120).contains(&raw.nursing_months)
        && (1..=480).contains(&raw.nursing_minutes)
        && (1..=280).contains(&raw.pregnant_days_left);
    if !sound {
        let (name, expected) = ("statutory".to_owned(), "none of them is zero or beyond reason");
        source.fault(&span, DataProblem::Order { name, expected });
        return None;
    }
    let rules = StatutoryRules {
        nursing_months: raw.nursing_months,
        nursing: Minutes::new(raw.nursing_minutes),
        pregnant_days_left: raw.pregnant_days_left,
    };
    Some((period, rules))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Raw {
    policy: Vec<Spanned<RawPolicy>>,
    statutory: Vec<Spanned<RawStatutory>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawPolicy {
    from: Spanned<String>,
    until: Option<Spanned<String>>,
    earns_percent: std::collections::BTreeMap<Spanned<String>, Spanned<String>>,
    expires_days: u32,
    most_minutes: u32,
    unit_minutes: u32,
    day_most_minutes: u32,
    notice_working_days: u32,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawStatutory {
    from: Spanned<String>,
    until: Option<Spanned<String>>,
    nursing_months: u32,
    nursing_minutes: u32,
    pregnant_days_left: u32,
}
