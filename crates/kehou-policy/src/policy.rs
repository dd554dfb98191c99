//! A checked set of instruments, and the questions that rules ask of it.

use std::sync::Arc;

use chrono::{NaiveDate, NaiveTime};
use kehou_units::{Fen, Minutes};

use crate::{
    Citation, Instrument, Key, Loaded, NotInForce, Parameter, PolicyChange, PolicyErrors, PolicyId,
    RuleId, Value, WaiverCategoryEntry,
    diff::diff,
    facts::facts,
    load::load,
    shipped::{SHIPPED, with_replacements},
};

/// The notice and the rules above it, checked and immutable; cloning it is cheap.
///
/// Every value holds for days, and every day has at most one value per key. Whoever prices,
/// checks or explains takes a policy and a day; a day without a value is an error, never zero.
///
/// # Clauses
///
/// F1, F3, F4, F11; the parameters of F6 to F18, L11 and C2.
#[derive(Clone, Debug)]
pub struct Policy {
    inner: Arc<Inner>,
}

#[derive(Debug)]
struct Inner {
    id: PolicyId,
    contents: Contents,
}

/// What a policy holds, sorted so that equal policies are equal.
#[derive(Debug)]
pub(crate) struct Contents {
    pub(crate) division: Arc<str>,
    /// Sorted by id.
    pub(crate) instruments: Vec<Instrument>,
    /// One list per key, in the order of `Key::ALL`; each sorted by period, none overlapping.
    pub(crate) parameters: Vec<Vec<Parameter>>,
    /// Sorted by rule, then firmest kind.
    pub(crate) citations: Vec<Citation>,
    /// Sorted by code and period.
    pub(crate) categories: Vec<WaiverCategoryEntry>,
}

/// Where a school stands for the fee, if the county splits its rate (F3).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum FeePlace {
    /// In a village or township.
    Rural,
    /// Anywhere else.
    Elsewhere,
}

impl Policy {
    /// The policy that is shipped: county 370829 and the rules above it.
    ///
    /// # Errors
    ///
    /// [`PolicyErrors`] never in a release; a test loads it.
    pub fn shipped() -> Result<Self, PolicyErrors> {
        Ok(load(SHIPPED, NaiveDate::MIN)?.policy)
    }

