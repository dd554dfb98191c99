//! Rolls: what a sheet brings, and what sheets say about pupils.

use std::collections::{BTreeMap, HashMap};

use chrono::NaiveDate;
use kehou_attendance::{GroupNo, Mark};
use kehou_registry::{ClassRef, Grade, PupilNo, SchoolCode, SlotNo};
use kehou_units::{Instant, Period};

use crate::{
    Flaw, Page, Violations, WriteHead,
    fee::{class_out, class_ref, class_ref_if_any, mark_out, mark_status},
    naming::{count_out, known_at, pupil_no, pupil_no_if_any, school_code, timestamp_out},
    paging::page,
    pb::{self, attendance::submit_roll_request::Group},
    place::{Place, reading},
    scalar::{date, date_out, list, period, slot},
    write::write_head,
};

/// The most pupils of one sheet.
const SHEET_LIMIT: usize = 1_000;
/// The most days that are asked for at once.
const DAYS_LIMIT: i64 = 366;
/// The first number of a group that is no class.
const OWN_GROUPS: u32 = 10_000;

/// Who shares a sheet.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum RollGroup {
    /// A class.
    Class(ClassRef),
    /// A group of the school's own, 10,000 or more.
    Own(GroupNo),
}

impl RollGroup {
    /// The group of a number: of a class it is a thousand times the grade plus the number.
    #[must_use]
    pub fn of(no: GroupNo) -> Self {
        let class = || {
            let grade = Grade::new(u8::try_from(no.number() / 1_000).ok()?).ok()?;
            let number = u16::try_from(no.number() % 1_000).ok().filter(|number| *number > 0)?;
            Some(ClassRef { grade, number })
        };
        class().map_or(Self::Own(no), Self::Class)
    }

    /// The number of the group.
    #[must_use]
    pub fn no(self) -> GroupNo {
        match self {
            Self::Class(class) => {
                GroupNo::new(u32::from(class.grade.number()) * 1_000 + u32::from(class.number))
            }
            Self::Own(no) => no,
        }
    }

    /// The class, when the group is one.
    #[must_use]
    pub const fn class(self) -> Option<ClassRef> {
        match self {
            Self::Class(class) => Some(class),
            Self::Own(_) => None,
        }
    }
}

/// A roll is brought.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SubmitRollQuestion {
    /// Who writes it by what id, and why.
    pub write: WriteHead,
    /// The school.
    pub school: SchoolCode,
    /// The day of service.
    pub on: NaiveDate,
    /// The slot.
    pub slot: SlotNo,
    /// Who shares the sheet.
    pub group: RollGroup,
    /// The marks, in the order of the sheet; 1 to 1,000, no pupil twice.
    pub marks: Vec<(PupilNo, Mark)>,
}

impl SubmitRollQuestion {
    /// Reads a request.
    ///
    /// # Errors
    ///
    /// [`Violations`] with everything that is wrong with its fields.
    pub fn read(mut given: pb::attendance::SubmitRollRequest) -> Result<Self, Violations> {
        reading(|at| {
            let write = write_head(at, &mut given);
            let school = school_code(at.field("school_code"), &given.school_code);
            let on = date(at.field("date"), given.date);
            let slot = slot(at.field("slot"), given.slot);
            let group = group(at, given.group.as_ref());
            let mut place = at.field("marks");
            let marks = list(&mut place, &given.marks, 1..=SHEET_LIMIT, mark);
            report_doubles(place, &given.marks);
            Some(Self {
                write: write?,
                school: school?,
                on: on?,
                slot: slot?,
                group: group?,
                marks: marks?,
            })
        })
    }
}

fn group(at: &mut Place<'_>, given: Option<&Group>) -> Option<RollGroup> {
    match given {
        None => at.field("group").refuse(Flaw::Required),
        Some(Group::Class(class)) => {
            class_ref(at.field("class"), Some(class)).map(RollGroup::Class)
        }
        Some(Group::GroupNo(number)) if *number < OWN_GROUPS => {
            let (least, most) = (i64::from(OWN_GROUPS), i64::from(u32::MAX));
            let given = i64::from(*number);
            at.field("group_no").refuse(Flaw::OutOfRange { given, least, most })
        }
        Some(Group::GroupNo(number)) => Some(RollGroup::Own(GroupNo::new(*number))),
    }
}

fn mark(mut at: Place<'_>, given: &pb::attendance::RollMark) -> Option<(PupilNo, Mark)> {
    let pupil = pupil_no(at.field("pupil_no"), given.pupil_no);
    let mark = mark_status(at.field("status"), given.status);
    pupil.zip(mark)
}

/// Reports pupils that stand on a sheet twice.
fn report_doubles(mut at: Place<'_>, given: &[pb::attendance::RollMark]) {
    let mut places: HashMap<u32, usize> = HashMap::with_capacity(given.len());
    for (index, mark) in given.iter().enumerate().filter(|(_, mark)| mark.pupil_no != 0) {
        if let Some(first) = places.insert(mark.pupil_no, index) {
            let first = at.item(first).field("pupil_no").path();
            let given = mark.pupil_no.to_string();
            at.item(index).field("pupil_no").report(Flaw::Duplicate { given, first });
        }
    }
}

