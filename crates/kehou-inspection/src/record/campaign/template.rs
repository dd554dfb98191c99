//! A campaign as ordered, as it is kept. (I1)

use kehou_units::Period;
use serde::{Deserialize, Serialize};

use crate::{
    campaign::{Campaign, CampaignStage},
    record::{RecordFault, day, said},
};

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct TemplateShape {
    id: String,
    title: String,
    checklist: String,
    checklist_version: u32,
    stages: Vec<StageShape>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct StageShape {
    key: String,
    zh: String,
    en: String,
    clause: String,
    period: PeriodShape,
    items: Vec<String>,
}

/// Days from a first to a last one, both included.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct PeriodShape {
    from: String,
    until: Option<String>,
}

impl PeriodShape {
    pub(super) fn of(period: &Period) -> Self {
        let until = period.last().map(|last| last.to_string());
        Self { from: period.first().to_string(), until }
    }

    pub(super) fn read(&self) -> Result<Period, RecordFault> {
        let until = self.until.as_deref().map(day).transpose()?;
        Period::new(day(&self.from)?, until).map_err(RecordFault::of)
    }
}

impl TemplateShape {
    pub(super) fn of(campaign: &Campaign) -> Self {
        let stage = |stage: &CampaignStage| StageShape {
            key: stage.key.to_string(),
            zh: stage.zh.to_string(),
            en: stage.en.to_string(),
            clause: stage.clause.to_string(),
            period: PeriodShape::of(&stage.period),
            items: stage.items.iter().map(ToString::to_string).collect(),
        };
        Self {
            id: campaign.id.to_string(),
            title: campaign.title.to_string(),
            checklist: campaign.checklist.to_string(),
            checklist_version: campaign.checklist_version,
            stages: campaign.stages.iter().map(stage).collect(),
        }
    }

    pub(super) fn read(&self) -> Result<Campaign, RecordFault> {
        let stage = |stage: &StageShape| {
            Ok(CampaignStage {
                key: said(&stage.key)?,
                zh: said(&stage.zh)?,
                en: said(&stage.en)?,
                clause: said(&stage.clause)?,
                period: stage.period.read()?,
                items: stage.items.iter().map(|item| said(item)).collect::<Result<_, _>>()?,
            })
        };
        Ok(Campaign {
            id: said(&self.id)?,
            title: said(&self.title)?,
            checklist: said(&self.checklist)?,
            checklist_version: self.checklist_version,
            stages: self.stages.iter().map(stage).collect::<Result<_, _>>()?,
        })
    }
}
