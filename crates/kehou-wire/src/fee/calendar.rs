//! Calendars: terms, days that differ, working days.

use std::{collections::BTreeSet, ops::RangeInclusive};

use chrono::{NaiveDate, Weekday};
use kehou_registry::{
    Calendar, CalendarEntry, CalendarScope, ClassRef, ClosureReason, DayKind, Term, Terms,
    WeekdaySet, WorkingDays,
};

use crate::{
    Flaw,
    pb::{self, fee::calendar_entry::Scope},
    place::Place,
    scalar::{
        choice, date, date_out, grade, grades, grades_out, list, name, number, period, period_out,
    },
};

/// The most days that a list of days may have.
pub(crate) const DAY_LIST_LIMIT: usize = 400;

/// A list of terms.
pub(crate) fn terms(
    mut at: Place<'_>,
    given: &[pb::fee::Term],
    lengths: RangeInclusive<usize>,
) -> Option<Vec<Term>> {
    list(&mut at, given, lengths, term)
}

/// A list of days that differ.
pub(crate) fn entries(
    mut at: Place<'_>,
    given: &[pb::fee::CalendarEntry],
) -> Option<Vec<CalendarEntry>> {
    list(&mut at, given, 0..=2_000, entry)
}

/// The calendar of terms and entries that were read, where the entries stand.
pub(crate) fn calendar(
    mut at: Place<'_>,
    terms: Vec<Term>,
    entries: Vec<CalendarEntry>,
) -> Option<Calendar> {
    match Calendar::new(Terms::new(terms), entries) {
        Ok(calendar) => Some(calendar),
        Err(error) => {
            let about = error.on.to_string();
            at.refuse(Flaw::Contradiction { about })
        }
    }
}

fn term(mut at: Place<'_>, given: &pb::fee::Term) -> Option<Term> {
    let name = name(at.field("name"), given.name.clone(), 40);
    let period = period(at.field("days"), given.days.as_ref());
    let (name, period) = (name?, period?);
    if period.last().is_none() {
        return at.field("days").field("last").refuse(Flaw::Required);
    }
    Some(Term { name, period })
}

/// A term as messages carry it.
pub(crate) fn term_out(term: &Term) -> pb::fee::Term {
    pb::fee::Term { name: term.name.clone(), days: Some(period_out(term.period)) }
}

fn entry(mut at: Place<'_>, given: &pb::fee::CalendarEntry) -> Option<CalendarEntry> {
    let period = period(at.field("days"), given.days.as_ref());
    let scope = match &given.scope {
        None => Some(CalendarScope::School),
        Some(Scope::Grades(scope)) => {
            grades(at.field("grades").field("grades"), &scope.grades).map(CalendarScope::Grades)
        }
        Some(Scope::Class(class)) => {
            class_ref(at.field("class"), Some(class)).map(CalendarScope::Class)
        }
    };
    let kind = day_kind(&mut at, given);
    Some(CalendarEntry { period: period?, scope: scope?, kind: kind? })
}

/// Days that differ, as messages carry them.
pub(crate) fn entry_out(entry: &CalendarEntry) -> pb::fee::CalendarEntry {
    use pb::fee::DayKind as Sent;
    let scope = match entry.scope {
        CalendarScope::County | CalendarScope::School => None,
        CalendarScope::Grades(grades) => {
            Some(Scope::Grades(pb::fee::GradeScope { grades: grades_out(grades) }))
        }
        CalendarScope::Class(class) => Some(Scope::Class(class_out(class))),
    };
    let (kind, follows, closure_reason) = match entry.kind {
        DayKind::Teaching => (Sent::Teaching, 0, 0),
        DayKind::MakeUp { follows } => (Sent::MakeUp, weekday_out(follows).into(), 0),
        DayKind::Holiday => (Sent::Holiday, 0, 0),
        DayKind::Closed(reason) => (Sent::Closed, 0, closure_reason_out(reason).into()),
    };
    let days = Some(period_out(entry.period));
    pb::fee::CalendarEntry { days, scope, kind: kind.into(), follows, closure_reason }
}

const fn closure_reason_out(reason: ClosureReason) -> pb::fee::ClosureReason {
    use pb::fee::ClosureReason as Sent;
    match reason {
        ClosureReason::Weather => Sent::Weather,
        ClosureReason::Illness => Sent::Illness,
        ClosureReason::ExamSite => Sent::ExamSite,
        ClosureReason::AfterEntranceExam => Sent::AfterEntranceExam,
        ClosureReason::BoardersDeparture => Sent::BoardersDeparture,
        ClosureReason::Other => Sent::Other,
    }
}

