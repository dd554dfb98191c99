//! Reading rolls back, unpacked. (F8)

use kehou_attendance::Mark;
use kehou_registry::{ClassRef, Placement, PupilNo, SchoolCode};
use kehou_store::StoredRoll;
use kehou_units::{Instant, Period};

use super::submit_roll::class_of_group;
use crate::{App, AppError, Permission, Principal, Share};

/// Which rolls are asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ListRolls {
    /// The school.
    pub school: SchoolCode,
    /// The days, which must end.
    pub days: Period,
    /// One class only.
    pub class: Option<ClassRef>,
    /// One pupil only.
    pub pupil: Option<PupilNo>,
    /// Every revision instead of the newest.
    pub all_revisions: bool,
    /// As known at an instant.
    pub known_at: Option<Instant>,
}

/// The sheets that a principal may see, with the pupils on them who may be shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RollPage {
    /// The sheets, by day, slot, group and revision.
    pub sheets: Vec<(StoredRoll, Vec<(PupilNo, Mark)>)>,
}

/// The sheets between two days. A class teacher is shown the pupils of the own class and the sheets of
/// that class, a guardian the marks of the own children; nobody else's marks are among them.
///
/// # Errors
///
/// Forbidden unless the principal may read rolls of the school; failures of the books.
pub async fn list_rolls(
    app: &App,
    who: &Principal,
    query: &ListRolls,
) -> Result<RollPage, AppError> {
    let (id, share) = app.share(who, Permission::ReadRolls, &query.school).await?;
    let book = app.book(id, query.known_at).await?;
    let (first, last) = (query.days.first(), query.days.last().unwrap_or(query.days.first()));
    let mut rolls = book.rolls(first, last).await?;
    if !query.all_revisions {
        keep_newest(&mut rolls);
    }
    if let Some(class) = query.class {
        rolls.retain(|stored| class_of_group(stored.roll.group) == Some(class));
    }
    let classmates = match &share {
        Share::Part { classes, .. } if !classes.is_empty() => {
            book.all::<(Period, Placement)>().await?
        }
        _ => Vec::new(),
    };
    let shown = |pupil: PupilNo, stored: &StoredRoll| {
        let class = class_of_group(stored.roll.group).or_else(|| {
            let on = stored.roll.on;
            let mut placed = classmates.iter().filter(|placed| placed.pupil == Some(pupil));
            placed.find(|placed| placed.value.0.holds(on)).map(|placed| placed.value.1.class)
        });
        share.holds(pupil, class) && query.pupil.is_none_or(|only| only == pupil)
    };
    let marks_of = |stored: &StoredRoll| {
        let marks =
            stored.roll.roster.pupils().iter().copied().zip(stored.roll.marks.iter().copied());
        marks.filter(|(pupil, _)| shown(*pupil, stored)).collect::<Vec<_>>()
    };
    let sheets = rolls.into_iter().map(|stored| {
        let marks = marks_of(&stored);
        (stored, marks)
    });
    Ok(RollPage { sheets: sheets.filter(|(_, marks)| !marks.is_empty()).collect() })
}

/// Keeps the sheets of the highest revision of each group, slot and day.
fn keep_newest(rolls: &mut Vec<StoredRoll>) {
    let key = |stored: &StoredRoll| (stored.roll.on, stored.roll.slot, stored.roll.group);
    let mut newest: Vec<StoredRoll> = Vec::with_capacity(rolls.len());
    for stored in rolls.drain(..) {
        while newest
            .pop_if(|last| key(last) == key(&stored) && last.roll.revision < stored.roll.revision)
            .is_some()
        {}
        newest.push(stored);
    }
    *rolls = newest;
}
