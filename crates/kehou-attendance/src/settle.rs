//! From sheets to what counts.

use std::collections::BTreeMap;

use chrono::{NaiveDate, NaiveDateTime};
use kehou_registry::{Calendar, Defect, PupilNo, SlotNo};

use crate::{GroupNo, Lateness, LockRules, Mark, MarkSet, Roll, SchoolRolls};

/// What becomes of corrections that came after a roll's lock.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Admission {
    /// What lowers a charge counts; what raises it waits for two persons and notice to the family.
    LoweringOnly,
    /// Everything counts: what the bill would be once all corrections are admitted.
    Everything,
}

/// What [`settle`] goes by.
#[derive(Clone, Copy, Debug)]
pub struct Sheets<'a> {
    /// All sheets of the school.
    pub rolls: &'a SchoolRolls,
    /// The school's calendar, from which locks follow.
    pub calendar: &'a Calendar,
    /// When rolls lock.
    pub locks: LockRules,
    /// The marks that make a class hour billable.
    pub billable: MarkSet,
    /// Sheets entered after this day are not known.
    pub known_on: NaiveDate,
    /// What becomes of late corrections.
    pub admission: Admission,
}

/// The one sheet that counts for a group, a slot and a day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SettledRoll<'a> {
    /// The day of service.
    pub on: NaiveDate,
    /// The slot.
    pub slot: SlotNo,
    /// The group.
    pub group: GroupNo,
    /// The marks.
    pub marks: SettledMarks<'a>,
    /// The worst defect found while settling, if any.
    pub defect: Option<Defect>,
}

/// The marks of a settled sheet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SettledMarks<'a> {
    /// One sheet counts as it was entered.
    AsEntered(&'a Roll),
    /// Several sheets, or a late one, come to this, by pupil number.
    Merged(Box<[(PupilNo, Mark)]>),
}

/// All sheets that count, by day, slot and group.
pub type SettledRolls<'a> = Vec<SettledRoll<'a>>;

/// Settles all sheets of a school between two days, both included.
///
/// Of several sheets of one group and slot, the highest revision that came in time counts for each
/// pupil it says something about; a blank says nothing. Two
/// sheets of the same revision that differ leave [`Mark::Contradicted`] where they do. A sheet
/// that came after the roll's lock changes a mark only if that lowers the charge, unless
/// everything is admitted; and never what a higher revision says that came in time, as it may when
/// the month is opened again.
///
/// The order of the sheets does not matter. Sheets that nobody corrected are borrowed, not copied.
///
/// # Clauses
///
/// F8, F9.
#[must_use]
pub fn settle<'a>(sheets: &Sheets<'a>, first: NaiveDate, last: NaiveDate) -> SettledRolls<'a> {
    let key = |roll: &Roll| (roll.on, roll.slot, roll.group);
    let known = |roll: &&Roll| roll.recorded_at.is_none_or(|at| at.date() <= sheets.known_on);
    let mut chosen: Vec<&Roll> = sheets.rolls.rolls().iter().filter(known).collect();
    chosen.retain(|roll| (first..=last).contains(&roll.on));
    if !chosen.is_sorted_by_key(|roll| key(roll)) {
        chosen.sort_by_key(|roll| key(roll));
    }
    let mut locks = LockDates { sheets, day: None };
    let mut settled = Vec::with_capacity(chosen.len());
    for same in chosen.chunk_by(|a, b| key(a) == key(b)) {
        settled.push(settle_one(sheets, same, locks.of(same[0].on)));
    }
    settled
}

struct LockDates<'s, 'a> {
    sheets: &'s Sheets<'a>,
    day: Option<(NaiveDate, Option<NaiveDateTime>)>,
}

