//! From the marks of single pupils to the sheets that rules work with.
//!
//! Pupils whose marks are plain (entered once, in time) share one sheet a slot, as in a school.
//! Whoever has corrections, late entries or two entries for one slot gets sheets of their own, so
//! that one pupil's corrections never touch another's marks.

use chrono::{Datelike, Days, NaiveDate, NaiveDateTime};
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

/// One mark of one pupil, as sent.
struct Entry {
    on: NaiveDate,
    slot: SlotNo,
    mark: Mark,
    revision: u32,
    recorded_at: Option<NaiveDateTime>,
}

/// The sheets of a request while its pupils are read.
pub(crate) struct RollsOfPupils {
    month: Month,
    pupils: usize,
    plain: Vec<PupilNo>,
    /// The shared sheets by day and slot: marks by position in `plain`.
    shared: Vec<Vec<Mark>>,
    own: Vec<(PupilNo, Vec<Entry>)>,
}

impl RollsOfPupils {
    /// Sheets of a month of some pupils.
    pub(crate) fn new(month: Month, pupils: usize) -> Self {
        let days = month.days().count();
        Self {
            month,
            pupils,
            plain: Vec::with_capacity(pupils),
            shared: vec![Vec::new(); days * SlotNo::COUNT],
            own: Vec::new(),
        }
    }

    /// Reads the marks of the next pupil.
    pub(crate) fn read(&mut self, mut at: Place<'_>, given: &[pb::fee::DayMarks], pupil: PupilNo) {
        let month = self.month;
        let mut entries = Vec::with_capacity(given.iter().map(|day| day.marks.len()).sum());
        let read = |at: Place<'_>, given: &pb::fee::DayMarks| day(at, given, month, &mut entries);
        match list(&mut at, given, 0..=ENTRY_LIMIT, read) {
            Some(_) if is_plain(&entries) => self.share(pupil, &entries),
            Some(_) => self.own.push((pupil, entries)),
            None => {}
        }
    }

    fn share(&mut self, pupil: PupilNo, entries: &[Entry]) {
        let position = self.plain.len();
        self.plain.push(pupil);
        for entry in entries {
            let sheet =
                &mut self.shared[entry.on.day0() as usize * SlotNo::COUNT + entry.slot.index()];
            if sheet.capacity() == 0 {
                sheet.reserve_exact(self.pupils);
            }
            sheet.resize(position, Mark::None);
            sheet.push(entry.mark);
        }
    }

    /// The sheets of all pupils.
    pub(crate) fn into_rolls(self) -> Result<SchoolRolls, BrokenSheets> {
        let count = self.plain.len();
        let mut rosters = vec![Roster::new(self.plain)?];
        let first = self.month.first_day();
        let mut rolls = Vec::with_capacity(self.shared.iter().filter(|it| !it.is_empty()).count());
        for (place, mut marks) in self.shared.into_iter().enumerate() {
            if marks.is_empty() {
                continue;
            }
            marks.resize(count, Mark::None);
            rolls.push(Roll {
                on: first + Days::new((place / SlotNo::COUNT) as u64),
                slot: SlotNo::ALL[place % SlotNo::COUNT],
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
            rolls.extend(entries.iter().map(|entry| Roll {
                on: entry.on,
                slot: entry.slot,
                group: GroupNo::new(pupil.number() + 1),
                revision: entry.revision,
                recorded_at: entry.recorded_at,
                roster,
                marks: Box::new([entry.mark]),
            }));
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

/// Whether every mark is a first one in time and no slot is marked twice.
fn is_plain(entries: &[Entry]) -> bool {
    let mut seen = [0u8; 31];
    entries.iter().all(|entry| {
        let day = &mut seen[entry.on.day0() as usize];
        let slot = 1u8 << entry.slot.index();
        let first = *day & slot == 0;
        *day |= slot;
        first && entry.revision == 0 && entry.recorded_at.is_none()
    })
}

/// Reads the marks of one entry.
fn day(
    mut at: Place<'_>,
    given: &pb::fee::DayMarks,
    month: Month,
    entries: &mut Vec<Entry>,
) -> Option<()> {
    let on = day_of(at.field("date"), given.date, month);
    let revision = number(at.field("revision"), given.revision, 0..=99u32);
    let recorded_at = instant(at.field("recorded_at"), given.recorded_at.as_ref());
    let known = on.zip(revision).zip(recorded_at);
    list(&mut at.field("marks"), &given.marks, 1..=ENTRY_MARKS, |at, given| {
        let (slot, mark) = mark(at, given)?;
        if let Some(((on, revision), recorded_at)) = known {
            entries.push(Entry { on, slot, mark, revision, recorded_at });
        }
        Some(())
    })?;
    known.map(|_| ())
}

/// A day of the month asked for.
fn day_of(mut at: Place<'_>, given: Option<pb::Date>, month: Month) -> Option<NaiveDate> {
    let on = date(at.here(), given)?;
    if month.holds(on) {
        return Some(on);
    }
    at.refuse(Flaw::OutsideMonth { given: on.to_string(), month: month.to_string() })
}

fn mark(mut at: Place<'_>, given: &pb::fee::Mark) -> Option<(SlotNo, Mark)> {
    let slot = slot(at.field("slot"), given.slot);
    let mark = mark_status(at.field("status"), given.status);
    Some((slot?, mark?))
}

/// A mark that must be chosen.
pub(crate) fn mark_status(at: Place<'_>, given: i32) -> Option<Mark> {
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
