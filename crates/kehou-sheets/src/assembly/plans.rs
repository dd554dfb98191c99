//! Service plans from their rows.

use kehou_registry::{PlanError, PlannedSlot, ServicePlan};

use super::Desk;
use crate::{
    Reason, ReasonCode,
    kinds::plans::{Column, PlanRow},
    limits,
    sources::{Origin, Sourced},
};

/// Makes the plan of one school. Rows that collide are all refused: which of them is right is for a
/// person to say, never for their order.
pub(super) fn build(mut rows: Vec<Sourced<PlanRow>>, desk: &mut Desk) -> ServicePlan {
    rows.sort_by_key(|row| {
        (row.fact.slot.period, row.fact.slot.slot, desk.sources.order(row.origin))
    });
    let mut different: Vec<(Origin, PlannedSlot)> = Vec::new();
    let mut repeated = Vec::new();
    for row in rows {
        let slot = row.fact.slot;
        if different.iter().any(|(_, other)| *other == slot) {
            repeated.push(row.origin);
        } else if different.len() >= limits::SCHOOL_ROWS {
            let reason = Reason::new(ReasonCode::RowsTooMany);
            desk.sources.refuse(row.origin, None, "", reason.with("limit", limits::SCHOOL_ROWS));
        } else {
            different.push((row.origin, slot));
        }
    }
    desk.note_repeated(&repeated);
    let rivals: Vec<Option<Origin>> =
        (0..different.len()).map(|at| rival(&different, at)).collect();
    let mut kept = Vec::new();
    for ((origin, slot), rival) in different.into_iter().zip(rivals) {
        let Some(other) = rival else {
            kept.push(slot);
            continue;
        };
        let reason = Reason::new(ReasonCode::PlanCollision).with("slot", slot.slot);
        let reason = reason.with("other", desk.sources.place(other));
        let (column, value) = (Column::Slot.into(), slot.slot.to_string());
        desk.sources.refuse(origin, Some(column), &value, reason);
    }
    // Rows that collide were refused above.
    ServicePlan::new(kept).unwrap_or_default()
}

/// Another row that plans the same slot as the one at a place for the same grades and days.
fn rival(rows: &[(Origin, PlannedSlot)], at: usize) -> Option<Origin> {
    let (origin, slot) = &rows[at];
    let mut others =
        rows.iter().filter(|(other, planned)| other != origin && planned.slot == slot.slot);
    let clash = |other: &PlannedSlot| {
        let both = ServicePlan::new(vec![other.clone(), slot.clone()]);
        matches!(both, Err(PlanError::Collision { .. }))
    };
    others.find(|(_, other)| clash(other)).map(|(origin, _)| *origin)
}
