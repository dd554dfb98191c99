//! Service plans from their rows.

use kehou_registry::{PlanError, PlannedSlot, ServicePlan};

use super::Desk;
use crate::{
    Reason, ReasonCode,
    kinds::plans::{Column, PlanRow},
    limits,
    sources::{Origin, Sourced},
};

/// Makes the plan of one school. Of two rows that collide the one that begins first stands.
pub(super) fn build(mut rows: Vec<Sourced<PlanRow>>, desk: &mut Desk) -> ServicePlan {
    rows.sort_by_key(|row| {
        (row.fact.slot.period, row.fact.slot.slot, desk.sources.order(row.origin))
    });
    let mut kept: Vec<(Origin, PlannedSlot)> = Vec::new();
    let mut repeated = Vec::new();
    for row in rows {
        let slot = row.fact.slot;
        if kept.iter().any(|(_, other)| *other == slot) {
            repeated.push(row.origin);
        } else if kept.len() >= limits::SCHOOL_ROWS {
            let reason = Reason::new(ReasonCode::RowsTooMany);
            desk.sources.refuse(row.origin, None, "", reason.with("limit", limits::SCHOOL_ROWS));
        } else if let Some(other) = collides(&kept, &slot) {
            let place = desk.sources.place(other);
            let reason = Reason::new(ReasonCode::PlanCollision).with("slot", slot.slot);
            let (column, value) = (Column::Slot.into(), slot.slot.to_string());
            desk.sources.refuse(row.origin, Some(column), &value, reason.with("other", place));
        } else {
            kept.push((row.origin, slot));
        }
    }
    desk.note_repeated(&repeated);
    // Rows that collide were refused above.
    ServicePlan::new(kept.into_iter().map(|(_, slot)| slot).collect()).unwrap_or_default()
}

/// The row among those kept that plans the same slot for the same grades and days.
fn collides(kept: &[(Origin, PlannedSlot)], slot: &PlannedSlot) -> Option<Origin> {
    let rivals = kept.iter().filter(|(_, other)| other.slot == slot.slot);
    let clash = |other: &PlannedSlot| {
        let both = ServicePlan::new(vec![other.clone(), slot.clone()]);
        matches!(both, Err(PlanError::Collision { .. }))
    };
    rivals.filter(|(_, other)| clash(other)).map(|(origin, _)| *origin).next()
}