    /// The shipped texts: file name and text, in the order of their names.
    #[must_use]
    pub const fn shipped_texts() -> &'static [(&'static str, &'static str)] {
        SHIPPED
    }

    /// Loads a policy from texts alone, as (file name, text). `reviewed_on` is the day for which
    /// warnings are given.
    ///
    /// # Errors
    ///
    /// [`PolicyErrors`] with everything that is wrong, each with file, line and key.
    pub fn load(
        texts: &[(String, String)],
        reviewed_on: NaiveDate,
    ) -> Result<Loaded, PolicyErrors> {
        load(&borrowed(texts), reviewed_on)
    }

    /// Loads the shipped texts, each given text replacing the shipped one of the same instrument
    /// id or standing beside them.
    ///
    /// # Errors
    ///
    /// [`PolicyErrors`] with everything that is wrong, each with file, line and key.
    pub fn with_overrides(
        texts: &[(String, String)],
        reviewed_on: NaiveDate,
    ) -> Result<Loaded, PolicyErrors> {
        load(&with_replacements(&borrowed(texts)), reviewed_on)
    }

    /// The texts that [`Policy::with_overrides`] loads: those shipped that none of `texts` replaces,
    /// and `texts`. What is kept of a policy is these.
    #[must_use]
    pub fn texts_with_overrides(texts: &[(String, String)]) -> Vec<(String, String)> {
        let owned = |(file, text): (&str, &str)| (file.to_owned(), text.to_owned());
        with_replacements(&borrowed(texts)).into_iter().map(owned).collect()
    }

    pub(crate) fn of(mut contents: Contents) -> Self {
        contents.instruments.sort_by(|a, b| a.id.cmp(&b.id));
        let id = PolicyId::of(&facts(&contents));
        Self { inner: Arc::new(Inner { id, contents }) }
    }

    /// The hash of what the policy says; layout, order and comments of its texts don't matter.
    #[must_use]
    pub fn id(&self) -> &PolicyId {
        &self.inner.id
    }

    /// The division code of the county, such as `370829` (C1).
    #[must_use]
    pub fn division(&self) -> &str {
        &self.inner.contents.division
    }

    /// The value of a key in force on a day, with its clause.
    ///
    /// # Errors
    ///
    /// [`NotInForce`] when no value holds on that day (F4).
    pub fn parameter(&self, key: Key, on: NaiveDate) -> Result<&Parameter, NotInForce> {
        let values = self.values(key);
        let after = values.partition_point(|value| value.period.first() <= on);
        let last = after.checked_sub(1).and_then(|at| values.get(at));
        last.filter(|value| value.period.holds(on)).ok_or(NotInForce { key, on })
    }

    /// All values of a key in order of time.
    #[must_use]
    pub fn values(&self, key: Key) -> &[Parameter] {
        let lists = &self.inner.contents.parameters;
        lists.get(key.position()).map_or(&[], Vec::as_slice)
    }

    /// The price of a class hour on a day: the county's one rate, or its rate for the place (F1).
    ///
    /// # Errors
    ///
    /// [`NotInForce`] when no rate holds on that day (F4).
    pub fn rate(&self, place: FeePlace, on: NaiveDate) -> Result<&Parameter, NotInForce> {
        let split = match place {
            FeePlace::Rural => Key::FeeRateRural,
            FeePlace::Elsewhere => Key::FeeRateElsewhere,
        };
        let one = self.parameter(Key::FeeRate, on);
        one.or_else(|none| self.parameter(split, on).map_err(|_| none))
    }

    /// The clauses that a rule rests on, on a day: firmest first.
    #[must_use]
    pub fn citations(&self, rule: RuleId, on: NaiveDate) -> Vec<&Citation> {
        let all = &self.inner.contents.citations;
        let start = all.partition_point(|citation| citation.rule < rule);
        let of_rule = all.iter().skip(start).take_while(|c| c.rule == rule);
        of_rule.filter(|c| c.period.holds(on)).collect()
    }

    /// The waiver category of a code on a day; `None` when it doesn't exist then (F11).
    #[must_use]
    pub fn waiver_category(&self, code: &str, on: NaiveDate) -> Option<&WaiverCategoryEntry> {
        let mut all = self.waiver_categories().iter();
        all.find(|entry| entry.is(code, on))
    }

    /// The whole code table of waiver categories, sorted by code and period (F11).
    #[must_use]
    pub fn waiver_categories(&self) -> &[WaiverCategoryEntry] {
        &self.inner.contents.categories
    }

    /// The instruments, sorted by id.
    #[must_use]
    pub fn instruments(&self) -> &[Instrument] {
        &self.inner.contents.instruments
    }

    /// The instrument of an id.
    #[must_use]
    pub fn instrument(&self, id: &str) -> Option<&Instrument> {
        self.instruments().iter().find(|held| held.id() == id)
    }

    /// Every value in force on a day, in the order of [`Key::ALL`].
    #[must_use]
    pub fn show(&self, on: NaiveDate) -> Vec<&Parameter> {
        let keys = Key::ALL.iter();
        keys.filter_map(|key| self.parameter(*key, on).ok()).collect()
    }

    /// What changes from this policy to another; empty exactly when their ids are equal.
    #[must_use]
    pub fn diff(&self, other: &Self) -> Vec<PolicyChange> {
        diff(&facts(&self.inner.contents), &facts(&other.inner.contents))
    }
}

fn borrowed(texts: &[(String, String)]) -> Vec<(&str, &str)> {
    let texts = texts.iter();
    texts.map(|(file, text)| (file.as_str(), text.as_str())).collect()
}

macro_rules! typed {
    ($($(#[$doc:meta])* $name:ident $variant:ident $read:ident => $out:ty = $get:expr;)+) => {
        impl Policy {
            $(
                $(#[$doc])*
                ///
                /// # Errors
                ///
                /// [`NotInForce`] when no such value holds on that day.
                pub fn $name(&self, key: Key, on: NaiveDate) -> Result<$out, NotInForce> {
                    match &self.parameter(key, on)?.value {
                        Value::$variant($read) => Ok($get),
                        _ => Err(NotInForce { key, on }),
                    }
                }
            )+
        }
    };
}

typed! {
    /// The amount of a key on a day.
    fen Fen amount => Fen = *amount;
    /// The whole number of a key on a day.
    count Count count => u32 = *count;
    /// The length of time of a key on a day.
    minutes Minutes minutes => Minutes = *minutes;
    /// The time of day of a key on a day.
    time Time time => NaiveTime = *time;
    /// The yes or no of a key on a day.
    flag Flag flag => bool = *flag;
    /// The code of a key on a day.
    code Code code => &str = code;
    /// The codes of a key on a day, in the order of the key's set.
    codes Codes codes => &[String] = codes;
}
