//! Documents that bind, and their clauses.

use std::{fmt, sync::Arc};

use kehou_units::Period;

use crate::Kind;

/// Who issued an instrument.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Level {
    /// The state: ministries and the centre.
    National,
    /// A province.
    Provincial,
    /// The county that the policy is for; its notice and its defaults.
    County,
}

impl Level {
    /// Every level, highest first.
    pub const ALL: [Self; 3] = [Self::National, Self::Provincial, Self::County];

    /// The word used in policy texts.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::National => "national",
            Self::Provincial => "provincial",
            Self::County => "county",
        }
    }

    /// How many digits the division code of such an instrument has (GB/T 2260) (C1).
    #[must_use]
    pub const fn division_digits(self) -> usize {
        match self {
            Self::National => 0,
            Self::Provincial => 2,
            Self::County => 6,
        }
    }

    /// Whether an instrument of this level may fix something of that kind.
    #[must_use]
    pub const fn may_fix(self, kind: Kind) -> bool {
        match self {
            Self::County => matches!(kind, Kind::K | Kind::D),
            Self::National | Self::Provincial => matches!(kind, Kind::P),
        }
    }
}

impl fmt::Display for Level {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

/// What becomes of an instrument's rules and values after its last day, while nothing replaces it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum AfterExpiry {
    /// They end.
    Lapse,
    /// They go on as defaults (kind D).
    Default,
}

impl AfterExpiry {
    /// Both, the silent default first.
    pub const ALL: [Self; 2] = [Self::Lapse, Self::Default];

    /// The word used in policy texts.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Lapse => "lapse",
            Self::Default => "default",
        }
    }
}

/// A clause of an instrument: its id and a summary in our own words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Clause {
    pub(crate) id: Arc<str>,
    pub(crate) zh: Arc<str>,
    pub(crate) en: Arc<str>,
}

impl Clause {
    /// The id within its instrument, such as `三(三)`.
    #[must_use]
    pub fn id(&self) -> &str {
        &self.id
    }

    /// The summary in Chinese.
    #[must_use]
    pub fn zh(&self) -> &str {
        &self.zh
    }

    /// The summary in English.
    #[must_use]
    pub fn en(&self) -> &str {
        &self.en
    }
}

/// A document that binds the service, or the county's own defaults.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Instrument {
    pub(crate) id: Arc<str>,
    pub(crate) document: Arc<str>,
    pub(crate) title_zh: Arc<str>,
    pub(crate) title_en: Arc<str>,
    pub(crate) issuer: Arc<str>,
    pub(crate) level: Level,
    pub(crate) division: Arc<str>,
    pub(crate) period: Period,
    pub(crate) after_expiry: AfterExpiry,
    pub(crate) replaces: Vec<Arc<str>>,
    pub(crate) clauses: Vec<Clause>,
}

impl Instrument {
    /// The id that other texts use for it.
    #[must_use]
    pub fn id(&self) -> &str {
        &self.id
    }

    /// The document number as printed, such as `嘉教体字〔2023〕4号`.
    #[must_use]
    pub fn document(&self) -> &str {
        &self.document
    }

    /// The title in Chinese.
    #[must_use]
    pub fn title_zh(&self) -> &str {
        &self.title_zh
    }

    /// The title in English.
    #[must_use]
    pub fn title_en(&self) -> &str {
        &self.title_en
    }

    /// Who issued it, in Chinese.
    #[must_use]
    pub fn issuer(&self) -> &str {
        &self.issuer
    }

    /// The level of its issuer.
    #[must_use]
    pub const fn level(&self) -> Level {
        self.level
    }

    /// The division it binds: six digits for a county, two for a province, empty for the state.
    #[must_use]
    pub fn division(&self) -> &str {
        &self.division
    }

    /// The days on which it is in force.
    #[must_use]
    pub const fn period(&self) -> Period {
        self.period
    }

    /// What becomes of its rules after its last day.
    #[must_use]
    pub const fn after_expiry(&self) -> AfterExpiry {
        self.after_expiry
    }

    /// The ids of the instruments that it replaces.
    pub fn replaces(&self) -> impl Iterator<Item = &str> {
        self.replaces.iter().map(AsRef::as_ref)
    }

    /// Its clauses, sorted by id.
    #[must_use]
    pub fn clauses(&self) -> &[Clause] {
        &self.clauses
    }

    /// The clause of an id.
    #[must_use]
    pub fn clause(&self, id: &str) -> Option<&Clause> {
        let at = self.clauses.binary_search_by(|c| c.id.as_ref().cmp(id));
        self.clauses.get(at.ok()?)
    }
}
