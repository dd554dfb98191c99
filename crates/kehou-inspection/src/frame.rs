//! Which schools a campaign could visit, and in which class each stands.

mod class;
mod classify;
mod fault;
mod settings;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;

use chrono::NaiveDate;
use kehou_registry::{Affiliation, School, SchoolCode, SchoolStage};

pub use class::{FrameClass, MustReason, OtherReason, OutsideReason, Stratum};
pub use fault::FrameFault;
pub use settings::{FrameSettings, ListedAs, Listing, PrivateSchools};

/// One school of the registry, with its class and what the class rests on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FramedSchool {
    /// Its identification code.
    pub code: SchoolCode,
    /// The name it bears or last bore.
    pub name: String,
    /// Who ran it on the frame's date; none when it was not open.
    pub affiliation: Option<Affiliation>,
    /// What it offered on the frame's date; none when it was not open.
    pub stage: Option<SchoolStage>,
    /// Where it is drawn.
    pub stratum: Stratum,
    /// Its class and the reason.
    pub class: FrameClass,
}

impl FramedSchool {
    /// Whether it is one of the town schools (镇街学校) that the half is a half of. (I3, I15)
    #[must_use]
    pub const fn is_town_school(&self) -> bool {
        matches!(self.affiliation, Some(Affiliation::Town)) && !self.class.is_outside()
    }
}

/// How many schools stand where: all that a quota is reckoned from.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FrameCounts {
    /// Town schools in the frame, those that are always visited included: the N of the notice.
    pub town_schools: u32,
    /// Schools that are always visited.
    pub must_visit: u32,
    /// Town schools that are always visited.
    pub must_visit_town: u32,
    /// Schools that are drawn from.
    pub others: u32,
}

impl FrameCounts {
    pub(crate) fn of<'a>(schools: impl Iterator<Item = &'a FramedSchool>) -> Self {
        let mut counts = Self::default();
        for school in schools {
            let must = u32::from(school.class.is_must_visit());
            let town = u32::from(school.is_town_school());
            counts.town_schools += town;
            counts.must_visit += must;
            counts.must_visit_town += must * town;
            counts.others += u32::from(school.class.is_other());
        }
        counts
    }
}

/// The frame (抽查名单) of a campaign: every school of the registry on one day, none left out
/// silently.
///
/// # Clauses
///
/// I2, I15 [嘉教体字〔2023〕4号 四(二)]; C2, C4.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InspectionFrame {
    on: NaiveDate,
    settings: FrameSettings,
    schools: Vec<FramedSchool>,
}

impl InspectionFrame {
    /// Classes every school as it stood on `on`, in order of school codes.
    ///
    /// # Errors
    ///
    /// Every [`FrameFault`] of the registry and of the bureau's list, in order of school codes: a
    /// frame that rests on contradicting facts is not made.
    ///
    /// # Clauses
    ///
    /// I2, I15; C4.
    pub fn of(
        schools: &[School],
        on: NaiveDate,
        settings: &FrameSettings,
    ) -> Result<Self, Vec<FrameFault>> {
        let faults = fault::faults_of(schools, on, settings);
        if !faults.is_empty() {
            return Err(faults);
        }
        let mut framed: Vec<FramedSchool> =
            schools.iter().map(|school| frame_one(school, on, settings)).collect();
        framed.sort_by(|a, b| a.code.cmp(&b.code));
        Ok(Self { on, settings: settings.clone(), schools: framed })
    }

    /// A frame that was made before, from what was kept of it.
    pub(crate) const fn kept(
        on: NaiveDate,
        settings: FrameSettings,
        schools: Vec<FramedSchool>,
    ) -> Self {
        Self { on, settings, schools }
    }

    /// The day as of which it was made.
    #[must_use]
    pub const fn on(&self) -> NaiveDate {
        self.on
    }

    /// The settings it was made with.
    #[must_use]
    pub const fn settings(&self) -> &FrameSettings {
        &self.settings
    }

    /// Every school of the registry in order of codes, those outside the frame too.
    #[must_use]
    pub fn schools(&self) -> &[FramedSchool] {
        &self.schools
    }

    /// The schools that are always visited. (I2)
    pub fn must_visit(&self) -> impl Iterator<Item = &FramedSchool> {
        self.schools.iter().filter(|school| school.class.is_must_visit())
    }

    /// The schools that are drawn from. (I3)
    pub fn others(&self) -> impl Iterator<Item = &FramedSchool> {
        self.schools.iter().filter(|school| school.class.is_other())
    }

    /// The schools that no campaign visits, each with its reason. (I15)
    pub fn outside(&self) -> impl Iterator<Item = &FramedSchool> {
        self.schools.iter().filter(|school| school.class.is_outside())
    }

    /// How many schools stand where.
    #[must_use]
    pub fn counts(&self) -> FrameCounts {
        FrameCounts::of(self.schools.iter())
    }

    /// The schools that are drawn from by stratum, in order of strata and codes.
    #[must_use]
    pub fn strata(&self) -> BTreeMap<Stratum, Vec<&FramedSchool>> {
        let mut strata: BTreeMap<Stratum, Vec<&FramedSchool>> = BTreeMap::new();
        for school in self.others() {
            strata.entry(school.stratum.clone()).or_default().push(school);
        }
        strata
    }
}

fn frame_one(school: &School, on: NaiveDate, settings: &FrameSettings) -> FramedSchool {
    let profile = school.profile(on);
    let town = profile.and_then(|profile| profile.town.clone());
    FramedSchool {
        code: school.code.clone(),
        name: profile.map_or_else(|| school.name().to_owned(), |profile| profile.name.clone()),
        affiliation: profile.map(|profile| profile.affiliation),
        stage: profile.map(|profile| profile.stage),
        stratum: town.map_or(Stratum::County, Stratum::Town),
        class: classify::class_of(school, on, settings),
    }
}
