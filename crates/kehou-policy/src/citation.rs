//! What a bill prints when it says why: the document and the clause behind a rule.

use std::sync::Arc;

use kehou_units::Period;

use crate::{Kind, RuleId};

/// A clause that a rule rests on, over one period, with the words of the loaded text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Citation {
    pub(crate) rule: RuleId,
    pub(crate) kind: Kind,
    pub(crate) document: Arc<str>,
    pub(crate) instrument: Arc<str>,
    pub(crate) clause: Arc<str>,
    pub(crate) zh: Arc<str>,
    pub(crate) en: Arc<str>,
    pub(crate) period: Period,
}

impl Citation {
    /// The row of the register.
    #[must_use]
    pub const fn rule(&self) -> RuleId {
        self.rule
    }

    /// How firmly the clause binds in this period.
    #[must_use]
    pub const fn kind(&self) -> Kind {
        self.kind
    }

    /// The document number, such as `嘉教体字〔2023〕4号`.
    #[must_use]
    pub fn document(&self) -> &str {
        &self.document
    }

    /// The id of the instrument.
    #[must_use]
    pub fn instrument(&self) -> &str {
        &self.instrument
    }

    /// The id of the clause, such as `三(三)`.
    #[must_use]
    pub fn clause(&self) -> &str {
        &self.clause
    }

    /// The clause's summary in Chinese.
    #[must_use]
    pub fn zh(&self) -> &str {
        &self.zh
    }

    /// The clause's summary in English.
    #[must_use]
    pub fn en(&self) -> &str {
        &self.en
    }

    /// The days on which the rule rests on it, as one kind of rule.
    #[must_use]
    pub const fn period(&self) -> Period {
        self.period
    }
}
