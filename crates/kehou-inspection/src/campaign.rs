//! Campaigns (专项行动): a template of three dated stages, the visits planned, and routine visits.

mod act;
mod course;
mod drawing;
mod groups;
mod inspector;
mod plan;
mod refusal;
mod routine;
mod rules;
#[cfg(test)]
pub(crate) mod testing;
#[cfg(test)]
mod tests;

use chrono::NaiveDate;
use kehou_units::Period;
use serde::Deserialize;
use toml::Spanned;

pub use self::{
    act::{
        AssignOrder, CampaignAct, CampaignDeed, CampaignDeedKind, CampaignOutcome, CampaignRecorded,
    },
    course::{
        CampaignAdvanced, CampaignCourse, CampaignNo, CampaignState, Committed, Drawn, FixedFrame,
    },
    groups::pairing_id,
    inspector::Inspector,
    plan::{DrawnStratum, PlanError, PlannedVisit, VisitPlan, VisitReason},
    refusal::CampaignRefusal,
    routine::{RoutineStanding, RoutineVisit, RoutineVisited, routine_standing},
    rules::{BelowFloor, CampaignRules},
};
use crate::{
    checklist::Checklist,
    data_text::{DataFault, DataProblem, DataText},
    written::Line,
};

/// How many stages a campaign has.
const STAGES: usize = 3;

/// A stage of a campaign.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CampaignStage {
    /// Its key, such as `inspection`.
    pub key: Line,
    /// Its title in Chinese.
    pub zh: Line,
    /// Its title in English.
    pub en: Line,
    /// The clause that orders it.
    pub clause: Line,
    /// From its first to its last day.
    pub period: Period,
    /// The items of the checklist that prove it, such as mobilisation and study.
    pub items: Vec<Line>,
}

/// A campaign as ordered.
///
/// # Clauses
///
/// I1 [嘉教体字〔2023〕4号 四].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Campaign {
    /// Its id, such as `2023`.
    pub id: Line,
    /// Its title.
    pub title: Line,
    /// The id of its checklist.
    pub checklist: Line,
    /// The version of its checklist; self-checks and visits use this one. (I7)
    pub checklist_version: u32,
    /// Its three stages, in order.
    pub stages: Vec<CampaignStage>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Raw {
    id: Spanned<String>,
    title: Spanned<String>,
    checklist: Spanned<String>,
    checklist_version: u32,
    stages: Vec<RawStage>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawStage {
    key: Spanned<String>,
    zh: Spanned<String>,
    en: Spanned<String>,
    clause: Spanned<String>,
    from: Spanned<String>,
    until: Spanned<String>,
    items: Vec<Spanned<String>>,
}

impl Campaign {
    /// The campaign of 2023.
    ///
    /// # Errors
    ///
    /// [`DataFault`] never, as long as the shipped text is sound; a test reads it.
    pub fn shipped_2023(checklist: &Checklist) -> Result<Self, DataFault> {
        let text = include_str!("../data/campaign-2023.toml");
        Self::load("campaign-2023.toml", text, checklist)
    }

    /// Reads a campaign against its checklist.
    ///
    /// # Errors
    ///
    /// [`DataFault`] for a text that is unreadable; a number of stages other than three; stages out
    /// of order or with shared days; another checklist; an item that the checklist does not have.
    pub fn load(file: &str, text: &str, checklist: &Checklist) -> Result<Self, DataFault> {
        let source = DataText::new(file, text);
        let raw: Raw = source.read()?;
        source.once(raw.stages.iter().map(|stage| &stage.key))?;
        let is_other = *checklist.id() != line(source, &raw.checklist)?
            || raw.checklist_version != checklist.version();
        if is_other {
            let name = format!("{} {}", raw.checklist.get_ref(), raw.checklist_version);
            return Err(source.fault(&raw.checklist.span(), DataProblem::Missing { name }));
        }
        let stages: Vec<CampaignStage> = raw
            .stages
            .iter()
            .map(|stage| stage_of(source, stage, checklist))
            .collect::<Result<_, _>>()?;
        in_order(source, &raw, &stages)?;
        Ok(Self {
            id: line(source, &raw.id)?,
            title: line(source, &raw.title)?,
            checklist: line(source, &raw.checklist)?,
            checklist_version: raw.checklist_version,
            stages,
        })
    }

    /// The stage that holds a day.
    #[must_use]
    pub fn stage_on(&self, on: NaiveDate) -> Option<&CampaignStage> {
        self.stages.iter().find(|stage| stage.period.holds(on))
    }
}

fn line(source: DataText<'_>, text: &Spanned<String>) -> Result<Line, DataFault> {
    source.word(text, "line of text", |text| text.parse().ok())
}

fn stage_of(
    source: DataText<'_>,
    raw: &RawStage,
    checklist: &Checklist,
) -> Result<CampaignStage, DataFault> {
    let day = |text: &Spanned<String>| {
        source.word(text, "day such as 2023-01-01", |text| text.parse::<NaiveDate>().ok())
    };
    let (first, last) = (day(&raw.from)?, day(&raw.until)?);
    let period = Period::new(first, Some(last)).map_err(|_| {
        let name = raw.key.get_ref().clone();
        let expected = "a stage ends on or after its first day";
        source.fault(&raw.until.span(), DataProblem::Order { name, expected })
    })?;
    let item = |id: &Spanned<String>| {
        source
            .word(id, "item of the checklist", |id| checklist.item(id).map(|item| item.id.clone()))
    };
    Ok(CampaignStage {
        key: line(source, &raw.key)?,
        zh: line(source, &raw.zh)?,
        en: line(source, &raw.en)?,
        clause: line(source, &raw.clause)?,
        period,
        items: raw.items.iter().map(item).collect::<Result<_, _>>()?,
    })
}

fn in_order(source: DataText<'_>, raw: &Raw, stages: &[CampaignStage]) -> Result<(), DataFault> {
    let expected = "a campaign has three stages, each after the one before";
    if stages.len() != STAGES {
        let name = "stages".to_owned();
        return Err(source.fault(&raw.id.span(), DataProblem::Order { name, expected }));
    }
    for (at, pair) in stages.windows(2).enumerate() {
        let follows =
            matches!(pair, [a, b] if a.period < b.period && !a.period.overlaps(&b.period));
        if let Some(later) = raw.stages.get(at + 1).filter(|_| !follows) {
            let name = later.key.get_ref().clone();
            return Err(source.fault(&later.key.span(), DataProblem::Order { name, expected }));
        }
    }
    Ok(())
}