impl LockDates<'_, '_> {
    fn of(&mut self, on: NaiveDate) -> Option<NaiveDateTime> {
        match self.day {
            Some((day, lock)) if day == on => lock,
            _ => {
                let lock = self.sheets.locks.roll_locks_at(on, self.sheets.calendar);
                self.day = Some((on, lock));
                lock
            }
        }
    }
}

fn settle_one<'a>(
    sheets: &Sheets<'a>,
    same: &[&'a Roll],
    lock: Option<NaiveDateTime>,
) -> SettledRoll<'a> {
    let in_time = |roll: &Roll| LockRules::lateness(roll.recorded_at, lock) == Lateness::InTime;
    match same {
        [only] if in_time(only) => as_entered(only),
        _ => merged(sheets, same, in_time),
    }
}

const fn as_entered(roll: &Roll) -> SettledRoll<'_> {
    SettledRoll {
        on: roll.on,
        slot: roll.slot,
        group: roll.group,
        marks: SettledMarks::AsEntered(roll),
        defect: None,
    }
}

fn merged<'a>(
    sheets: &Sheets<'a>,
    same: &[&'a Roll],
    in_time: impl Fn(&Roll) -> bool,
) -> SettledRoll<'a> {
    let (timely, late): (Vec<&Roll>, Vec<&Roll>) =
        same.iter().copied().partition(|roll| in_time(roll));
    let base = latest(sheets, &timely);
    let mut marks: BTreeMap<PupilNo, Mark> =
        base.iter().map(|(pupil, said)| (*pupil, said.mark)).collect();
    let mut defect = None;
    for (pupil, said) in latest(sheets, &late) {
        let before = base.get(&pupil).copied().unwrap_or(Said { revision: 0, mark: Mark::None });
        if before.mark != Mark::None && before.revision > said.revision {
            continue;
        }
        let raises = sheets.billable.holds(said.mark) && !sheets.billable.holds(before.mark);
        let clears = said.mark == Mark::None || said.mark == before.mark;
        if raises && sheets.admission == Admission::LoweringOnly {
            defect = Some(Defect::RecordedLate);
            marks.entry(pupil).or_insert(Mark::None);
        } else if !clears {
            marks.insert(pupil, said.mark);
        }
    }
    if marks.values().any(|mark| *mark == Mark::Contradicted) {
        defect = Some(Defect::Contradicted);
    }
    let (on, slot, group) = (same[0].on, same[0].slot, same[0].group);
    let marks = SettledMarks::Merged(marks.into_iter().collect());
    SettledRoll { on, slot, group, marks, defect }
}

/// What the sheets say about a pupil, and which revision says it.
#[derive(Clone, Copy)]
struct Said {
    revision: u32,
    mark: Mark,
}

/// Each pupil's mark of the highest revision that says anything about the pupil; where
/// several sheets of that revision differ, the mark is a contradiction. A correction may list one
/// pupil or the whole class: it changes what it says and nothing else.
fn latest(sheets: &Sheets<'_>, rolls: &[&Roll]) -> BTreeMap<PupilNo, Said> {
    let mut all: BTreeMap<PupilNo, Said> = BTreeMap::new();
    for roll in rolls {
        let revision = roll.revision;
        let pupils = sheets.rolls.rosters()[roll.roster].pupils();
        for (pupil, mark) in pupils.iter().zip(roll.marks.iter().copied()) {
            let said = all.entry(*pupil).or_insert(Said { revision, mark });
            let says_more = said.mark == Mark::None || revision > said.revision;
            if revision == said.revision {
                said.mark = agree(said.mark, mark);
            } else if mark != Mark::None && says_more {
                *said = Said { revision, mark };
            }
        }
    }
    all
}

/// What two sheets say together about one pupil and slot: a blank says nothing.
fn agree(one: Mark, other: Mark) -> Mark {
    match (one, other) {
        (Mark::None, mark) | (mark, Mark::None) => mark,
        (one, other) if one == other => one,
        _ => Mark::Contradicted,
    }
}

#[cfg(test)]
mod tests;
