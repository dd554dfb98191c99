//! Groups of inspectors and what they were drawn from, as they are kept. (I6)

use std::collections::BTreeSet;

use kehou_registry::SchoolCode;
use serde::{Deserialize, Serialize};

use super::numbers;
use crate::{
    assign::{AssignSettings, InspectorNo, Recusal, RecusalReason, Visit},
    campaign::AssignOrder,
    record::{RecordFault, day, said},
};

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct GroupShape {
    school: String,
    inspectors: Vec<u32>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct OrderShape {
    on: String,
    group_size: u32,
    smallest_group: u32,
    visits: Vec<VisitShape>,
    pool: Vec<u32>,
    recusals: Vec<RecusalShape>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct VisitShape {
    school: String,
    round: Option<u32>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct RecusalShape {
    school: String,
    inspector: u32,
    reason: ReasonShape,
}

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
enum ReasonShape {
    Workplace,
    FormerWorkplace { last_day: String },
    Family,
}

impl GroupShape {
    pub(super) fn of((school, inspectors): (&SchoolCode, &BTreeSet<InspectorNo>)) -> Self {
        Self { school: school.to_string(), inspectors: numbers(inspectors) }
    }

    pub(super) fn read(&self) -> Result<(SchoolCode, BTreeSet<InspectorNo>), RecordFault> {
        let inspectors = self.inspectors.iter().copied().map(InspectorNo::new);
        Ok((said(&self.school)?, inspectors.collect()))
    }
}

impl OrderShape {
    pub(super) fn of(order: &AssignOrder) -> Self {
        let visit =
            |visit: &Visit| VisitShape { school: visit.school.to_string(), round: visit.round };
        Self {
            on: order.on.to_string(),
            group_size: order.settings.group_size,
            smallest_group: order.settings.smallest_group,
            visits: order.visits.iter().map(visit).collect(),
            pool: numbers(&order.pool),
            recusals: order.recusals.iter().map(RecusalShape::of).collect(),
        }
    }

    pub(super) fn read(&self) -> Result<AssignOrder, RecordFault> {
        let visit =
            |shape: &VisitShape| Ok(Visit { school: said(&shape.school)?, round: shape.round });
        let (group_size, smallest_group) = (self.group_size, self.smallest_group);
        let visits = self.visits.iter().map(visit);
        Ok(AssignOrder {
            on: day(&self.on)?,
            settings: AssignSettings { group_size, smallest_group },
            visits: visits.collect::<Result<_, RecordFault>>()?,
            pool: self.pool.iter().copied().map(InspectorNo::new).collect(),
            recusals: self.recusals.iter().map(RecusalShape::read).collect::<Result<_, _>>()?,
        })
    }
}

impl RecusalShape {
    fn of(recusal: &Recusal) -> Self {
        let reason = match recusal.reason {
            RecusalReason::Workplace => ReasonShape::Workplace,
            RecusalReason::FormerWorkplace { last_day } => {
                ReasonShape::FormerWorkplace { last_day: last_day.to_string() }
            }
            RecusalReason::Family => ReasonShape::Family,
        };
        let inspector = recusal.inspector.get();
        Self { school: recusal.school.to_string(), inspector, reason }
    }

    fn read(&self) -> Result<Recusal, RecordFault> {
        let reason = match &self.reason {
            ReasonShape::Workplace => RecusalReason::Workplace,
            ReasonShape::FormerWorkplace { last_day } => {
                RecusalReason::FormerWorkplace { last_day: day(last_day)? }
            }
            ReasonShape::Family => RecusalReason::Family,
        };
        let inspector = InspectorNo::new(self.inspector);
        Ok(Recusal { school: said(&self.school)?, inspector, reason })
    }
}