fn day_kind(at: &mut Place<'_>, given: &pb::fee::CalendarEntry) -> Option<DayKind> {
    use pb::fee::DayKind as Given;
    let kind = choice(at.field("kind"), given.kind)?;
    if kind != Given::MakeUp && given.follows != 0 {
        return at.field("follows").refuse(Flaw::Unexpected);
    }
    if kind != Given::Closed && given.closure_reason != 0 {
        return at.field("closure_reason").refuse(Flaw::Unexpected);
    }
    Some(match kind {
        Given::Unspecified => return None,
        Given::Teaching => DayKind::Teaching,
        Given::MakeUp => DayKind::MakeUp { follows: weekday(at.field("follows"), given.follows)? },
        Given::Holiday => DayKind::Holiday,
        Given::Closed => {
            DayKind::Closed(closure_reason(at.field("closure_reason"), given.closure_reason)?)
        }
    })
}

fn closure_reason(at: Place<'_>, given: i32) -> Option<ClosureReason> {
    use pb::fee::ClosureReason as Given;
    Some(match choice(at, given)? {
        Given::Unspecified => return None,
        Given::Weather => ClosureReason::Weather,
        Given::Illness => ClosureReason::Illness,
        Given::ExamSite => ClosureReason::ExamSite,
        Given::AfterEntranceExam => ClosureReason::AfterEntranceExam,
        Given::BoardersDeparture => ClosureReason::BoardersDeparture,
        Given::Other => ClosureReason::Other,
    })
}

fn weekday(at: Place<'_>, given: i32) -> Option<Weekday> {
    use pb::fee::Weekday as Given;
    Some(match choice(at, given)? {
        Given::Unspecified => return None,
        Given::Monday => Weekday::Mon,
        Given::Tuesday => Weekday::Tue,
        Given::Wednesday => Weekday::Wed,
        Given::Thursday => Weekday::Thu,
        Given::Friday => Weekday::Fri,
        Given::Saturday => Weekday::Sat,
        Given::Sunday => Weekday::Sun,
    })
}

const fn weekday_out(weekday: Weekday) -> pb::fee::Weekday {
    use pb::fee::Weekday as Sent;
    match weekday {
        Weekday::Mon => Sent::Monday,
        Weekday::Tue => Sent::Tuesday,
        Weekday::Wed => Sent::Wednesday,
        Weekday::Thu => Sent::Thursday,
        Weekday::Fri => Sent::Friday,
        Weekday::Sat => Sent::Saturday,
        Weekday::Sun => Sent::Sunday,
    }
}

/// A set of weekdays as messages carry it, Monday first.
pub(crate) fn weekdays_out(weekdays: WeekdaySet) -> Vec<i32> {
    let week = std::iter::successors(Some(Weekday::Mon), |day| Some(day.succ())).take(7);
    week.filter(|day| weekdays.holds(*day)).map(|day| weekday_out(day).into()).collect()
}

/// A set of weekdays that is not empty.
pub(crate) fn weekdays(mut at: Place<'_>, given: &[i32]) -> Option<WeekdaySet> {
    list(&mut at, given, 1..=7, |at, given| weekday(at, *given)).map(WeekdaySet::of)
}

/// A class that must be there.
pub(crate) fn class_ref(mut at: Place<'_>, given: Option<&pb::fee::ClassRef>) -> Option<ClassRef> {
    let Some(given) = given else {
        return at.refuse(Flaw::Required);
    };
    let grade = grade(at.field("grade"), given.grade);
    let number = number(at.field("number"), given.number, 1..=999u16);
    Some(ClassRef { grade: grade?, number: number? })
}

/// A class that may be there: `Some(None)` when it is not.
pub(crate) fn class_ref_if_any(
    at: Place<'_>,
    given: Option<&pb::fee::ClassRef>,
) -> Option<Option<ClassRef>> {
    match given {
        None => Some(None),
        given => class_ref(at, given).map(Some),
    }
}

/// A class as messages carry it.
pub(crate) fn class_out(class: ClassRef) -> pb::fee::ClassRef {
    pb::fee::ClassRef { grade: i32::from(class.grade.number()), number: i32::from(class.number) }
}

/// A list of days, in any order.
pub(crate) fn days(mut at: Place<'_>, given: &[pb::Date]) -> Option<BTreeSet<NaiveDate>> {
    list(&mut at, given, 0..=DAY_LIST_LIMIT, |at, given| date(at, Some(*given)))
        .map(BTreeSet::from_iter)
}

pub(crate) fn working_days(
    mut at: Place<'_>,
    given: Option<&pb::fee::PublicCalendar>,
) -> Option<WorkingDays> {
    let Some(given) = given else {
        return Some(WorkingDays::default());
    };
    let holidays = days(at.field("holidays"), &given.holidays);
    let make_up = days(at.field("make_up_days"), &given.make_up_days);
    Some(WorkingDays::new(holidays?, make_up?))
}

/// The calendar of working days as messages carry it.
pub(crate) fn working_days_out(working: &WorkingDays) -> pb::fee::PublicCalendar {
    let days_out = |days: &BTreeSet<NaiveDate>| days.iter().copied().map(date_out).collect();
    pb::fee::PublicCalendar {
        holidays: days_out(working.holidays()),
        make_up_days: days_out(working.make_up()),
    }
}
