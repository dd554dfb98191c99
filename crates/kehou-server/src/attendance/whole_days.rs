//! Entries of rolls, whole days of them.

use chrono::NaiveDate;
use kehou_app::attendance::RollPage;
use kehou_wire::{
    attendance::{SheetView, pupil_days},
    pb::attendance::PupilDay,
};

/// Takes the entries of one day after the other until there are `enough`; the first day that is left, if
/// one is.
pub(super) fn take_days(
    entries: &mut Vec<PupilDay>,
    page: &RollPage,
    enough: usize,
) -> Option<NaiveDate> {
    for day in page.sheets.chunk_by(|(a, _), (b, _)| a.roll.on == b.roll.on) {
        if entries.len() >= enough {
            return day.first().map(|(stored, _)| stored.roll.on);
        }
        let view = day.iter().map(|(stored, marks)| SheetView {
            on: stored.roll.on,
            slot: stored.roll.slot,
            group: stored.roll.group,
            revision: stored.roll.revision,
            entered_at: stored.roll.entered_at,
            late_reason: stored.roll.late_reason.as_deref().unwrap_or_default(),
            marks,
        });
        entries.extend(pupil_days(&view.collect::<Vec<_>>()));
    }
    None
}
