//! Acts on campaigns, inspectors and routine visits, as they are kept. (I1–I6, I13, I15)

mod draw;
mod frame;
mod groups;
mod inspector;
mod template;
#[cfg(test)]
mod tests;

use std::collections::BTreeSet;

use kehou_draw::CommitmentHash;
use serde::{Deserialize, Serialize};

use self::{
    draw::{MaterialShape, SourceShape},
    frame::{FrameShape, QuotaShape},
    groups::{GroupShape, OrderShape},
    template::TemplateShape,
};
use super::{Record, RecordFault, said, shape_of, text_of};
use crate::{
    assign::InspectorNo,
    campaign::{CampaignAct, CampaignDeed, CampaignOutcome, CampaignRecorded},
    written::Signature,
};

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Shape {
    deed: DeedShape,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    committed: Option<Vec<String>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    assigned: Option<Vec<GroupShape>>,
}

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
enum DeedShape {
    Open(TemplateShape),
    FixFrame { frame: FrameShape, quota: QuotaShape },
    Commit { source: SourceShape, inspectors: Vec<u32> },
    Reveal(MaterialShape),
    Add(VisitShape),
    Cancel(VisitShape),
    Substitute(VisitShape),
    Assign(OrderShape),
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct VisitShape {
    school: String,
    why: String,
}

impl Record for CampaignRecorded {
    fn signed(&self) -> &Signature {
        &self.act.signed
    }

    fn to_text(&self) -> String {
        let (mut committed, mut assigned) = (None, None);
        match &self.outcome {
            CampaignOutcome::Plain => {}
            CampaignOutcome::Committed(hashes) => {
                committed = Some(hashes.iter().map(ToString::to_string).collect());
            }
            CampaignOutcome::Assigned(groups) => {
                assigned = Some(groups.iter().map(GroupShape::of).collect());
            }
        }
        text_of(&Shape { deed: DeedShape::of(&self.act.deed), committed, assigned })
    }

    fn from_text(text: &str, signed: Signature) -> Result<Self, RecordFault> {
        let shape: Shape = shape_of(text)?;
        let outcome = match (shape.committed, shape.assigned) {
            (None, None) => CampaignOutcome::Plain,
            (Some(hashes), None) => {
                let hash = |text: &String| CommitmentHash::from_hex(text).map_err(RecordFault::of);
                CampaignOutcome::Committed(hashes.iter().map(hash).collect::<Result<_, _>>()?)
            }
            (None, Some(groups)) => {
                let groups = groups.iter().map(GroupShape::read);
                CampaignOutcome::Assigned(groups.collect::<Result<_, _>>()?)
            }
            (Some(_), Some(_)) => return Err(RecordFault::of("an act has one outcome")),
        };
        Ok(Self { act: CampaignAct { signed, deed: shape.deed.read()? }, outcome })
    }
}

impl DeedShape {
    fn of(deed: &CampaignDeed) -> Self {
        let visit = |school: &dyn ToString, why: &dyn ToString| VisitShape {
            school: school.to_string(),
            why: why.to_string(),
        };
        match deed {
            CampaignDeed::Open { campaign } => Self::Open(TemplateShape::of(campaign)),
            CampaignDeed::FixFrame { frame, quota } => {
                Self::FixFrame { frame: FrameShape::of(frame), quota: QuotaShape::of(quota) }
            }
            CampaignDeed::Commit { source, inspectors } => {
                Self::Commit { source: SourceShape::of(source), inspectors: numbers(inspectors) }
            }
            CampaignDeed::Reveal { material } => Self::Reveal(MaterialShape::of(material)),
            CampaignDeed::Add { school, why } => Self::Add(visit(school, why)),
            CampaignDeed::Cancel { school, why } => Self::Cancel(visit(school, why)),
            CampaignDeed::Substitute { school, why } => Self::Substitute(visit(school, why)),
            CampaignDeed::Assign { order } => Self::Assign(OrderShape::of(order)),
        }
    }

    fn read(self) -> Result<CampaignDeed, RecordFault> {
        let read = |shape: VisitShape| Ok((said(&shape.school)?, said(&shape.why)?));
        Ok(match self {
            Self::Open(shape) => CampaignDeed::Open { campaign: Box::new(shape.read()?) },
            Self::FixFrame { frame, quota } => {
                CampaignDeed::FixFrame { frame: Box::new(frame.read()?), quota: quota.read()? }
            }
            Self::Commit { source, inspectors } => {
                let inspectors = inspectors.into_iter().map(InspectorNo::new).collect();
                CampaignDeed::Commit { source: source.read()?, inspectors }
            }
            Self::Reveal(shape) => CampaignDeed::Reveal { material: shape.read()? },
            Self::Add(shape) => {
                let (school, why) = read(shape)?;
                CampaignDeed::Add { school, why }
            }
            Self::Cancel(shape) => {
                let (school, why) = read(shape)?;
                CampaignDeed::Cancel { school, why }
            }
            Self::Substitute(shape) => {
                let (school, why) = read(shape)?;
                CampaignDeed::Substitute { school, why }
            }
            Self::Assign(shape) => CampaignDeed::Assign { order: Box::new(shape.read()?) },
        })
    }
}

/// The numbers of inspectors, in order.
fn numbers(inspectors: &BTreeSet<InspectorNo>) -> Vec<u32> {
    inspectors.iter().map(|number| number.get()).collect()
}