/// Rolls are asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ListRollsQuestion {
    /// The school.
    pub school: SchoolCode,
    /// The first day.
    pub first: NaiveDate,
    /// The last day, at most 366 days in all.
    pub last: NaiveDate,
    /// Only of this class.
    pub class: Option<ClassRef>,
    /// Only about this pupil.
    pub pupil: Option<PupilNo>,
    /// Whether revisions that were corrected since are asked for too.
    pub all_revisions: bool,
    /// As known when; now when none.
    pub known_at: Option<Instant>,
    /// Which page.
    pub page: Page,
}

impl ListRollsQuestion {
    /// Reads a request.
    ///
    /// # Errors
    ///
    /// [`Violations`] with everything that is wrong with its fields.
    pub fn read(mut given: pb::attendance::ListRollsRequest) -> Result<Self, Violations> {
        reading(|at| {
            let page = page(at, &mut given);
            let school = school_code(at.field("school_code"), &given.school_code);
            let days = period(at.field("days"), given.days.as_ref());
            let days = days.and_then(|days| closed(at.field("days"), days));
            let class = class_ref_if_any(at.field("class"), given.class.as_ref());
            let pupil = pupil_no_if_any(given.pupil_no);
            let known_at = known_at(at.field("known_at"), given.known_at.as_ref());
            let (first, last) = days?;
            Some(Self {
                school: school?,
                first,
                last,
                class: class?,
                pupil,
                all_revisions: given.all_revisions,
                known_at: known_at?,
                page: page?,
            })
        })
    }
}

/// The ends of a period that has both and is not too long.
fn closed(mut at: Place<'_>, days: Period) -> Option<(NaiveDate, NaiveDate)> {
    let Some(last) = days.last() else {
        return at.field("last").refuse(Flaw::Required);
    };
    let given = (last - days.first()).num_days() + 1;
    if given > DAYS_LIMIT {
        return at.refuse(Flaw::OutOfRange { given, least: 1, most: DAYS_LIMIT });
    }
    Some((days.first(), last))
}

/// A sheet to be answered, with the pupils of it that the caller may see.
#[derive(Clone, Copy, Debug)]
pub struct SheetView<'a> {
    /// The day of service.
    pub on: NaiveDate,
    /// The slot.
    pub slot: SlotNo,
    /// The group that shares the sheet.
    pub group: GroupNo,
    /// The revision.
    pub revision: u32,
    /// When it was entered; none for in time.
    pub entered_at: Option<Instant>,
    /// Why it was entered late; empty when it was not.
    pub late_reason: &'a str,
    /// How pupils were marked.
    pub marks: &'a [(PupilNo, Mark)],
}

/// What sheets say about each pupil on each day, by day, pupil, group and revision. Sheets that were
/// entered together make one entry; what was not recorded is left out.
#[must_use]
pub fn pupil_days(sheets: &[SheetView<'_>]) -> Vec<pb::attendance::PupilDay> {
    let mut days: BTreeMap<Entry<'_>, BTreeMap<SlotNo, Mark>> = BTreeMap::new();
    for sheet in sheets {
        for (pupil, mark) in sheet.marks.iter().filter(|(_, mark)| *mark != Mark::None) {
            days.entry(Entry::of(sheet, *pupil)).or_default().insert(sheet.slot, *mark);
        }
    }
    days.iter().map(|(entry, marks)| entry.message(marks)).collect()
}

/// What sets one entry about a pupil apart from another, in the order that they are answered.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Entry<'a> {
    on: NaiveDate,
    pupil: PupilNo,
    group: GroupNo,
    revision: u32,
    entered_at: Option<Instant>,
    late_reason: &'a str,
}

impl<'a> Entry<'a> {
    const fn of(sheet: &SheetView<'a>, pupil: PupilNo) -> Self {
        let SheetView { on, group, revision, entered_at, late_reason, .. } = *sheet;
        Self { on, pupil, group, revision, entered_at, late_reason }
    }

    fn message(&self, marks: &BTreeMap<SlotNo, Mark>) -> pb::attendance::PupilDay {
        let mark = |(slot, mark): (&SlotNo, &Mark)| pb::fee::Mark {
            slot: i32::from(slot.number()),
            status: mark_out(*mark).into(),
        };
        let marks = pb::fee::DayMarks {
            date: Some(date_out(self.on)),
            marks: marks.iter().map(mark).collect(),
            revision: count_out(self.revision),
            recorded_at: self.entered_at.map(timestamp_out),
        };
        pb::attendance::PupilDay {
            pupil_no: self.pupil.number(),
            group_no: self.group.number(),
            class: RollGroup::of(self.group).class().map(class_out),
            marks: Some(marks),
            late_reason: self.late_reason.to_owned(),
        }
    }
}
