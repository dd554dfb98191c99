//! How many of the other schools are drawn: three readings of one sentence, side by side.

mod allocation;
mod share;
#[cfg(test)]
mod tests;
mod towns_first;

use kehou_units::Fault;

use crate::FrameCounts;

pub use allocation::{Allocation, AllocationPlan, QuotaSettings, Spread, allocate};
pub use share::{StratumShare, share_out};
pub use towns_first::{TownsError, TownsFirst};

/// What the half is a half of, and what counts towards it. (I3)
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum QuotaReading {
    /// As written: at least the floor's share of all town schools, those always visited included,
    /// is visited among the others.
    Literal,
    /// The base is the town schools that are not always visited.
    OthersOnly,
    /// The base is all town schools, and visits to those always visited count towards the floor.
    MustVisitCounts,
}

impl QuotaReading {
    /// Every reading, the literal one first.
    pub const ALL: [Self; 3] = [Self::Literal, Self::OthersOnly, Self::MustVisitCounts];

    /// The stable code of this reading.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Literal => "QUOTA_LITERAL",
            Self::OthersOnly => "QUOTA_OTHERS_ONLY",
            Self::MustVisitCounts => "QUOTA_MUST_VISIT_COUNTS",
        }
    }
}

/// The least share of the base that is visited, in whole per cent from 1 to 100: 50 in the notice.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FloorPercent(u8);

/// A number is no share of a whole.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{percent} is no floor of visits; give whole per cent from 1 to 100")]
pub struct FloorPercentError {
    /// The number given.
    pub percent: u32,
}

impl FloorPercentError {
    /// The stable code of this error.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        "QUOTA_FLOOR_PERCENT"
    }

    /// The kind of failure.
    #[must_use]
    pub const fn fault(&self) -> Fault {
        Fault::Invalid
    }

    /// The arguments of its text.
    #[must_use]
    pub fn args(&self) -> Vec<(&'static str, String)> {
        vec![("percent", self.percent.to_string())]
    }
}

impl FloorPercent {
    /// Makes a floor.
    ///
    /// # Errors
    ///
    /// [`FloorPercentError`] when `percent` is not within 1 to 100.
    pub fn new(percent: u32) -> Result<Self, FloorPercentError> {
        match u8::try_from(percent) {
            Ok(small @ 1..=100) => Ok(Self(small)),
            _ => Err(FloorPercentError { percent }),
        }
    }

    /// The number of per cent.
    #[must_use]
    pub const fn percent(self) -> u8 {
        self.0
    }

    /// The least whole number that is at least this share of `base`: rounded up, so that for a
    /// half 2n ≥ N.
    #[must_use]
    pub fn of(self, base: u32) -> u32 {
        let hundredfold = u64::from(base) * u64::from(self.0);
        // At most `base`, so it fits.
        u32::try_from(hundredfold.div_ceil(100)).unwrap_or(base)
    }
}

/// One reading of the quota with all that it is reckoned from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Quota {
    /// The reading.
    pub reading: QuotaReading,
    /// The number of schools that the floor is a share of.
    pub base: u32,
    /// The least number of visits that the floor asks for: its share of the base, rounded up.
    pub asked: u32,
    /// Visits to schools that are always visited, as far as this reading lets them count.
    pub counted: u32,
    /// The schools there are to draw from.
    pub available: u32,
    /// How many are drawn: what is asked less what is counted, never more than are available.
    pub drawn: u32,
}

impl Quota {
    /// Reckons one reading.
    ///
    /// INTERPRETATION: "base = others only" means the *town* schools that are not always visited;
    /// N counts town schools only, in every reading. (I15)
    ///
    /// # Clauses
    ///
    /// I3 [嘉教体字〔2023〕4号 四(二)].
    #[must_use]
    pub fn of(counts: &FrameCounts, floor: FloorPercent, reading: QuotaReading) -> Self {
        let others_of_towns = counts.town_schools.saturating_sub(counts.must_visit_town);
        let (base, counted) = match reading {
            QuotaReading::Literal => (counts.town_schools, 0),
            QuotaReading::OthersOnly => (others_of_towns, 0),
            QuotaReading::MustVisitCounts => (counts.town_schools, counts.must_visit_town),
        };
        let asked = floor.of(base);
        let drawn = asked.saturating_sub(counted).min(counts.others);
        Self { reading, base, asked, counted, available: counts.others, drawn }
    }

    /// All three readings, the literal one first: what the officer sees before the draw. (I3)
    #[must_use]
    pub fn side_by_side(counts: &FrameCounts, floor: FloorPercent) -> [Self; 3] {
        QuotaReading::ALL.map(|reading| Self::of(counts, floor, reading))
    }

    /// How many visits this reading asks for and nobody can make, because too few others exist.
    #[must_use]
    pub const fn short_by(&self) -> u32 {
        self.asked.saturating_sub(self.counted).saturating_sub(self.drawn)
    }
}
