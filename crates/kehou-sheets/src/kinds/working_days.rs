//! The public working-day calendar (工作日历). [C9]

use chrono::NaiveDate;

use crate::{
    Kind,
    cell::{self, Words},
    fields::Fields,
    heading::{Form, Layout, columns, named},
};

columns! {
    Date required named("日期", &["date"]);
    Kind required named("类型", &["休班", "安排", "kind", "type"]);
}

pub(crate) const LAYOUT: Layout =
    Layout { kind: Kind::WorkingDays, form: Form::Plain, columns: COLUMNS };

/// Whether people work on a day that differs from its weekday.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Work {
    Off,
    On,
}

const WORK: Words<Work> = Words(&[
    ("休", Work::Off),
    ("班", Work::On),
    ("放假", Work::Off),
    ("休息", Work::Off),
    ("上班", Work::On),
    ("调休上班", Work::On),
    ("holiday", Work::Off),
    ("working", Work::On),
]);

/// A day that differs from its weekday.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct WorkingDayRow {
    pub(crate) on: NaiveDate,
    pub(crate) work: Work,
}

pub(crate) fn read(row: &mut Fields<'_>) -> Option<WorkingDayRow> {
    let on = row.required(Column::Date, cell::date);
    let work = row.required(Column::Kind, |text| WORK.read(text));
    Some(WorkingDayRow { on: on?, work: work? })
}
