//! A school's own components, within the bounds that the county sets. (S1)

use std::collections::BTreeMap;

use kehou_registry::SchoolCode;

use super::{PackProblem, ScorePack, SourceKind, check, load, raw::RawSchoolFile};
use crate::{
    data_text::DataText,
    digest::Digest,
    problem::{DataFaults, DataProblem},
    quantity::Weight,
};

/// What a school may add itself.
///
/// # Clauses
///
/// S1.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SchoolPartRule {
    /// The weight kept for the school's own components; they take all of it or none.
    pub weight: Weight,
    /// How many components a school may add.
    pub components_most: usize,
    /// Which sources they may read.
    pub sources: Vec<SourceKind>,
}

impl ScorePack {
    /// This pack with a school's own components, read from a text and checked like the county's.
    ///
    /// # Errors
    ///
    /// [`DataFaults`] for what is wrong with a component itself, for another pack or version than
    /// this one, and for what goes beyond the county's bounds: no part for schools, too many
    /// components, a source that is not allowed, weights that do not add up to the part.
    pub fn with_school_part(
        &self,
        file: &str,
        text: &str,
    ) -> Result<(SchoolCode, Self), DataFaults> {
        let (mut source, raw) = DataText::read::<RawSchoolFile>(file, text)?;
        let merged = self.merge(&mut source, &raw);
        source.finish(merged)
    }

    fn merge(&self, source: &mut DataText<'_>, raw: &RawSchoolFile) -> Option<(SchoolCode, Self)> {
        let school =
            source.word(&raw.school, "school code of ten digits", |text| text.parse().ok());
        let is_this =
            raw.pack.get_ref() == self.key.as_str() && *raw.pack_version.get_ref() == self.version;
        if !is_this {
            let name = format!("{} {}", raw.pack.get_ref(), raw.pack_version.get_ref());
            source.fault(&raw.pack.span(), DataProblem::Missing { name });
        }
        let Some(rule) = &self.school_part else {
            let (name, allowed) = ("components".to_owned(), "none".to_owned());
            source.fault(&raw.pack.span(), PackProblem::SchoolPart { name, allowed });
            return None;
        };
        let from = self.period.first();
        let read: Vec<_> =
            raw.components.iter().map(|raw| load::component(source, raw, from)).collect();
        let own = read.into_iter().collect::<Option<Vec<_>>>()?;
        if own.len() > rule.components_most {
            let (name, allowed) = (own.len().to_string(), rule.components_most.to_string());
            source.fault(&raw.school.span(), PackProblem::SchoolPart { name, allowed });
        }
        for (raw, component) in raw.components.iter().zip(&own) {
            let kind = component.source.kind();
            if !rule.sources.contains(&kind) {
                let words: Vec<&str> = rule.sources.iter().map(|kind| kind.word()).collect();
                let (name, allowed) = (kind.word().to_owned(), words.join(", "));
                source.fault(&raw.source.span(), PackProblem::SchoolPart { name, allowed });
            }
        }
        source.once(raw.components.iter().map(|component| &component.key));
        for raw in raw.components.iter().filter(|raw| self.place_of(raw.key.get_ref()).is_some()) {
            source.fault(&raw.key.span(), DataProblem::Twice { name: raw.key.get_ref().clone() });
        }
        check::weights(source, &raw.pack, &own, rule.weight);
        let mut merged = self.clone();
        merged.components.truncate(self.county_components);
        merged.components.extend(own);
        let heaviest = self.settings.heaviest;
        check::heaviest(source, &raw.components, &merged.components, heaviest);
        let school = school?;
        // The school and its own version stand in the text that is hashed.
        let text = merged.canonical_text();
        merged.digest = Digest::of(&format!("{text}school\t{school}\t{}\n", raw.version));
        Some((school, merged))
    }
}

/// The county's pack and those of the schools that have components of their own.
#[derive(Clone, Debug)]
pub struct Packs {
    county: ScorePack,
    schools: BTreeMap<SchoolCode, ScorePack>,
}

impl Packs {
    /// The county's pack for every school.
    #[must_use]
    pub const fn new(county: ScorePack) -> Self {
        Self { county, schools: BTreeMap::new() }
    }

    /// Adds a school's pack, as [`ScorePack::with_school_part`] gave it.
    pub fn add(&mut self, school: SchoolCode, pack: ScorePack) {
        self.schools.insert(school, pack);
    }

    /// The county's pack.
    #[must_use]
    pub const fn county(&self) -> &ScorePack {
        &self.county
    }

    /// The pack by which the staff of a school are scored.
    #[must_use]
    pub fn of(&self, school: &SchoolCode) -> &ScorePack {
        self.schools.get(school).unwrap_or(&self.county)
    }
}
