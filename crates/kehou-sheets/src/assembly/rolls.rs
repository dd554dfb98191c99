//! Rolls from the rows of attendance tables. [F8, F9]

use std::collections::{BTreeMap, HashMap};

use chrono::NaiveDate;
use kehou_attendance::{GroupNo, Mark, Roll, Roster, SchoolRolls};
use kehou_registry::{ClassRef, PupilNo, SlotNo};

use super::{Desk, Draft, roll_sheets, schools::SchoolList};
use crate::{
    Reason, ReasonCode,
    facts::Facts,
    kinds::rolls::{RollPupil, SheetKey},
    limits,
    sources::Origin,
};

/// The sheets of one school, with the rosters they share.
#[derive(Default)]
pub(super) struct SchoolSheets {
    rosters: Vec<Roster>,
    places: HashMap<Vec<PupilNo>, usize>,
    rolls: Vec<Roll>,
}

/// Who shares a sheet, of which revision, entered when.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct Group {
    pub(super) school: usize,
    pub(super) class: ClassRef,
    pub(super) sheet: SheetKey,
}

/// A pupil of a roll, found on the roster of a school.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Found {
    pub(super) school: usize,
    pub(super) class: ClassRef,
    pub(super) pupil: PupilNo,
}

/// Adds all attendance tables to their schools. Several sheets of one slot stay several: which
/// counts is for [`settle`](kehou_attendance::settle) to say.
pub(super) fn add(drafts: &mut [Draft], list: &SchoolList, facts: &mut Facts, desk: &mut Desk) {
    let mut sheets: Vec<SchoolSheets> = Vec::new();
    sheets.resize_with(drafts.len(), SchoolSheets::default);
    for (table, rolls) in std::mem::take(&mut facts.wide_rolls) {
        let pupils = rolls.rows.iter().map(|(pupil, _)| find(pupil, table, (drafts, list), desk));
        let pupils: Vec<Option<Found>> = pupils.collect();
        for at in roll_sheets::of_wide(&rolls, &pupils, &mut sheets) {
            let (pupil, _) = &rolls.rows[at];
            let origin = Origin { table, row: pupil.row };
            let reason = Reason::new(ReasonCode::RowsTooMany).with("limit", limits::PUPIL_SHEETS);
            desk.sources.refuse(origin, None, &pupil.pupil.name, reason);
        }
    }
    for (table, rolls) in std::mem::take(&mut facts.long_rolls) {
        let pupils = rolls.pupils.iter().map(|pupil| find(pupil, table, (drafts, list), desk));
        let pupils: Vec<Option<Found>> = pupils.collect();
        roll_sheets::of_long(rolls, &pupils, &mut sheets);
    }
    for (draft, sheets) in drafts.iter_mut().zip(sheets) {
        draft.rolls = sheets;
    }
}

fn find(
    row: &RollPupil,
    table: u32,
    (drafts, list): (&[Draft], &SchoolList),
    desk: &mut Desk,
) -> Option<Found> {
    let origin = Origin { table, row: row.row };
    let school = match list.find(&row.school) {
        Ok(school) => school,
        Err(reason) => {
            desk.refuse_school(origin, &row.school, reason);
            return None;
        }
    };
    desk.state(school, origin);
    let draft = &drafts[school];
    match draft.index.find(&row.pupil, &draft.pupils, desk.month) {
        Ok(at) => Some(Found { school, class: row.pupil.class?, pupil: draft.pupils[at].no }),
        Err(refusal) => {
            refusal.tell(origin, &row.pupil, desk);
            None
        }
    }
}

/// The group of a class: a thousand times the grade plus the number, so that it is the same in
/// every file and month.
fn group_no(class: ClassRef) -> GroupNo {
    GroupNo::new(u32::from(class.grade.number()) * 1_000 + u32::from(class.number))
}

impl SchoolSheets {
    /// The place of the roster with these pupils, made if it is new.
    pub(super) fn roster(&mut self, pupils: &[PupilNo]) -> Option<usize> {
        if let Some(place) = self.places.get(pupils) {
            return Some(*place);
        }
        // No pupil stands here twice: the list is sorted and was split where one did.
        self.rosters.push(Roster::new(pupils.to_vec()).ok()?);
        self.places.insert(pupils.to_vec(), self.rosters.len() - 1);
        Some(self.rosters.len() - 1)
    }

    /// Adds one sheet, unless nothing is marked on it.
    pub(super) fn add(
        &mut self,
        group: &Group,
        (on, slot): (NaiveDate, SlotNo),
        roster: usize,
        marks: Box<[Mark]>,
    ) {
        if marks.iter().all(|mark| *mark == Mark::None) {
            return;
        }
        self.rolls.push(Roll {
            on,
            slot,
            group: group_no(group.class),
            revision: group.sheet.revision.into(),
            recorded_at: group.sheet.recorded_at,
            roster,
            marks,
        });
    }

    /// The sheets in order of time; a sheet that was handed in twice stands once.
    pub(super) fn finish(mut self) -> SchoolRolls {
        self.number_rosters();
        self.rolls.sort_by(|a, b| {
            let key = |roll: &Roll| {
                (roll.on, roll.slot, roll.group, roll.revision, roll.recorded_at, roll.roster)
            };
            key(a).cmp(&key(b)).then_with(|| a.marks.cmp(&b.marks))
        });
        self.rolls.dedup();
        SchoolRolls::new(self.rosters, self.rolls).unwrap_or_default()
    }

    /// Numbers the rosters by their pupils, so that the order of the files does not matter.
    fn number_rosters(&mut self) {
        let order: BTreeMap<&[PupilNo], usize> =
            (0..).zip(&self.rosters).map(|(at, roster)| (roster.pupils(), at)).collect();
        let mut places = vec![0; order.len()];
        for (place, at) in order.values().enumerate() {
            places[*at] = place;
        }
        let rosters = order.values().map(|at| self.rosters[*at].clone()).collect();
        for roll in &mut self.rolls {
            roll.roster = places[roll.roster];
        }
        self.rosters = rosters;
    }
}
