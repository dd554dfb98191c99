//! Applications of guardians (申请表). [F14]

use kehou_registry::{Application, SlotSet, WeekdaySet};

use super::shared_columns::{
    CLASS, GRADE, LOCAL_ID, NAME, SCHOOL_CODE, SCHOOL_NAME, SLOT, STUDENT_NUMBER, WEEKDAYS,
};
use crate::{
    Kind, Reason, ReasonCode, cell,
    fields::{Fields, PupilColumns, PupilKey, SchoolKey},
    heading::{Form, Layout, columns, named},
};

columns! {
    SchoolCode one_of_a SCHOOL_CODE;
    SchoolName one_of_a SCHOOL_NAME;
    Grade optional GRADE;
    Class optional CLASS;
    Name required NAME;
    Number optional STUDENT_NUMBER;
    LocalId optional LOCAL_ID;
    AppliedOn required named("申请日期", &["申请时间", "报名日期", "自愿申请日期", "applied_on", "application_date"]);
    WithdrawnOn optional named("退出日期", &["退出时间", "停止日期", "withdrawn_on"]);
    Slots optional SLOT;
    Weekdays optional WEEKDAYS;
}

pub(crate) const LAYOUT: Layout =
    Layout { kind: Kind::Applications, form: Form::Plain, columns: COLUMNS };

const PUPIL: PupilColumns = PupilColumns {
    grade: Column::Grade as usize,
    class: Column::Class as usize,
    name: Column::Name as usize,
    number: Column::Number as usize,
    local_id: Column::LocalId as usize,
};

/// An application and whose it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct ApplicationRow {
    pub(crate) school: SchoolKey,
    pub(crate) pupil: PupilKey,
    pub(crate) application: Application,
}

pub(crate) fn read(row: &mut Fields<'_>) -> Option<ApplicationRow> {
    let school = row.school(Column::SchoolCode, Column::SchoolName);
    let pupil = row.pupil(PUPIL);
    let applied_on = row.required(Column::AppliedOn, cell::date);
    let withdrawn_on = row.optional(Column::WithdrawnOn, cell::date);
    let slots = row.optional(Column::Slots, cell::slots);
    let weekdays = row.optional(Column::Weekdays, cell::weekdays);
    let (applied_on, withdrawn_on) = (applied_on?, withdrawn_on?);
    if withdrawn_on.is_some_and(|withdrawn| withdrawn < applied_on) {
        let reason = Reason::new(ReasonCode::PeriodReversed).with("first", applied_on);
        return row.refuse(Column::WithdrawnOn, reason);
    }
    let application = Application {
        applied_on,
        withdrawn_on,
        slots: slots?.unwrap_or(SlotSet::ALL),
        weekdays: weekdays?.unwrap_or(WeekdaySet::ALL),
    };
    Some(ApplicationRow { school: school?, pupil: pupil?, application })
}
