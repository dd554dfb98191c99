//! Score packs (计分方案): what counts, how much, and up to where, as dated data.

mod canonical;
mod check;
mod component;
mod list_rule;
mod load;
mod problem;
mod raw;
mod school_part;
mod source;
#[cfg(test)]
mod tests;
mod transform;

use kehou_units::Period;

pub use self::{
    component::Component,
    list_rule::{LastResort, ListOutcome, ListRule, Places, QuotaRounding, Scope},
    problem::{BarredInput, PackProblem},
    school_part::{Packs, SchoolPartRule},
    source::{DutyRates, Source, SourceKind},
    transform::{Direction, Transform, TransformKind},
};
use crate::{
    digest::Digest,
    kind::{ActivityKind, DutyKind},
    problem::DataFaults,
    quantity::{Fraction, Weight},
    written::Line,
};

/// Rates by which work counts in the workload statement, in thousandths of a standard lesson. (S1)
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Conversion {
    /// A class hour of each kind of activity.
    pub class_hour: [u32; ActivityKind::COUNT],
    /// An hour of each kind of duty.
    pub duty_hour: DutyRates,
}

/// How long objections and appeals are possible, in working days. (S7)
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ObjectionDays {
    /// How many working days a list is published for objections at least.
    pub objections: u32,
    /// How many working days after its freezing an appeal is possible.
    pub appeals: u32,
}

/// Settings of a pack beside its components.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PackSettings {
    /// Satisfaction counts from so many answers. (I11)
    pub least_answers: u32,
    /// A kind of activity is led from this share of the assignable class hours, in hundredths of a
    /// per cent.
    pub activity_from: u32,
    /// The most that one source may weigh.
    pub heaviest: Weight,
    /// What a person earns of whom nothing at all can be measured.
    pub neutral: Fraction,
    /// Counts of persons below it are not shown. (F12)
    pub small_cell: u64,
}

/// A score pack (计分方案): components with sources, units, weights and transforms, conversion,
/// lists with quotas and tie rules. Every pack that exists has been checked.
///
/// # Clauses
///
/// S1 [嘉教体字〔2023〕4号 三(四)]; S4, S5, S6, S8.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ScorePack {
    key: Line,
    version: u32,
    title: Line,
    period: Period,
    settings: PackSettings,
    conversion: Conversion,
    objection_days: ObjectionDays,
    components: Vec<Component>,
    /// How many of the components are the county's; the school's own follow.
    county_components: usize,
    school_part: Option<SchoolPartRule>,
    lists: Vec<ListRule>,
    digest: Digest,
}

impl ScorePack {
    /// The pack that ships for county 370829; all its numbers are defaults.
    ///
    /// # Errors
    ///
    /// [`DataFaults`] never, as long as the shipped text is sound; a test reads it.
    pub fn shipped() -> Result<Self, DataFaults> {
        const TEXT: &str = include_str!("../data/score-pack-370829.toml");
        Self::load("score-pack-370829.toml", TEXT)
    }

    /// Its key.
    #[must_use]
    pub const fn key(&self) -> &Line {
        &self.key
    }

    /// Its version.
    #[must_use]
    pub const fn version(&self) -> u32 {
        self.version
    }

    /// Its title.
    #[must_use]
    pub const fn title(&self) -> &Line {
        &self.title
    }

    /// The days on which it holds.
    #[must_use]
    pub const fn period(&self) -> Period {
        self.period
    }

    /// Its settings.
    #[must_use]
    pub const fn settings(&self) -> &PackSettings {
        &self.settings
    }

    /// By which rates work counts in the workload statement.
    #[must_use]
    pub const fn conversion(&self) -> &Conversion {
        &self.conversion
    }

    /// How long objections and appeals are possible.
    #[must_use]
    pub const fn objection_days(&self) -> ObjectionDays {
        self.objection_days
    }

    /// Its components: the county's, then the school's own.
    #[must_use]
    pub fn components(&self) -> &[Component] {
        &self.components
    }

    /// The school's own components, if it has any.
    #[must_use]
    pub fn own_components(&self) -> &[Component] {
        self.components.get(self.county_components..).unwrap_or_default()
    }

    /// What a school may add itself, if the county lets it.
    #[must_use]
    pub const fn school_part(&self) -> Option<&SchoolPartRule> {
        self.school_part.as_ref()
    }

    /// The weight kept for the school's own components while it has none.
    #[must_use]
    pub fn unused_weight(&self) -> Weight {
        match &self.school_part {
            Some(rule) if self.own_components().is_empty() => rule.weight,
            _ => Weight::default(),
        }
    }

    /// The lists that are made from its cards.
    #[must_use]
    pub fn lists(&self) -> &[ListRule] {
        &self.lists
    }

    /// The list of a key.
    #[must_use]
    pub fn list(&self, key: &str) -> Option<&ListRule> {
        self.lists.iter().find(|list| list.key.as_str() == key)
    }

    /// The hash of its canonical text, by which cards name it.
    #[must_use]
    pub const fn digest(&self) -> Digest {
        self.digest
    }

    /// The place of the component of a key.
    #[must_use]
    pub fn place_of(&self, key: &str) -> Option<usize> {
        self.components.iter().position(|component| component.key.as_str() == key)
    }

    /// Whether a kind of duty counts in any component.
    #[must_use]
    pub fn counts_duty(&self, kind: DutyKind) -> bool {
        self.components.iter().any(|component| match &component.source {
            Source::DutyMinutes { rates } | Source::Load { rates, .. } => rates[kind.index()] > 0,
            _ => false,
        })
    }
}
