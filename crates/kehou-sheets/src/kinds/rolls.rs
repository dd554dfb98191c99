//! Attendance rolls (考勤): a row per pupil with a column per slot, or a row per mark. [F8, F9]

use std::collections::HashMap;

use chrono::{Datelike, NaiveDate, NaiveDateTime};
use kehou_attendance::Mark;
use kehou_registry::SlotNo;
use kehou_units::Month;

use super::shared_columns::{
    CLASS, GRADE, LOCAL_ID, NAME, SCHOOL_CODE, SCHOOL_NAME, SLOT, STUDENT_NUMBER,
};
use crate::{
    Kind, Reason, ReasonCode, cell,
    fields::{Fields, PupilColumns, PupilKey, SchoolKey},
    heading::{Form, Header, Headings, Layout, columns, named},
};

const REVISION: Headings = named("修订", &["修订号", "版本", "更正", "revision"]);
const RECORDED_AT: Headings =
    named("录入时间", &["登记时间", "填报时间", "提交时间", "recorded_at"]);

columns! {
    SchoolCode one_of_a SCHOOL_CODE;
    SchoolName one_of_a SCHOOL_NAME;
    Grade optional GRADE;
    Class required CLASS;
    Name required NAME;
    Number optional STUDENT_NUMBER;
    LocalId optional LOCAL_ID;
    Revision optional REVISION;
    RecordedAt optional RECORDED_AT;
    Date required named("日期", &["服务日期", "考勤日期", "date"]);
    Slot required SLOT;
    Mark required named("标记", &["考勤", "考勤标记", "出勤", "状态", "mark"]);
}

/// Both forms begin with the same columns; the last three are those of the long form.
const SHARED: usize = Column::Date as usize;

/// A row per pupil, a column per slot.
pub(crate) const WIDE: Layout =
    Layout { kind: Kind::Rolls, form: Form::SlotColumns, columns: COLUMNS.split_at(SHARED).0 };
/// A row per mark.
pub(crate) const LONG: Layout = Layout { kind: Kind::Rolls, form: Form::Plain, columns: COLUMNS };

const PUPIL: PupilColumns = PupilColumns {
    grade: Column::Grade as usize,
    class: Column::Class as usize,
    name: Column::Name as usize,
    number: Column::Number as usize,
    local_id: Column::LocalId as usize,
};

/// The pupil of some marks, and the first row that names them so.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct RollPupil {
    pub(crate) row: u32,
    pub(crate) school: SchoolKey,
    pub(crate) pupil: PupilKey,
}

/// Which sheet of a slot marks belong to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct SheetKey {
    pub(crate) revision: u16,
    pub(crate) recorded_at: Option<NaiveDateTime>,
}

/// A table in wide form; the marks stand row by row, one per slot.
#[derive(Debug)]
pub(crate) struct WideTable {
    pub(crate) slots: Vec<(NaiveDate, SlotNo)>,
    pub(crate) rows: Vec<(RollPupil, SheetKey)>,
    pub(crate) marks: Vec<Mark>,
}

impl WideTable {
    pub(crate) fn of(header: &Header) -> Self {
        let slots = header.slots.iter().map(|column| (column.on, column.slot)).collect();
        Self { slots, rows: Vec::new(), marks: Vec::new() }
    }

    /// Takes a row. A mark that is not known counts as not recorded, the others stand.
    pub(crate) fn take(&mut self, row: &mut Fields<'_>, header: &Header, number: u32) {
        let Some((pupil, sheet)) = pupil_and_sheet(row, number) else { return };
        for column in &header.slots {
            let text = row.at(column.column);
            let mark = read_mark(text);
            if mark.is_none() {
                row.refuse_at(column.column, ReasonCode::MarkUnknown);
            }
            self.marks.push(mark.unwrap_or_default());
        }
        self.rows.push((pupil, sheet));
    }
}

/// One mark of a table in long form, kept small since a county has millions.
#[derive(Clone, Copy, Debug)]
pub(crate) struct LongMark {
    /// The place of the pupil in the table's list.
    pub(crate) pupil: u32,
    /// The place of the moment in the table's list.
    moment: u32,
    revision: u16,
    day: u8,
    pub(crate) slot: SlotNo,
    pub(crate) mark: Mark,
}

impl LongMark {
    /// What marks of one table are sorted by, so that those of one sheet stand together.
    pub(crate) fn sheet_order(&self) -> (u8, SlotNo, u16, u32) {
        (self.day, self.slot, self.revision, self.moment)
    }
}

/// The rows of a roll that lie outside the month.
#[derive(Debug)]
pub(crate) struct Outside {
    month: Month,
    /// Whether the roll has no other rows.
    pub(crate) is_all: bool,
    /// Row and day of each.
    pub(crate) rows: Vec<(u32, NaiveDate)>,
}

impl Outside {
    /// Why such a row is refused, and the column to blame.
    pub(crate) fn reason(&self) -> (usize, Reason) {
        let reason = Reason::new(ReasonCode::MarkOutsideMonth).with("month", self.month);
        (Column::Date.into(), reason)
    }
}

