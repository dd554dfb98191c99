//! The frame: who can be drawn, frozen before anybody knows the seed.

use std::{collections::BTreeMap, fmt, num::NonZeroU32};

use chrono::NaiveDate;
use kehou_units::Fault;

use crate::{FrameHash, Label, Stratum, UnitCode};

/// The first line of a frame's canonical text.
const HEAD: &str = "kehou-frame/1";

/// One unit that can be drawn, such as a school.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FrameUnit {
    /// Its code, unique in the frame.
    pub code: UnitCode,
    /// The stratum (层) it is drawn in, such as its town.
    pub stratum: Stratum,
    /// Its published weight: none in a frame without weights.
    pub weight: Option<NonZeroU32>,
}

/// A frame (抽样框): the units of a draw as of a day, ordered by the bytes of their codes.
///
/// # Clauses
///
/// I5.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Frame {
    title: Label,
    as_of: NaiveDate,
    units: Vec<FrameUnit>,
}

/// A frame can't be made.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum FrameError {
    /// It has no units.
    #[error("the frame has no units")]
    Empty,
    /// A unit stands in it twice.
    #[error("the unit `{code}` stands in the frame twice")]
    Duplicate {
        /// The unit.
        code: UnitCode,
    },
    /// Some units have a weight and one has none.
    #[error("the unit `{code}` has no weight, and others have one")]
    NoWeight {
        /// The unit without a weight.
        code: UnitCode,
    },
    /// Its weights add up to more tickets than are drawn from.
    #[error("the weights add up to {given} tickets; at most {limit} are taken")]
    TooHeavy {
        /// How many tickets a frame may have.
        limit: u64,
        /// How many it has.
        given: u64,
    },
}

impl FrameError {
    /// The stable code of this error.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Empty => "FRAME_EMPTY",
            Self::Duplicate { .. } => "FRAME_DUPLICATE",
            Self::NoWeight { .. } => "FRAME_NO_WEIGHT",
            Self::TooHeavy { .. } => "FRAME_TOO_HEAVY",
        }
    }

    /// The kind of failure.
    #[must_use]
    pub const fn fault(&self) -> Fault {
        match self {
            Self::Empty | Self::Duplicate { .. } | Self::NoWeight { .. } => Fault::Invalid,
            Self::TooHeavy { .. } => Fault::Limit,
        }
    }

    /// The arguments of its text.
    #[must_use]
    pub fn args(&self) -> Vec<(&'static str, String)> {
        match self {
            Self::Empty => Vec::new(),
            Self::Duplicate { code } | Self::NoWeight { code } => vec![("code", code.to_string())],
            Self::TooHeavy { limit, given } => {
                vec![("limit", limit.to_string()), ("given", given.to_string())]
            }
        }
    }
}

impl Frame {
    /// How many tickets the units of a frame may have: one each, or as many as their weights say.
    pub const MOST_TICKETS: u64 = 10_000_000;

    /// Makes a frame of units in any order.
    ///
    /// # Errors
    ///
    /// - [`FrameError::Empty`] when there is no unit.
    /// - [`FrameError::Duplicate`] when two units have one code.
    /// - [`FrameError::NoWeight`] when some units have a weight and one has none.
    /// - [`FrameError::TooHeavy`] when there are more than [`Self::MOST_TICKETS`].
    pub fn new(
        title: Label,
        as_of: NaiveDate,
        mut units: Vec<FrameUnit>,
    ) -> Result<Self, FrameError> {
        units.sort_by(|one, other| one.code.cmp(&other.code));
        if units.is_empty() {
            return Err(FrameError::Empty);
        }
        if let Some(pair) = units.windows(2).find(|pair| pair[0].code == pair[1].code) {
            return Err(FrameError::Duplicate { code: pair[0].code.clone() });
        }
        let without = units.iter().find(|unit| unit.weight.is_none());
        if let Some(unit) = without.filter(|_| units.iter().any(|unit| unit.weight.is_some())) {
            return Err(FrameError::NoWeight { code: unit.code.clone() });
        }
        let weight = |unit: &FrameUnit| unit.weight.map_or(1, |weight| u64::from(weight.get()));
        let given = units.iter().map(weight).fold(0, u64::saturating_add);
        if given > Self::MOST_TICKETS {
            return Err(FrameError::TooHeavy { limit: Self::MOST_TICKETS, given });
        }
        Ok(Self { title, as_of, units })
    }

    /// What is drawn for, such as the name of a campaign.
    #[must_use]
    pub const fn title(&self) -> &Label {
        &self.title
    }

    /// The day of which the units are as they are.
    #[must_use]
    pub const fn as_of(&self) -> NaiveDate {
        self.as_of
    }

    /// Its units, ordered by the bytes of their codes.
    #[must_use]
    pub fn units(&self) -> &[FrameUnit] {
        &self.units
    }

    /// Its strata, each with the number of its units.
    #[must_use]
    pub fn strata(&self) -> BTreeMap<&Stratum, usize> {
        let mut strata = BTreeMap::new();
        for unit in &self.units {
            *strata.entry(&unit.stratum).or_insert(0) += 1;
        }
        strata
    }

    /// Its canonical text, UTF-8 with a line feed behind every line.
    ///
    /// ```text
    /// kehou-frame/1
    /// title|<title>
    /// as_of|<yyyy-mm-dd>
    /// units|<number of units>
    /// unit|<code>|<stratum>|<weight, or - without one>      one line a unit, ordered by code
    /// ```
    #[must_use]
    pub fn canonical_text(&self) -> String {
        let head = format!("{HEAD}\ntitle|{}\nas_of|{}\nunits|", self.title, self.as_of);
        let lines = self.units.iter().map(|unit| format!("{unit}\n"));
        format!("{head}{}\n{}", self.units.len(), lines.collect::<String>())
    }

    /// The hash of its canonical text.
    #[must_use]
    pub fn hash(&self) -> FrameHash {
        FrameHash::of(&self.canonical_text())
    }
}

impl fmt::Display for FrameUnit {
    /// Writes its line of the frame's canonical text.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "unit|{}|{}|", self.code, self.stratum)?;
        match self.weight {
            Some(weight) => write!(f, "{weight}"),
            None => f.write_str("-"),
        }
    }
}

#[cfg(test)]
mod tests;
