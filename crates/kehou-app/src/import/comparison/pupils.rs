//! Pupils of a roster beside those who are stored. (C5)

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use kehou_registry::{Guardian, Placement, Pupil, PupilNo};
use kehou_sheets::{BEGINNING, Kind, Stated};
use kehou_units::Period;

use super::{
    RemovalShare, SchoolComparison, applications,
    change::Changes,
    placed,
    reconcile::{Manner, Silence, reconcile},
    stored::{FIRST_ITEM, Identity, Kept, StoredPupil, StoredSchool, next_item},
    waivers,
};

/// What becomes of the pupils of a school; each stands in one of the lists at most.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PupilChanges {
    /// Those who are new.
    pub added: BTreeSet<PupilNo>,
    /// Those who are in another class, or begin or cease to board.
    pub moved: BTreeSet<PupilNo>,
    /// Those whose last day the files state.
    pub left: BTreeSet<PupilNo>,
    /// Those who are missing on a roster that was read whole, and so end before `effective_on`.
    pub removed: BTreeSet<PupilNo>,
    /// Those of whom something else changes.
    pub changed: BTreeSet<PupilNo>,
    /// Those who are missing on a roster of which rows were refused: nothing becomes of them.
    pub withheld: BTreeSet<PupilNo>,
    /// Those of whom the roster says something else or nothing, and who stand as an officer wrote.
    pub kept: BTreeSet<PupilNo>,
    /// How many pupils were on the school's roll on the day before `effective_on` or on it.
    pub present: u64,
}

impl PupilChanges {
    /// How large a part of the pupils would be on the roll no longer.
    #[must_use]
    pub fn removal_share(&self) -> RemovalShare {
        let gone = self.left.len() + self.removed.len();
        RemovalShare { gone: u64::try_from(gone).unwrap_or(u64::MAX), present: self.present }
    }
}

/// Adds to a comparison what becomes of pupils and of what they hold.
pub(super) fn compare_into(
    comparison: &mut SchoolComparison,
    stored: &StoredSchool,
    (filed, stated): (&[Pupil], &Stated),
    on: NaiveDate,
) {
    let known: BTreeMap<PupilNo, &StoredPupil> =
        stored.pupils.iter().map(|pupil| (pupil.no, pupil)).collect();
    comparison.pupils.present = known.values().filter(|pupil| is_present(pupil, on)).count() as u64;
    let has_roster = stated.kinds.holds(Kind::Pupils);
    for pupil in filed {
        let before = known.get(&pupil.no).copied();
        match before {
            _ if !has_roster => {}
            Some(before) if stated.absent.contains(&pupil.no) => {
                absent(comparison, before, stated.whole.holds(Kind::Pupils), on);
            }
            Some(before) => again(comparison, before, pupil, on),
            None => {
                let since = if known.is_empty() { BEGINNING } else { on };
                added(comparison, pupil, since);
            }
        }
        let owner = Some(pupil.no);
        if stated.kinds.holds(Kind::Applications) {
            let stored = before.map_or(&[][..], |before| &before.applications);
            comparison.applications.absorb(applications::compare(
                owner,
                stored,
                &pupil.applications,
            ));
        }
        if stated.kinds.holds(Kind::Waivers) {
            let stored = before.map_or(&[][..], |before| &before.waivers);
            comparison.waivers.absorb(waivers::compare(owner, stored, &pupil.waivers));
        }
    }
}

/// Whether a pupil is on the roll the day before `on`, or on it.
fn is_present(pupil: &StoredPupil, on: NaiveDate) -> bool {
    let course = placed::course(&pupil.placements);
    let before = on.pred_opt().unwrap_or(on);
    placed::at(&course, on).or_else(|| placed::at(&course, before)).is_some()
}

fn identity(pupil: &Pupil) -> Identity {
    Identity {
        name: pupil.name.clone(),
        student_number: pupil.student_number.clone(),
        local_id: pupil.local_id.clone(),
    }
}

/// A pupil who is new; where the roster does not say since when, `since` counts.
fn added(comparison: &mut SchoolComparison, pupil: &Pupil, since: NaiveDate) {
    let owner = Some(pupil.no);
    comparison.pupils.added.insert(pupil.no);
    comparison.identities.add(owner, FIRST_ITEM, identity(pupil));
    for (item, guardian) in (FIRST_ITEM..).zip(&pupil.guardians) {
        comparison.guardians.add(owner, item, guardian.clone());
    }
    for (item, (period, placement)) in (FIRST_ITEM..).zip(pupil.placements.iter()) {
        comparison.placements.add(owner, item, (beginning(period, since), *placement));
    }
}

