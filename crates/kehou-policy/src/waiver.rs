//! Categories of families whose fee is waived in full (F2, F11).

use std::{fmt, sync::Arc};

use chrono::NaiveDate;
use kehou_units::Period;

mod encapsulate {
    use super::Arc;

    /// The code of a waiver category (困难类别) that stood in a policy's code table when it was
    /// looked up (F11).
    ///
    /// A policy makes one, or the record of what a policy made, so a category that no policy ever
    /// knew can't reach a bill.
    #[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
    pub struct WaiverCategory(Arc<str>);

    impl WaiverCategory {
        pub(crate) const fn new(code: Arc<str>) -> Self {
            Self(code)
        }

        /// A category as it was recorded when a policy knew it, whatever policy is in force now.
        #[must_use]
        pub fn recorded(code: &str) -> Self {
            Self(code.into())
        }

        /// The code, such as `dibao`.
        #[must_use]
        pub fn as_str(&self) -> &str {
            &self.0
        }
    }
}

pub use encapsulate::WaiverCategory;

impl fmt::Display for WaiverCategory {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

/// Whether a match with a government list opens a provisional waiver by itself (F11).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ListMatch {
    /// An exact match with the list waives provisionally from the list's date (免申即享).
    Exact,
    /// There is no list; a family applies with evidence.
    None,
}

impl ListMatch {
    /// Both ways.
    pub const ALL: [Self; 2] = [Self::Exact, Self::None];

    /// The word used in policy texts.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Exact => "exact",
            Self::None => "none",
        }
    }
}

/// A row of the dated code table of waiver categories (F11).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WaiverCategoryEntry {
    pub(crate) category: WaiverCategory,
    pub(crate) instrument: Arc<str>,
    pub(crate) zh: Arc<str>,
    pub(crate) en: Arc<str>,
    pub(crate) evidence: Arc<str>,
    pub(crate) list_match: ListMatch,
    pub(crate) period: Period,
}

impl WaiverCategoryEntry {
    /// The category, to be kept with a waiver.
    #[must_use]
    pub const fn category(&self) -> &WaiverCategory {
        &self.category
    }

    /// The code, such as `dibao`.
    #[must_use]
    pub fn code(&self) -> &str {
        self.category.as_str()
    }

    /// The id of the instrument whose text holds the row.
    #[must_use]
    pub fn instrument(&self) -> &str {
        &self.instrument
    }

    /// The name in Chinese, as lists print it.
    #[must_use]
    pub fn zh(&self) -> &str {
        &self.zh
    }

    /// The name in English.
    #[must_use]
    pub fn en(&self) -> &str {
        &self.en
    }

    /// The evidence that an application brings, in Chinese.
    #[must_use]
    pub fn evidence(&self) -> &str {
        &self.evidence
    }

    /// Whether a list match opens a provisional waiver.
    #[must_use]
    pub const fn list_match(&self) -> ListMatch {
        self.list_match
    }

    /// The days on which the category exists.
    #[must_use]
    pub const fn period(&self) -> Period {
        self.period
    }

    pub(crate) fn is(&self, code: &str, on: NaiveDate) -> bool {
        self.code() == code && self.period.holds(on)
    }
}
