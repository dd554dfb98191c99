//! School calendars (校历). [C8]

use kehou_registry::{
    CalendarEntry, CalendarScope, ClassRef, ClosureReason, DayKind, Grade, GradeSet, Term,
};
use kehou_units::Period;

use super::{
    schools::period,
    shared_columns::{CLASS, FROM, SCHOOL_CODE, SCHOOL_NAME, UNTIL},
};
use crate::{
    Kind, ReasonCode,
    cell::{self, Words},
    fields::{Fields, SchoolKey},
    heading::{Form, Layout, columns, named},
};

columns! {
    SchoolCode optional SCHOOL_CODE;
    SchoolName optional SCHOOL_NAME;
    Grades optional named("年级", &["适用年级", "grade", "grades"]);
    Class optional CLASS;
    Kind required named("类型", &["日历类型", "kind", "type"]);
    Title optional named("名称", &["事项", "学期", "说明", "name", "title"]);
    From required FROM;
    Until required UNTIL;
    Follows optional named("按星期", &["补星期", "按周几上课", "补课星期", "follows"]);
    Cause optional named("原因", &["停课原因", "reason"]);
}

pub(crate) const LAYOUT: Layout =
    Layout { kind: Kind::Calendar, form: Form::Plain, columns: COLUMNS };

#[derive(Clone, Copy, PartialEq, Eq)]
enum Word {
    Term,
    Holiday,
    MakeUp,
    Closed,
    Teaching,
}

const WORDS: Words<Word> = Words(&[
    ("学期", Word::Term),
    ("放假", Word::Holiday),
    ("补课", Word::MakeUp),
    ("停课", Word::Closed),
    ("上课", Word::Teaching),
    ("假期", Word::Holiday),
    ("节假日", Word::Holiday),
    ("调休上课", Word::MakeUp),
    ("调休", Word::MakeUp),
    ("term", Word::Term),
    ("holiday", Word::Holiday),
    ("make_up", Word::MakeUp),
    ("closed", Word::Closed),
    ("teaching", Word::Teaching),
]);

const CAUSES: Words<ClosureReason> = Words(&[
    ("天气", ClosureReason::Weather),
    ("传染病", ClosureReason::Illness),
    ("考点", ClosureReason::ExamSite),
    ("中考离校", ClosureReason::AfterEntranceExam),
    ("寄宿生离校", ClosureReason::BoardersDeparture),
    ("其他", ClosureReason::Other),
    ("恶劣天气", ClosureReason::Weather),
    ("疫情", ClosureReason::Illness),
    ("weather", ClosureReason::Weather),
    ("illness", ClosureReason::Illness),
    ("exam_site", ClosureReason::ExamSite),
    ("after_entrance_exam", ClosureReason::AfterEntranceExam),
    ("boarders_departure", ClosureReason::BoardersDeparture),
    ("other", ClosureReason::Other),
]);

/// A term or an entry, of one school or of all.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct CalendarRow {
    /// None for the whole county.
    pub(crate) school: Option<SchoolKey>,
    pub(crate) fact: CalendarFact,
}

/// What a row of a calendar says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum CalendarFact {
    Term(Term),
    Entry(CalendarEntry),
}

pub(crate) fn read(row: &mut Fields<'_>) -> Option<CalendarRow> {
    let is_county =
        row.text(Column::SchoolCode).is_empty() && row.text(Column::SchoolName).is_empty();
    let school = match is_county {
        true => Some(None),
        false => row.school(Column::SchoolCode, Column::SchoolName).map(Some),
    };
    let word = row.required(Column::Kind, |text| WORDS.read(text));
    let begins = row.required(Column::From, |_| Ok(()));
    let ends = row.required(Column::Until, |_| Ok(()));
    let period =
        begins.and(ends).and_then(|()| period(row, Column::From.into(), Column::Until.into()));
    let scope = scope(row);
    let fact = match word? {
        Word::Term => term(row, period),
        word => entry(row, word, period).zip(scope).map(|((period, kind), scope)| {
            let scope = match scope {
                CalendarScope::School if is_county => CalendarScope::County,
                scope => scope,
            };
            CalendarFact::Entry(CalendarEntry { period, scope, kind })
        }),
    };
    scope?;
    Some(CalendarRow { school: school?, fact: fact? })
}

fn term(row: &mut Fields<'_>, period: Option<Period>) -> Option<CalendarFact> {
    let name = row.required_with(Column::Title, Column::Kind, cell::text);
    for column in [Column::Grades, Column::Class] {
        if !row.text(column).is_empty() {
            let reason = crate::Reason::new(ReasonCode::CellForbiddenWith);
            let reason = reason.with("heading", "类型").with("given", row.text(Column::Kind));
            return row.refuse(column, reason);
        }
    }
    Some(CalendarFact::Term(Term { name: name?, period: period? }))
}

fn entry(row: &mut Fields<'_>, word: Word, period: Option<Period>) -> Option<(Period, DayKind)> {
    let kind = match word {
        Word::Holiday => DayKind::Holiday,
        Word::Teaching | Word::Term => DayKind::Teaching,
        Word::MakeUp => {
            let follows = row.required_with(Column::Follows, Column::Kind, cell::weekday)?;
            DayKind::MakeUp { follows }
        }
        Word::Closed => {
            let cause = row.optional(Column::Cause, |text| CAUSES.read(text))?;
            DayKind::Closed(cause.unwrap_or(ClosureReason::Other))
        }
    };
    Some((period?, kind))
}

fn scope(row: &mut Fields<'_>) -> Option<CalendarScope> {
    let grades = row.optional(Column::Grades, cell::grades);
    let class = row.optional(Column::Class, cell::class);
    match (grades?, class?) {
        (None, None) => Some(CalendarScope::School),
        (Some(grades), None) => Some(CalendarScope::Grades(grades)),
        (None, Some((Some(grade), number))) => {
            Some(CalendarScope::Class(ClassRef { grade, number }))
        }
        (None, Some((None, _))) => row.refuse(Column::Grades, ReasonCode::CellRequired),
        (Some(grades), Some((named, number))) => class_of(row, grades, named, number),
    }
}

/// A class needs exactly one grade.
fn class_of(
    row: &mut Fields<'_>,
    grades: GradeSet,
    named: Option<Grade>,
    number: u16,
) -> Option<CalendarScope> {
    let mut all = grades.iter();
    match (all.next(), all.next()) {
        (Some(grade), None) if named.is_none_or(|named| named == grade) => {
            Some(CalendarScope::Class(ClassRef { grade, number }))
        }
        _ => row.refuse(Column::Class, ReasonCode::ClassInvalid),
    }
}
