//! Terms and calendars. (C8)

use chrono::Weekday;
use kehou_registry::{CalendarEntry, CalendarScope, ClassRef, DayKind, Grade, GradeSet, Term};

use super::codes::CLOSURE_REASONS;
use crate::{
    Fact, StoreError,
    row::{Put, Take},
};

#[expect(private_interfaces, reason = "only this crate reads and writes rows")]
impl Fact for Term {
    const TABLE: &'static str = "term";
    const COLUMNS: &'static [&'static str] = &["valid_from", "valid_to", "name"];

    fn put(&self, row: &mut Put<'_>) {
        row.period(self.period);
        row.text(&self.name);
    }

    fn take(row: &mut Take<'_>) -> Result<Self, StoreError> {
        Ok(Self { period: row.period()?, name: row.text()? })
    }
}

#[expect(private_interfaces, reason = "only this crate reads and writes rows")]
impl Fact for CalendarEntry {
    const TABLE: &'static str = "calendar_entry";
    const COLUMNS: &'static [&'static str] = &[
        "valid_from",
        "valid_to",
        "scope",
        "grades",
        "grade",
        "class_no",
        "kind",
        "follows",
        "closure_reason",
    ];

    fn put(&self, row: &mut Put<'_>) {
        row.period(self.period);
        let (scope, grades, class) = match self.scope {
            CalendarScope::County => ("county", None, None),
            CalendarScope::School => ("school", None, None),
            CalendarScope::Grades(grades) => ("grades", Some(grades.bits()), None),
            CalendarScope::Class(class) => ("class", None, Some(class)),
        };
        row.text(scope);
        row.whole_or_none(grades);
        row.whole_or_none(class.map(|class| class.grade.number()));
        row.whole_or_none(class.map(|class| class.number));
        let (kind, follows, closed) = match self.kind {
            DayKind::Teaching => ("teaching", None, None),
            DayKind::MakeUp { follows } => ("make_up", Some(follows), None),
            DayKind::Holiday => ("holiday", None, None),
            DayKind::Closed(reason) => ("closed", None, Some(reason)),
        };
        row.text(kind);
        row.whole_or_none(follows.map(|day| day.number_from_monday()));
        match closed {
            Some(reason) => row.coded(&reason, CLOSURE_REASONS),
            None => row.cell(None::<String>),
        }
    }

    fn take(row: &mut Take<'_>) -> Result<Self, StoreError> {
        let period = row.period()?;
        let (scope, grades) = (row.text()?, row.whole_or_none::<u16>()?);
        let (grade, number) = (row.whole_or_none::<u8>()?, row.whole_or_none::<u16>()?);
        let class = grade.and_then(|grade| Grade::new(grade).ok()).zip(number);
        let scope = match (scope.as_str(), grades.and_then(GradeSet::from_bits), class) {
            ("county", ..) => CalendarScope::County,
            ("school", ..) => CalendarScope::School,
            ("grades", Some(grades), _) => CalendarScope::Grades(grades),
            ("class", _, Some((grade, number))) => CalendarScope::Class(ClassRef { grade, number }),
            _ => return Err(row.wrong(format_args!("scope `{scope}` lacks what it is about"))),
        };
        let (kind, follows) = (row.text()?, row.whole_or_none::<u8>()?);
        let follows = follows.and_then(|day| Weekday::try_from(day.wrapping_sub(1)).ok());
        let kind = match (kind.as_str(), follows, row.coded_or_none(CLOSURE_REASONS)?) {
            ("teaching", ..) => DayKind::Teaching,
            ("make_up", Some(follows), _) => DayKind::MakeUp { follows },
            ("holiday", ..) => DayKind::Holiday,
            ("closed", _, Some(reason)) => DayKind::Closed(reason),
            _ => return Err(row.wrong(format_args!("kind `{kind}` lacks what belongs to it"))),
        };
        Ok(Self { period, scope, kind })
    }
}