/// A table in long form.
#[derive(Debug)]
pub(crate) struct LongTable {
    month: Month,
    pub(crate) pupils: Vec<RollPupil>,
    pub(crate) marks: Vec<LongMark>,
    /// The pupils by the texts that name them; none where those were refused.
    named: HashMap<Box<str>, Option<u32>>,
    moments: Vec<Option<NaiveDateTime>>,
    /// Where each moment stands in that list.
    places: HashMap<NaiveDateTime, u32>,
    outside: Vec<(u32, NaiveDate)>,
    has_inside: bool,
    text: String,
}

impl LongTable {
    pub(crate) fn of(month: Month) -> Self {
        Self {
            month,
            pupils: Vec::new(),
            marks: Vec::new(),
            named: HashMap::new(),
            moments: vec![None],
            places: HashMap::new(),
            outside: Vec::new(),
            has_inside: false,
            text: String::new(),
        }
    }

    /// The day of a mark.
    pub(crate) fn day(&self, mark: &LongMark) -> NaiveDate {
        let first = self.month.first_day();
        first.with_day(u32::from(mark.day)).unwrap_or(first)
    }

    /// The sheet of a mark.
    pub(crate) fn sheet(&self, mark: &LongMark) -> SheetKey {
        let recorded_at = self.moments.get(mark.moment as usize).copied().flatten();
        SheetKey { revision: mark.revision, recorded_at }
    }

    /// Forgets what only reading needs, and gives the rows outside the month.
    pub(crate) fn seal(&mut self) -> Outside {
        let rows = std::mem::take(&mut self.outside);
        let outside = Outside { month: self.month, is_all: !self.has_inside, rows };
        self.named = HashMap::new();
        self.places = HashMap::new();
        self.marks.shrink_to_fit();
        outside
    }

    /// Takes a row.
    pub(crate) fn take(&mut self, row: &mut Fields<'_>, number: u32) {
        let on = row.required(Column::Date, cell::date);
        if let Some(on) = on.filter(|on| !self.month.holds(*on)) {
            self.outside.push((number, on));
            return;
        }
        self.has_inside = true;
        let day = on.and_then(|on| u8::try_from(on.day()).ok());
        let pupil = self.pupil(row, number);
        let sheet = sheet(row);
        let slot = row.required(Column::Slot, cell::slot);
        let mark = read_mark(row.text(Column::Mark));
        let mark = mark.or_else(|| row.refuse(Column::Mark, ReasonCode::MarkUnknown));
        if let (Some(pupil), Some(sheet), Some(day), Some(slot), Some(mark)) =
            (pupil, sheet, day, slot, mark)
            && mark != Mark::None
        {
            let moment = self.moment(sheet.recorded_at);
            self.marks.push(LongMark { pupil, moment, revision: sheet.revision, day, slot, mark });
        }
    }

    /// The pupil of a row; rows that name one with the same texts are read once.
    fn pupil(&mut self, row: &mut Fields<'_>, number: u32) -> Option<u32> {
        use Column as C;
        self.text.clear();
        for column in
            [C::SchoolCode, C::SchoolName, C::Grade, C::Class, C::Name, C::Number, C::LocalId]
        {
            self.text.push_str(row.text(column));
            self.text.push('\u{1f}');
        }
        if let Some(known) = self.named.get(self.text.as_str()) {
            return *known;
        }
        let pupil = roll_pupil(row, number);
        let place = pupil.and_then(|pupil| {
            let place = u32::try_from(self.pupils.len()).ok()?;
            self.pupils.push(pupil);
            Some(place)
        });
        self.named.insert(self.text.as_str().into(), place);
        place
    }

    /// The place of a moment.
    fn moment(&mut self, at: Option<NaiveDateTime>) -> u32 {
        let Some(at) = at else { return 0 };
        let next = u32::try_from(self.moments.len()).unwrap_or(0);
        let place = *self.places.entry(at).or_insert(next);
        if place == next {
            self.moments.push(Some(at));
        }
        place
    }
}

fn pupil_and_sheet(row: &mut Fields<'_>, number: u32) -> Option<(RollPupil, SheetKey)> {
    let pupil = roll_pupil(row, number);
    let sheet = sheet(row);
    Some((pupil?, sheet?))
}

fn roll_pupil(row: &mut Fields<'_>, number: u32) -> Option<RollPupil> {
    let school = row.school(Column::SchoolCode, Column::SchoolName);
    let pupil = row.pupil(PUPIL)?;
    if pupil.class.is_none() {
        return row.refuse(Column::Class, ReasonCode::CellRequired);
    }
    Some(RollPupil { row: number, school: school?, pupil })
}

fn sheet(row: &mut Fields<'_>) -> Option<SheetKey> {
    let revision = row.optional(Column::Revision, cell::revision);
    let recorded_at = row.optional(Column::RecordedAt, cell::moment);
    Some(SheetKey { revision: revision?.unwrap_or(0), recorded_at: recorded_at? })
}

fn read_mark(text: &str) -> Option<Mark> {
    Mark::from_symbol(text).or_else(|| Mark::from_symbol(&cell::squeezed(text)))
}
