//! Reading rolls back, unpacked. (F8)

use std::collections::BTreeMap;

use kehou_attendance::Mark;
use kehou_registry::{ClassRef, Placement, PupilNo, SchoolCode};
use kehou_store::{ChangeNo, StoredRoll};
use kehou_units::{Instant, Period};

use super::submit_roll::class_of_group;
use crate::{App, AppError, Permission, Principal, Share, boxed};

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
    /// Every revision instead of what stands.
    pub all_revisions: bool,
    /// As known at an instant.
    pub known_at: Option<Instant>,
}

/// The sheets that a principal may see, with the pupils on them who may be shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RollPage {
    /// The sheets, by day, slot, group and revision.
    pub sheets: Vec<(StoredRoll, Vec<(PupilNo, Mark)>)>,
    /// The change up to which they were read.
    pub bound: ChangeNo,
}

impl RollPage {
    /// The last change of the sheets that are shown: the tag with which any of them is corrected.
    #[must_use]
    pub fn etag(&self) -> ChangeNo {
        let changes = self.sheets.iter().map(|(stored, _)| stored.change_no);
        changes.max().unwrap_or_default()
    }
}

/// The sheets between two days. A class teacher is shown the pupils of the own class and the sheets of
/// that class, a guardian the marks of the own children; nobody else's marks are among them.
///
/// # Errors
///
/// Forbidden unless the principal may read rolls of the school; failures of the books.
#[boxed]
pub async fn list_rolls(
    app: &App,
    who: &Principal,
    query: &ListRolls,
) -> Result<RollPage, AppError> {
    let (id, share) = app.share(who, Permission::ReadRolls, &query.school).await?;
    let book = app.book(id, query.known_at).await?;
    let (first, last) = (query.days.first(), query.days.last().unwrap_or(query.days.first()));
    let mut rolls = book.rolls(first, last).await?;
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
    let mut sheets: Vec<Sheet> = sheets.collect();
    if !query.all_revisions {
        keep_standing(&mut sheets);
    }
    sheets.retain(|(_, marks)| !marks.is_empty());
    Ok(RollPage { sheets, bound: book.bound() })
}

/// A sheet with the pupils on it who may be shown.
type Sheet = (StoredRoll, Vec<(PupilNo, Mark)>);

/// Keeps of each pupil what the newest revision says that says anything: a correction may list one
/// pupil, and what was said about the others stands.
fn keep_standing(sheets: &mut [Sheet]) {
    let key = |(stored, _): &Sheet| (stored.roll.on, stored.roll.slot, stored.roll.group);
    for same in sheets.chunk_by_mut(|one, other| key(one) == key(other)) {
        let mut standing: BTreeMap<PupilNo, (bool, u32)> = BTreeMap::new();
        for (stored, marks) in &*same {
            for (pupil, mark) in marks {
                let said = (*mark != Mark::None, stored.roll.revision);
                let stands = standing.entry(*pupil).or_insert(said);
                *stands = said.max(*stands);
            }
        }
        for (stored, marks) in same {
            let revision = stored.roll.revision;
            marks.retain(|(pupil, _)| {
                standing.get(pupil).is_some_and(|stands| stands.1 == revision)
            });
        }
    }
}
