//! Schools and what is true of them when.

use std::{fmt, str::FromStr};

use chrono::NaiveDate;
use kehou_policy::FeePlace;
use kehou_units::{Dated, Fault};

use crate::DivisionCode;

/// A school's identification code (学校标识码): ten digits.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SchoolCode(String);

/// A text is no school code.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{text}` is no school code (学校标识码); write its ten digits")]
pub struct SchoolCodeError {
    text: String,
}

impl SchoolCodeError {
    /// The stable code of this error.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        "REGISTRY_SCHOOL_CODE"
    }

    /// The kind of failure.
    #[must_use]
    pub const fn fault(&self) -> Fault {
        Fault::Invalid
    }
}

impl SchoolCode {
    /// The ten digits.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for SchoolCode {
    type Err = SchoolCodeError;

    fn from_str(text: &str) -> Result<Self, SchoolCodeError> {
        let well_formed = text.len() == 10 && text.bytes().all(|b| b.is_ascii_digit());
        if well_formed {
            Ok(Self(text.to_owned()))
        } else {
            Err(SchoolCodeError { text: text.to_owned() })
        }
    }
}

impl fmt::Display for SchoolCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

/// Who runs a school, from the management list and not from where it stands. (C2)
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Affiliation {
    /// Run by the county itself (县直).
    CountyDirect,
    /// Run by a town's education office (镇街).
    Town,
    /// Privately run (民办).
    Private,
}

/// What kinds of schooling a school offers. (C2)
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum SchoolStage {
    /// Primary school (小学).
    Primary,
    /// Junior secondary school (初中).
    Junior,
    /// Nine-year school (九年一贯制).
    NineYear,
    /// Complete middle school with a junior part (完全中学).
    CompleteMiddle,
    /// Twelve-year school (十二年一贯制).
    TwelveYear,
    /// Special-education school (特殊教育).
    Special,
}

/// Whether a school is a central primary school (中心小学), as set by the bureau. (C2)
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Centrality {
    /// A central school of its town.
    Central,
    /// Any other school.
    Ordinary,
}

/// What is true of a school during a period.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SchoolProfile {
    /// Its name.
    pub name: String,
    /// Who runs it.
    pub affiliation: Affiliation,
    /// The town (镇街) whose education office runs it; none for county-direct schools.
    pub town: Option<DivisionCode>,
    /// What it offers.
    pub stage: SchoolStage,
    /// Whether it is a central primary school.
    pub centrality: Centrality,
    /// Which fee ceiling applies to it, apart from its affiliation. (C3)
    pub fee_place: FeePlace,
    /// The central school it counts with, when it is a teaching point (教学点). (C4)
    pub counts_with: Option<SchoolCode>,
}

/// The end of a school; its history stays. (C2)
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Closure {
    /// Its last day.
    pub last_day: NaiveDate,
    /// The school it was merged into, if any.
    pub successor: Option<SchoolCode>,
}

/// A school (学校) with its history.
///
/// # Clauses
///
/// C2, C3, C4.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct School {
    /// Its identification code.
    pub code: SchoolCode,
    /// What was true of it when.
    pub profiles: Dated<SchoolProfile>,
    /// When it closed or was merged, if it did.
    pub closure: Option<Closure>,
}

impl School {
    /// What is true of it on a day; none before it opened and after it closed.
    #[must_use]
    pub fn profile(&self, on: NaiveDate) -> Option<&SchoolProfile> {
        let open = self.closure.as_ref().is_none_or(|closure| on <= closure.last_day);
        self.profiles.in_force(on).filter(|_| open)
    }

    /// The name it bears or last bore.
    #[must_use]
    pub fn name(&self) -> &str {
        self.profiles.latest().map_or(self.code.as_str(), |(_, profile)| &profile.name)
    }
}
