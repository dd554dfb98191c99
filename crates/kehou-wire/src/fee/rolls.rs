//! From the marks of single pupils to the sheets that rules work with.
//!
//! Pupils whose marks are plain (entered once, in time) share one sheet a slot, as in a school.
//! Whoever has corrections, late entries or two entries for one slot gets sheets of their own, so
//! that one pupil's corrections never touch another's marks.

use std::collections::BTreeMap;

use chrono::{Datelike, NaiveDate, NaiveDateTime};
use kehou_attendance::{GroupNo, Mark, Roll, RollError, Roster, RosterError, SchoolRolls};
use kehou_registry::{PupilNo, SlotNo};
use kehou_units::Month;

use crate::{
    Flaw, pb,
    place::Place,
    scalar::{choice, date, instant, list, number, slot},
};

/// The most entries of one pupil.
const ENTRY_LIMIT: usize = 400;
/// The most marks of one entry.
const ENTRY_MARKS: usize = 40;

/// One entry of one pupil and day, as sent.
struct Entry {
    on: NaiveDate,
    revision: u32,
    recorded_at: Option<NaiveDateTime>,
    marks: Vec<(SlotNo, Mark)>,
}

/// The sheets of a request while its pupils are read.
pub(crate) struct RollsOfPupils {
    month: Month,
    plain: Vec<PupilNo>,
    /// The shared sheets: marks by position in `plain`.
    shared: BTreeMap<(NaiveDate, SlotNo), Vec<Mark>>,
    own: Vec<(PupilNo, Vec<Entry>)>,
}

impl RollsOfPupils {
    pub(crate) const fn new(month: Month) -> Self {
        Self { month, plain: Vec::new(), shared: BTreeMap::new(), own: Vec::new() }
    }

    /// Reads the marks of the next pupil.
    pub(crate) fn read(&mut self, mut at: Place<'_>, given: &[pb::fee::DayMarks], pupil: PupilNo) {
        let month = self.month;
        let read = |at: Place<'_>, given: &pb::fee::DayMarks| entry(at, given, month);
        match list(&mut at, given, 0..=ENTRY_LIMIT, read) {
            Some(entries) if is_plain(&entries) => self.share(pupil, &entries),
            Some(entries) => self.own.push((pupil, entries)),
            None => {}
        }
    }

    fn share(&mut self, pupil: PupilNo, entries: &[Entry]) {
        let position = self.plain.len();
        self.plain.push(pupil);
        for entry in entries {
            for (slot, mark) in &entry.marks {
                let sheet = self.shared.entry((entry.on, *slot)).or_default();
                sheet.resize(position, Mark::None);
                sheet.push(*mark);
            }
        }
    }

    /// The sheets of all pupils.
    pub(crate) fn into_rolls(self) -> Result<SchoolRolls, BrokenSheets> {
        let count = self.plain.len();
        let mut rosters = vec![Roster::new(self.plain)?];
        let mut rolls = Vec::with_capacity(self.shared.len());
        for ((on, slot), mut marks) in self.shared {
            marks.resize(count, Mark::None);
            rolls.push(Roll {
                on,
                slot,
                group: GroupNo::new(0),
                revision: 0,
                recorded_at: None,
                roster: 0,
                marks: marks.into_boxed_slice(),
            });
        }
        for (pupil, entries) in self.own {
            let roster = rosters.len();
            rosters.push(Roster::new(vec![pupil])?);
            let group = GroupNo::new(pupil.number() + 1);
            rolls.extend(entries.iter().flat_map(|entry| sheets_of(entry, group, roster)));
        }
        Ok(SchoolRolls::new(rosters, rolls)?)
    }
}

/// Sheets that don't fit together; a defect of this module, since it makes them itself.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BrokenSheets {
    /// A roster lists a pupil twice.
    #[error(transparent)]
    Roster(#[from] RosterError),
    /// A sheet does not fit its roster.
    #[error(transparent)]
    Roll(#[from] RollError),
}

fn sheets_of(entry: &Entry, group: GroupNo, roster: usize) -> impl Iterator<Item = Roll> + '_ {
    entry.marks.iter().map(move |(slot, mark)| Roll {
        on: entry.on,
        slot: *slot,
        group,
        revision: entry.revision,
        recorded_at: entry.recorded_at,
        roster,
        marks: Box::new([*mark]),
    })
}

/// Whether every entry is a first one in time and no slot is named twice.
fn is_plain(entries: &[Entry]) -> bool {
    let mut seen = [0u8; 32];
    entries.iter().all(|entry| {
        let day = &mut seen[entry.on.day() as usize];
        entry.revision == 0
            && entry.recorded_at.is_none()
            && entry.marks.iter().all(|(slot, _)| {
                let bit = 1u8 << slot.index();
                let first = *day & bit == 0;
                *day |= bit;
                first
            })
    })
}

fn entry(mut at: Place<'_>, given: &pb::fee::DayMarks, month: Month) -> Option<Entry> {
    let on = date(at.field("date"), given.date).and_then(|on| {
        let outside = || Flaw::OutsideMonth { given: on.to_string(), month: month.to_string() };
        match month.holds(on) {
            true => Some(on),
            false => at.field("date").refuse(outside()),
        }
    });
    let revision = number(at.field("revision"), given.revision, 0..=99u32);
    let recorded_at = instant(at.field("recorded_at"), given.recorded_at.as_ref());
    let marks = list(&mut at.field("marks"), &given.marks, 1..=ENTRY_MARKS, mark);
    Some(Entry { on: on?, revision: revision?, recorded_at: recorded_at?, marks: marks? })
}

fn mark(mut at: Place<'_>, given: &pb::fee::Mark) -> Option<(SlotNo, Mark)> {
    let slot = slot(at.field("slot"), given.slot);
    let mark = mark_status(at.field("status"), given.status);
    Some((slot?, mark?))
}

fn mark_status(at: Place<'_>, given: i32) -> Option<Mark> {
    use pb::fee::MarkStatus as Given;
    Some(match choice(at, given)? {
        Given::Unspecified => return None,
        Given::Present => Mark::Present,
        Given::Late => Mark::Late,
        Given::LeftEarly => Mark::LeftEarly,
        Given::Excused => Mark::Excused,
        Given::Sick => Mark::Sick,
        Given::Absent => Mark::Absent,
        Given::Cancelled => Mark::Cancelled,
    })
}

/// A mark as messages carry it; what was not entered, or is contradicted, has none.
pub(crate) const fn mark_out(mark: Mark) -> pb::fee::MarkStatus {
    use pb::fee::MarkStatus as Sent;
    match mark {
        Mark::None | Mark::Contradicted => Sent::Unspecified,
        Mark::Present => Sent::Present,
        Mark::Late => Sent::Late,
        Mark::LeftEarly => Sent::LeftEarly,
        Mark::Excused => Sent::Excused,
        Mark::Sick => Sent::Sick,
        Mark::Absent => Sent::Absent,
        Mark::Cancelled => Sent::Cancelled,
    }
}
