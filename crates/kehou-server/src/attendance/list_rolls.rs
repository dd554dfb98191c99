//! Lists what rolls say about pupils, page by page and never within a day.

use chrono::{Days, NaiveDate};
use kehou_app::attendance::{ListRolls, RollPage, list_rolls as read};
use kehou_units::Period;
use kehou_wire::{
    Position,
    attendance::{ListRollsQuestion, SheetView, pupil_days},
    pb::attendance::{ListRollsRequest, ListRollsResponse, PupilDay},
};

use crate::{books::Call, refusal::Refusal};

pub(crate) async fn list_rolls(
    call: Call,
    request: ListRollsRequest,
) -> Result<ListRollsResponse, Refusal> {
    let ListRollsQuestion { school, first, last, class, pupil, all_revisions, known_at, page } =
        ListRollsQuestion::read(request)?;
    let size = usize::try_from(page.size).unwrap_or(usize::MAX);
    let after = page.after.and_then(|it| it.exactly()).and_then(|[days]| day_of(days));
    let mut next = Some(after.map_or(first, |after| after.max(first)));
    let one_day = Period::since(first);
    let mut query = ListRolls { school, days: one_day, class, pupil, all_revisions, known_at };
    let mut entries = Vec::new();
    while let Some(day) = next.filter(|day| *day <= last && entries.len() < size) {
        query.days = Period::new(day, Some(day)).unwrap_or(one_day);
        entries.extend(entries_of(&read(&call.app, &call.who, &query).await?));
        next = day.checked_add_days(Days::new(1));
    }
    let next = next.filter(|day| *day <= last).map(|day| Position::of(&[number_of(day)]));
    Ok(ListRollsResponse { entries, next_page_token: page.next_token(next) })
}

/// The day where a page begins, as a position holds it.
fn number_of(day: NaiveDate) -> i64 {
    (day - NaiveDate::default()).num_days()
}

fn day_of(number: i64) -> Option<NaiveDate> {
    NaiveDate::default().checked_add_signed(chrono::TimeDelta::try_days(number)?)
}

fn entries_of(page: &RollPage) -> Vec<PupilDay> {
    let sheets: Vec<SheetView<'_>> = page
        .sheets
        .iter()
        .map(|(stored, marks)| SheetView {
            on: stored.roll.on,
            slot: stored.roll.slot,
            group: stored.roll.group,
            revision: stored.roll.revision,
            entered_at: stored.roll.entered_at,
            late_reason: stored.roll.late_reason.as_deref().unwrap_or_default(),
            marks,
        })
        .collect();
    pupil_days(&sheets)
}
