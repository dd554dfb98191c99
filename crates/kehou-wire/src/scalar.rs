//! Reading single fields: dates, months, times, amounts, codes.

use std::ops::RangeInclusive;

use chrono::{DateTime, Datelike, FixedOffset, NaiveDate, NaiveDateTime, NaiveTime};
use kehou_registry::{Grade, GradeSet, SlotNo, SlotSet};
use kehou_units::{Fen, Month, Period};

use crate::{Flaw, Form, pb, place::Place};

/// The years that dates may lie in.
const YEARS: RangeInclusive<i32> = 2000..=2199;
/// County time is this far ahead of UTC, all year.
const COUNTY_SECONDS_EAST: i32 = 8 * 3_600;
/// The most characters of a malformed text that are named back.
const NAMED_BACK: usize = 40;

/// A full date of the years 2000 to 2199 that must be there.
pub(crate) fn date(mut at: Place<'_>, given: Option<pb::Date>) -> Option<NaiveDate> {
    match given {
        Some(given) => some_date(&mut at, given),
        None => at.refuse(Flaw::Required),
    }
}

/// A full date that may be absent: `Some(None)` then.
pub(crate) fn date_if_any(mut at: Place<'_>, given: Option<pb::Date>) -> Option<Option<NaiveDate>> {
    match given {
        Some(given) => some_date(&mut at, given).map(Some),
        None => Some(None),
    }
}

fn some_date(at: &mut Place<'_>, given: pb::Date) -> Option<NaiveDate> {
    let pb::Date { year, month, day } = given;
    date_of(given).or_else(|| at.refuse(Flaw::NotADate { year, month, day }))
}

/// The day of three numbers, if they name one of the years 2000 to 2199.
pub(crate) fn date_of(given: pb::Date) -> Option<NaiveDate> {
    let positive = |number: i32| u32::try_from(number).ok();
    let date = NaiveDate::from_ymd_opt(given.year, positive(given.month)?, positive(given.day)?);
    date.filter(|_| YEARS.contains(&given.year))
}

/// A date as messages carry it.
pub(crate) fn date_out(date: NaiveDate) -> pb::Date {
    let small = |number: u32| i32::try_from(number).unwrap_or_default();
    pb::Date { year: date.year(), month: small(date.month()), day: small(date.day()) }
}

/// A period that must be there.
pub(crate) fn period(mut at: Place<'_>, given: Option<&pb::policy::Period>) -> Option<Period> {
    let Some(given) = given else {
        return at.refuse(Flaw::Required);
    };
    let first = date(at.field("first"), given.first);
    let last = date_if_any(at.field("last"), given.last);
    let (first, last) = (first?, last?);
    Period::new(first, last).ok().or_else(|| {
        let last = last.unwrap_or(first);
        at.refuse(Flaw::Reversed { first: first.to_string(), last: last.to_string() })
    })
}

/// A period as messages carry it.
pub(crate) fn period_out(period: Period) -> pb::policy::Period {
    pb::policy::Period { first: Some(date_out(period.first())), last: period.last().map(date_out) }
}

/// A month, written `2023-03`.
pub(crate) fn month(mut at: Place<'_>, given: &str) -> Option<Month> {
    if given.is_empty() {
        return at.refuse(Flaw::Required);
    }
    given.parse().ok().or_else(|| malformed(&mut at, given, Form::Month))
}

/// A time of day, written `16:40`.
pub(crate) fn time(mut at: Place<'_>, given: &str) -> Option<NaiveTime> {
    if given.is_empty() {
        return at.refuse(Flaw::Required);
    }
    let read = || {
        let (hour, minute) = given.split_once(':')?;
        let digits = |part: &str| part.len() == 2 && part.bytes().all(|b| b.is_ascii_digit());
        let two = digits(hour) && digits(minute);
        two.then(|| NaiveTime::from_hms_opt(hour.parse().ok()?, minute.parse().ok()?, 0))?
    };
    read().or_else(|| malformed(&mut at, given, Form::Time))
}

/// An instant, as county time; absent stays absent.
pub(crate) fn instant(
    mut at: Place<'_>,
    given: Option<&prost_types::Timestamp>,
) -> Option<Option<NaiveDateTime>> {
    let Some(given) = given else {
        return Some(None);
    };
    let read = || {
        let nanos = u32::try_from(given.nanos).ok()?;
        let utc = DateTime::from_timestamp(given.seconds, nanos)?;
        let county = utc.with_timezone(&FixedOffset::east_opt(COUNTY_SECONDS_EAST)?);
        Some(county.naive_local()).filter(|local| YEARS.contains(&local.year()))
    };
    let shown = || format!("{}s {}ns", given.seconds, given.nanos);
    read().or_else(|| malformed(&mut at, &shown(), Form::Instant)).map(Some)
}

/// A code with a form of its own, such as a school code.
pub(crate) fn code<T: std::str::FromStr>(mut at: Place<'_>, given: &str, form: Form) -> Option<T> {
    if given.is_empty() {
        return at.refuse(Flaw::Required);
    }
    given.parse().ok().or_else(|| malformed(&mut at, given, form))
}

