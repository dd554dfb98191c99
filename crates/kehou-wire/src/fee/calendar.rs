//! Calendars: terms, days that differ, working days.

use std::collections::BTreeSet;

use chrono::{NaiveDate, Weekday};
use kehou_registry::{
    Calendar, CalendarEntry, CalendarScope, ClassRef, ClosureReason, DayKind, Term, Terms,
    WeekdaySet, WorkingDays,
};

use crate::{
    Flaw,
    pb::{self, fee::calendar_entry::Scope},
    place::Place,
    scalar::{choice, date, grade, grades, list, name, number, period},
};

/// The most days that a list of days may have.
pub(crate) const DAY_LIST_LIMIT: usize = 400;

pub(crate) fn calendar(at: &mut Place<'_>, school: &pb::fee::SchoolFacts) -> Option<Calendar> {
    let terms = list(&mut at.field("terms"), &school.terms, 1..=40, term);
    let entries = list(&mut at.field("calendar"), &school.calendar, 0..=2_000, entry);
    match Calendar::new(Terms::new(terms?), entries?) {
        Ok(calendar) => Some(calendar),
        Err(error) => {
            let about = error.on.to_string();
            at.field("calendar").refuse(Flaw::Contradiction { about })
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
