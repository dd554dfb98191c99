//! What tests of readers share: what was told about a request, and values that are right.

use std::fmt::Debug;

use crate::{Violations, pb};

/// Every path and code that was told about a request that is wrong.
pub(crate) fn told<T: Debug>(read: Result<T, Violations>) -> Vec<(String, &'static str)> {
    let wrong = read.expect_err("the request is wrong");
    assert_eq!(wrong.count(), wrong.listed().len(), "more is wrong than is listed");
    wrong.listed().iter().map(|it| (it.field.clone(), it.flaw.code())).collect()
}

/// The same as [`told`], to be compared with what is expected.
pub(crate) fn assert_told<T: Debug>(read: Result<T, Violations>, expected: &[(&str, &str)]) {
    let told = told(read);
    let told: Vec<(&str, &str)> = told
        .iter()
        .map(|(field, code)| (field.as_str(), code.trim_start_matches("FIELD_")))
        .collect();
    assert_eq!(told, expected);
}

/// An id that is right.
pub(crate) fn id() -> String {
    "request-0001".to_owned()
}

/// The code of a school.
pub(crate) fn school() -> String {
    "3708290001".to_owned()
}

/// A day of 2023 as messages carry it.
pub(crate) const fn day(month: i32, day: i32) -> Option<pb::Date> {
    Some(pb::Date { year: 2023, month, day })
}

/// A day that is none.
pub(crate) const NO_DAY: Option<pb::Date> = day(2, 30);

/// An instant that is none: before the year 2000.
pub(crate) const NO_INSTANT: Option<prost_types::Timestamp> =
    Some(prost_types::Timestamp { seconds: 0, nanos: 0 });

/// Days of 2023 as messages carry them.
pub(crate) fn days(first: Option<pb::Date>, last: Option<pb::Date>) -> Option<pb::policy::Period> {
    Some(pb::policy::Period { first, last })
}

/// A class as messages carry it.
pub(crate) const fn class(grade: i32, number: i32) -> Option<pb::fee::ClassRef> {
    Some(pb::fee::ClassRef { grade, number })
}