/// A period that begins on a day, if it does not say when it begins and goes on until then.
pub(super) fn beginning(period: Period, since: NaiveDate) -> Period {
    if period.first() == BEGINNING {
        Period::new(since, period.last()).unwrap_or(period)
    } else {
        period
    }
}

/// A pupil who is missing on the roster. Whoever has a last day already keeps it, so that the same
/// roster read again for another day changes nothing.
fn absent(comparison: &mut SchoolComparison, before: &StoredPupil, whole: bool, on: NaiveDate) {
    let course = placed::course(&before.placements);
    let is_here = course.iter().any(|(period, _)| period.last().is_none());
    if !is_here {
        return;
    }
    if !whole {
        comparison.pupils.withheld.insert(before.no);
        return;
    }
    let placements = placed::end(Some(before.no), &before.placements, on);
    let list = match placements.items.is_empty() {
        true => &mut comparison.pupils.kept,
        false => &mut comparison.pupils.removed,
    };
    list.insert(before.no);
    comparison.placements.absorb(placements);
}

/// A pupil who is known and on the roster.
fn again(comparison: &mut SchoolComparison, before: &StoredPupil, pupil: &Pupil, on: NaiveDate) {
    let owner = Some(pupil.no);
    let identities = of_identity(before, pupil);
    let guardians = of_guardians(before, pupil);
    let filed: Vec<(Period, Placement)> =
        pupil.placements.iter().map(|(period, placement)| (period, *placement)).collect();
    let placements = placed::compare(owner, &before.placements, &filed, on);
    let lists = &mut comparison.pupils;
    if identities.items.is_empty() && guardians.items.is_empty() && placements.items.is_empty() {
        let is_kept = [&identities.kept, &guardians.kept, &placements.kept];
        if is_kept.iter().any(|kept| !kept.is_empty()) {
            lists.kept.insert(pupil.no);
        }
    } else {
        let stored = placed::course(&before.placements);
        let placed = match placements.items.is_empty() {
            true => stored.clone(),
            false => placed::continued(&stored, &filed, on),
        };
        let list = match step(&stored, &placed) {
            Step::None => &mut lists.changed,
            Step::Moved => &mut lists.moved,
            Step::Left => &mut lists.left,
        };
        list.insert(pupil.no);
    }
    comparison.identities.absorb(identities);
    comparison.guardians.absorb(guardians);
    comparison.placements.absorb(placements);
}

/// How a pupil's last placement differs.
enum Step {
    None,
    Moved,
    Left,
}

fn step(before: &[(Period, Placement)], after: &[(Period, Placement)]) -> Step {
    match (before.last(), after.last()) {
        (Some((before, _)), Some((after, _)))
            if before.last().is_none() && after.last().is_some() =>
        {
            Step::Left
        }
        (Some((_, before)), Some((_, after))) if before != after => Step::Moved,
        _ => Step::None,
    }
}

/// Who the pupil is; what the roster leaves blank stands.
fn of_identity(before: &StoredPupil, pupil: &Pupil) -> Changes<Identity> {
    let mut changes = Changes::default();
    let Kept { item, value: held, .. } = &before.identity;
    let mut filed = identity(pupil);
    filed.student_number = filed.student_number.or_else(|| held.student_number.clone());
    filed.local_id = filed.local_id.or_else(|| held.local_id.clone());
    let owner = Some(pupil.no);
    if filed == *held {
        changes.leave();
    } else if before.identity.is_imported() {
        changes.change(owner, *item, filed);
    } else {
        changes.keep(owner, *item);
    }
    changes
}

/// The guardians; a roster that lists none, or leaves a name or phone blank, says nothing.
fn of_guardians(before: &StoredPupil, pupil: &Pupil) -> Changes<Guardian> {
    let filed: Vec<Guardian> =
        pupil.guardians.iter().map(|one| completed(one, &before.guardians)).collect();
    let same =
        |a: &Guardian, b: &Guardian| a.name == b.name || (a.phone.is_some() && a.phone == b.phone);
    let silence = Silence::of(!filed.is_empty());
    let next = next_item(&before.guardians);
    let manner = Manner { same: &same, clash: &|_, _| false, silence, next };
    reconcile(Some(pupil.no), &before.guardians, &filed, &manner)
}

/// A filed guardian with what is stored in place of what was left blank.
fn completed(filed: &Guardian, stored: &[Kept<Guardian>]) -> Guardian {
    let mut alive = stored.iter().filter(|kept| kept.is_alive()).map(|kept| &kept.value);
    let fits = |one: &&Guardian| match (&filed.phone, filed.name.is_empty()) {
        (None, _) => one.name == filed.name,
        (phone, true) => one.phone == *phone,
        _ => false,
    };
    alive.find(fits).unwrap_or(filed).clone()
}
