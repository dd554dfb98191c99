//! The roster of pupils (学生名册). [C5]

use kehou_registry::{Boarding, Guardian};
use kehou_units::Period;

use super::{
    schools::period,
    shared_columns::{CLASS, GRADE, LOCAL_ID, NAME, SCHOOL_CODE, SCHOOL_NAME, STUDENT_NUMBER},
};
use crate::{
    Kind, ReasonCode, cell,
    fields::{Fields, PupilColumns, PupilKey, SchoolKey},
    heading::{Form, Layout, columns, named},
};

columns! {
    SchoolCode one_of_a SCHOOL_CODE;
    SchoolName one_of_a SCHOOL_NAME;
    Grade optional GRADE;
    Class required CLASS;
    Name required NAME;
    Number optional STUDENT_NUMBER;
    LocalId optional LOCAL_ID;
    Guardian one_of_b named("监护人", &["监护人姓名", "家长", "家长姓名", "guardian"]);
    Phone one_of_b named("联系电话", &["电话", "手机", "手机号", "监护人电话", "家长电话", "phone"]);
    Boarding one_of_b named("寄宿", &["是否寄宿", "住宿", "是否住宿", "住校", "是否住校", "boarding"]);
    From one_of_b named("入班日期", &["入学日期", "转入日期", "进班日期", "起始日期", "from"]);
    Until one_of_b named("离班日期", &["离校日期", "转出日期", "截止日期", "until"]);
}

pub(crate) const LAYOUT: Layout =
    Layout { kind: Kind::Pupils, form: Form::Plain, columns: COLUMNS };

const PUPIL: PupilColumns = PupilColumns {
    grade: Column::Grade as usize,
    class: Column::Class as usize,
    name: Column::Name as usize,
    number: Column::Number as usize,
    local_id: Column::LocalId as usize,
};

/// Where a pupil is during a period.
#[derive(Clone, PartialEq, Eq)]
pub(crate) struct PupilRow {
    pub(crate) school: SchoolKey,
    pub(crate) pupil: PupilKey,
    pub(crate) boarding: Boarding,
    pub(crate) period: Period,
    pub(crate) guardian: Option<Guardian>,
}

pub(crate) fn read(row: &mut Fields<'_>) -> Option<PupilRow> {
    let school = row.school(Column::SchoolCode, Column::SchoolName);
    let pupil = row.pupil(PUPIL);
    let boards = row.optional(Column::Boarding, cell::yes);
    let period = period(row, Column::From.into(), Column::Until.into());
    let name = row.optional(Column::Guardian, cell::person);
    let phone = row.optional(Column::Phone, cell::account);
    let pupil = pupil?;
    if pupil.class.is_none() {
        return row.refuse(Column::Class, ReasonCode::CellRequired);
    }
    let guardian = match (name?, phone?) {
        (None, None) => None,
        (name, phone) => Some(Guardian { name: name.unwrap_or_default(), phone }),
    };
    let boarding = if boards?.unwrap_or(false) { Boarding::Boarder } else { Boarding::Day };
    Some(PupilRow { school: school?, pupil, boarding, period: period?, guardian })
}
