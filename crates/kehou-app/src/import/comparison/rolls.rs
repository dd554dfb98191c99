//! Filed sheets beside the stored ones. (F8, F9)

use std::collections::BTreeSet;

use chrono::{NaiveDate, NaiveDateTime};
use kehou_attendance::{GroupNo, Mark, Roll, Roster, SchoolRolls};
use kehou_registry::{PupilNo, SlotNo};

/// What files would add to the sheets of a school; sheets are never changed or removed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RollChanges {
    /// The sheets that are new, by day, slot, group, revision and sheet.
    pub new: Vec<FiledRoll>,
    /// How many filed sheets say nothing new.
    pub unchanged: u32,
    /// How many of the new sheets say something else than stored ones.
    pub corrections: u32,
}

/// A sheet to be stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FiledRoll {
    /// The day of service.
    pub on: NaiveDate,
    /// The slot.
    pub slot: SlotNo,
    /// The group.
    pub group: GroupNo,
    /// The revision: as filed where nothing is stored, else above all stored ones.
    pub revision: u32,
    /// 0, but for further sheets of one revision, which contradict each other where they differ.
    pub sheet: u32,
    /// Who stands on it.
    pub roster: Roster,
    /// One mark a roster position; on a correction only what no stored sheet says.
    pub marks: Box<[Mark]>,
    /// When it was entered, as far as the file says.
    pub recorded_at: Option<NaiveDateTime>,
    /// What it is beside the stored ones.
    pub rank: SheetRank,
}

/// What a filed sheet is beside the stored ones.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum SheetRank {
    /// Nothing is stored about its day, slot and group; without a time of entry it counts as in
    /// time.
    First,
    /// It says something else than stored sheets; without a time of entry it counts as entered
    /// when it is imported, so that no import goes around the lock. (F9)
    Correction,
}

type SheetKey = (NaiveDate, SlotNo, GroupNo);

const fn key(roll: &Roll) -> SheetKey {
    (roll.on, roll.slot, roll.group)
}

/// The sheets of a school by day, slot, group and revision.
fn sorted(rolls: &SchoolRolls) -> Vec<&Roll> {
    let mut all: Vec<&Roll> = rolls.rolls().iter().collect();
    if !all.is_sorted_by_key(|roll| (key(roll), roll.revision, roll.recorded_at)) {
        all.sort_by_key(|roll| (key(roll), roll.revision, roll.recorded_at));
    }
    all
}

/// Compares filed sheets with stored ones. What a stored sheet of any revision says already is not
/// new, so that neither the same file again nor an older one undoes a correction; blanks say
/// nothing. What is new becomes a revision above all stored ones and says nothing else.
pub(super) fn compare(stored: &SchoolRolls, filed: &SchoolRolls) -> RollChanges {
    let mut changes = RollChanges::default();
    let (before, now) = (sorted(stored), sorted(filed));
    for same in now.chunk_by(|a, b| key(a) == key(b)) {
        let first = before.partition_point(|roll| key(roll) < key(same[0]));
        let last = before.partition_point(|roll| key(roll) <= key(same[0]));
        match &before[first..last] {
            [] => changes.add_first(same, filed),
            held if same
                .iter()
                .all(|roll| held.iter().any(|one| equals((one, stored), (roll, filed)))) =>
            {
                changes.unchanged += count(same.len());
            }
            held => changes.add_corrections((held, stored), (same, filed)),
        }
    }
    changes
}

fn count(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

fn pupils<'a>(roll: &Roll, rolls: &'a SchoolRolls) -> &'a [PupilNo] {
    rolls.rosters()[roll.roster].pupils()
}

fn equals((one, a): (&Roll, &SchoolRolls), (other, b): (&Roll, &SchoolRolls)) -> bool {
    one.marks == other.marks && pupils(one, a) == pupils(other, b)
}

/// What a sheet says: blanks say nothing.
fn said<'a>(roll: &'a Roll, rolls: &'a SchoolRolls) -> impl Iterator<Item = (PupilNo, Mark)> {
    let marks = pupils(roll, rolls).iter().copied().zip(roll.marks.iter().copied());
    marks.filter(|(_, mark)| *mark != Mark::None)
}

impl RollChanges {
    fn add_first(&mut self, same: &[&Roll], filed: &SchoolRolls) {
        for revision in same.chunk_by(|a, b| a.revision == b.revision) {
            for (sheet, roll) in (0..).zip(revision) {
                let place = (roll.revision, sheet, SheetRank::First);
                self.new.push(FiledRoll::of((roll, filed), place, roll.marks.clone()));
            }
        }
    }

    fn add_corrections(
        &mut self,
        (held, stored): (&[&Roll], &SchoolRolls),
        (same, filed): (&[&Roll], &SchoolRolls),
    ) {
        let known: BTreeSet<(PupilNo, Mark)> =
            held.iter().flat_map(|roll| said(roll, stored)).collect();
        let highest = held.iter().map(|roll| roll.revision).max().unwrap_or_default();
        let mut next = highest.saturating_add(1);
        // Once something new is said of a pupil, so is what the files say after it.
        let mut corrected: BTreeSet<PupilNo> = BTreeSet::new();
        for revision in same.chunk_by(|a, b| a.revision == b.revision) {
            let new = revision.iter().flat_map(|roll| said(roll, filed));
            corrected.extend(new.filter(|one| !known.contains(one)).map(|(pupil, _)| pupil));
            let mut sheet = 0;
            for roll in revision {
                let marks: Box<[Mark]> = pupils(roll, filed)
                    .iter()
                    .zip(&roll.marks)
                    .map(|(pupil, mark)| if corrected.contains(pupil) { *mark } else { Mark::None })
                    .collect();
                if marks.iter().all(|mark| *mark == Mark::None) {
                    self.unchanged += 1;
                    continue;
                }
                let place = (next, sheet, SheetRank::Correction);
                self.new.push(FiledRoll::of((roll, filed), place, marks));
                self.corrections += 1;
                sheet += 1;
            }
            next = next.saturating_add(u32::from(sheet > 0));
        }
    }
}

impl FiledRoll {
    fn of(
        (roll, filed): (&Roll, &SchoolRolls),
        (revision, sheet, rank): (u32, u32, SheetRank),
        marks: Box<[Mark]>,
    ) -> Self {
        Self {
            on: roll.on,
            slot: roll.slot,
            group: roll.group,
            revision,
            sheet,
            roster: filed.rosters()[roll.roster].clone(),
            marks,
            recorded_at: roll.recorded_at,
            rank,
        }
    }
}
