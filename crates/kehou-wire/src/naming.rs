//! Reading what names things: schools, towns, pupils, instants.

use kehou_registry::{DivisionCode, PupilNo, SchoolCode};
use kehou_units::{Instant, Month};

use crate::{Flaw, Form, place::Place, scalar};

/// How many digits the code of a town has.
const TOWN_DIGITS: usize = 9;

/// A school that must be named.
pub(crate) fn school_code(at: Place<'_>, given: &str) -> Option<SchoolCode> {
    scalar::code(at, given, Form::SchoolCode)
}

/// A school that may be named: `Some(None)` when it is not.
pub(crate) fn school_code_if_any(at: Place<'_>, given: &str) -> Option<Option<SchoolCode>> {
    if given.is_empty() { Some(None) } else { school_code(at, given).map(Some) }
}

/// A town that may be named: `Some(None)` when it is not.
pub(crate) fn town_if_any(mut at: Place<'_>, given: &str) -> Option<Option<DivisionCode>> {
    if given.is_empty() {
        return Some(None);
    }
    let division: DivisionCode = scalar::code(at.here(), given, Form::Division)?;
    if division.as_str().len() == TOWN_DIGITS {
        return Some(Some(division));
    }
    let given = scalar::named_back(given);
    at.refuse(Flaw::Malformed { given, form: Form::Division })
}

/// A pupil that must be named.
pub(crate) fn pupil_no(mut at: Place<'_>, given: u32) -> Option<PupilNo> {
    match given {
        0 => at.refuse(Flaw::Required),
        number => Some(PupilNo::new(number)),
    }
}

/// A pupil that may be named.
pub(crate) const fn pupil_no_if_any(given: u32) -> Option<PupilNo> {
    match given {
        0 => None,
        number => Some(PupilNo::new(number)),
    }
}

/// A month that may be named: `Some(None)` when it is not.
pub(crate) fn month_if_any(at: Place<'_>, given: &str) -> Option<Option<Month>> {
    if given.is_empty() { Some(None) } else { scalar::month(at, given).map(Some) }
}

/// The instant as known at which something is asked; `Some(None)` for now.
pub(crate) fn known_at(
    at: Place<'_>,
    given: Option<&prost_types::Timestamp>,
) -> Option<Option<Instant>> {
    scalar::instant(at, given).map(|local| local.map(Instant::of_county))
}

/// An instant as messages carry it.
#[must_use]
pub fn timestamp_out(instant: Instant) -> prost_types::Timestamp {
    let micros = instant.as_micros();
    prost_types::Timestamp {
        seconds: micros.div_euclid(1_000_000),
        nanos: i32::try_from(micros.rem_euclid(1_000_000) * 1_000).unwrap_or_default(),
    }
}

/// A count as messages carry it.
pub(crate) fn count_out(count: u32) -> i32 {
    i32::try_from(count).unwrap_or(i32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Violations;

    fn told<T>(read: impl FnOnce(Place<'_>) -> Option<T>) -> (Option<T>, Vec<&'static str>) {
        let mut found = Violations::default();
        let value = read(Place::request(&mut found).field("x"));
        (value, found.listed().iter().map(|it| it.flaw.code()).collect())
    }

    #[test]
    fn what_may_be_left_out_is_told_from_what_is_wrong() {
        assert_eq!(told(|at| school_code_if_any(at, "")), (Some(None), vec![]));
        assert_eq!(told(|at| school_code_if_any(at, "37")).1, ["FIELD_NOT_A_SCHOOL_CODE"]);
        assert_eq!(told(|at| school_code(at, "")).1, ["FIELD_REQUIRED"]);
        assert_eq!(told(|at| month_if_any(at, "")), (Some(None), vec![]));
        assert_eq!(told(|at| month_if_any(at, "2023-3")).1, ["FIELD_NOT_A_MONTH"]);
        assert_eq!(told(|at| pupil_no(at, 0)).1, ["FIELD_REQUIRED"]);
        assert_eq!(pupil_no_if_any(0), None);
    }

    #[test]
    fn a_town_has_nine_digits() {
        assert_eq!(told(|at| town_if_any(at, "370829")).1, ["FIELD_NOT_A_DIVISION"]);
        assert_eq!(told(|at| town_if_any(at, "37082910x")).1, ["FIELD_NOT_A_DIVISION"]);
        let town = told(|at| town_if_any(at, "370829102")).0.unwrap().unwrap();
        assert_eq!(town.as_str(), "370829102");
    }

    #[test]
    fn instants_come_back_to_the_microsecond() {
        for micros in [1_678_896_000_000_001, 946_684_800_000_000, 1_700_000_000_999_999] {
            let instant = Instant::from_micros(micros);
            let read = told(|at| known_at(at, Some(&timestamp_out(instant))));
            assert_eq!(read, (Some(Some(instant)), vec![]));
        }
        assert_eq!(timestamp_out(Instant::from_micros(-1)).nanos, 999_999_000);
        assert_eq!(told(|at| known_at(at, None)), (Some(None), vec![]));
    }
}