/// A SHA-256 in hexadecimal digits.
pub(crate) fn sha256(mut at: Place<'_>, given: &str) -> Option<[u8; 32]> {
    if given.is_empty() {
        return at.refuse(Flaw::Required);
    }
    let digits: Option<Vec<u8>> = given.chars().map(nibble).collect();
    let read = || {
        let digits = digits?;
        let (pairs, []) = digits.as_chunks::<2>() else {
            return None;
        };
        let bytes: Vec<u8> = pairs.iter().map(|[high, low]| high << 4 | low).collect();
        bytes.try_into().ok()
    };
    read().or_else(|| {
        let given = named_back(given);
        at.refuse(Flaw::Malformed { given, form: Form::Sha256 })
    })
}

fn nibble(digit: char) -> Option<u8> {
    u8::try_from(digit.to_digit(16)?).ok()
}

/// Reports a text that has not the form it needs.
fn malformed<T>(at: &mut Place<'_>, given: &str, form: Form) -> Option<T> {
    let given = named_back(given);
    at.refuse(Flaw::Malformed { given, form })
}

/// A text short enough and clean enough to be named back to its sender.
pub(crate) fn named_back(given: &str) -> String {
    let clean = given.chars().filter(|c| !c.is_control());
    let short: String = clean.clone().take(NAMED_BACK).collect();
    if clean.count() > NAMED_BACK { short + "…" } else { short }
}

/// A text of at most `limit` bytes without control characters; it may be empty.
pub(crate) fn text(mut at: Place<'_>, given: String, limit: usize) -> Option<String> {
    if given.len() > limit {
        let given = given.len();
        return at.refuse(Flaw::TooLong { given, limit });
    }
    if given.chars().any(char::is_control) {
        return at.refuse(Flaw::Unclean);
    }
    Some(given)
}

/// A text as [`text`], which may not be blank.
pub(crate) fn name(mut at: Place<'_>, given: String, limit: usize) -> Option<String> {
    if given.trim().is_empty() {
        return at.refuse(Flaw::Required);
    }
    text(at, given, limit)
}

/// A whole number of a range.
pub(crate) fn number<T>(mut at: Place<'_>, given: i32, range: RangeInclusive<T>) -> Option<T>
where
    T: TryFrom<i32> + PartialOrd + Into<i64> + Copy,
{
    let (least, most) = ((*range.start()).into(), (*range.end()).into());
    let read = T::try_from(given).ok().filter(|number| range.contains(number));
    let given = i64::from(given);
    read.or_else(|| at.refuse(Flaw::OutOfRange { given, least, most }))
}

/// An amount of fen, never negative.
pub(crate) fn fen(mut at: Place<'_>, given: i64) -> Option<Fen> {
    Fen::new(given).or_else(|| {
        let (least, most) = (0, i64::MAX);
        at.refuse(Flaw::OutOfRange { given, least, most })
    })
}

/// A chosen value of an enum; zero is none.
pub(crate) fn choice<E: TryFrom<i32>>(mut at: Place<'_>, given: i32) -> Option<E> {
    if given == 0 {
        return at.refuse(Flaw::Unspecified);
    }
    E::try_from(given).ok().or_else(|| at.refuse(Flaw::UnknownValue { given }))
}

/// A grade, 1 to 9.
pub(crate) fn grade(at: Place<'_>, given: i32) -> Option<Grade> {
    number(at, given, 1..=9u8).and_then(|number| Grade::new(number).ok())
}

/// A set of grades that is not empty.
pub(crate) fn grades(mut at: Place<'_>, given: &[i32]) -> Option<GradeSet> {
    list(&mut at, given, 1..=9, |at, given| grade(at, *given)).map(GradeSet::of)
}

/// A set of grades as messages carry it, in order.
pub(crate) fn grades_out(grades: GradeSet) -> Vec<i32> {
    grades.iter().map(|grade| i32::from(grade.number())).collect()
}

/// A slot, 1 to 8.
pub(crate) fn slot(at: Place<'_>, given: i32) -> Option<SlotNo> {
    number(at, given, 1..=8u8).and_then(|number| SlotNo::new(number).ok())
}

/// A set of slots that is not empty.
pub(crate) fn slots(mut at: Place<'_>, given: &[i32]) -> Option<SlotSet> {
    list(&mut at, given, 1..=8, |at, given| slot(at, *given)).map(SlotSet::of)
}

/// A set of slots as messages carry it, in order.
pub(crate) fn slots_out(slots: SlotSet) -> Vec<i32> {
    slots.iter().map(|slot| i32::from(slot.number())).collect()
}

/// A list whose length lies in `lengths`, each item read on its own; what is wrong with any item
/// is reported for all of them.
pub(crate) fn list<T, U>(
    at: &mut Place<'_>,
    given: &[T],
    lengths: RangeInclusive<usize>,
    mut read: impl FnMut(Place<'_>, &T) -> Option<U>,
) -> Option<Vec<U>> {
    let limit = *lengths.end();
    if given.len() > limit {
        let given = given.len();
        return at.refuse(Flaw::TooMany { given, limit });
    }
    if given.len() < *lengths.start() {
        return at.refuse(Flaw::Required);
    }
    let mut items = Vec::with_capacity(given.len());
    for (index, given) in given.iter().enumerate() {
        items.extend(read(at.item(index), given));
    }
    (items.len() == given.len()).then_some(items)
}

#[cfg(test)]
mod tests;
