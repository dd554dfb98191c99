//! Strategies for property tests: quantities and dates of the years in which the notice binds.

use chrono::{Days, NaiveDate};
use proptest::prelude::*;

use crate::{ClassHours, Fen, Month};

/// Amounts up to ten thousand yuan.
pub fn arb_fen() -> impl Strategy<Value = Fen> {
    (0i64..1_000_000).prop_filter_map("amounts are not negative", Fen::new)
}

/// Up to a hundred class hours.
pub fn arb_class_hours() -> impl Strategy<Value = ClassHours> {
    (0u32..100).prop_map(ClassHours::new)
}

/// Days of the years 2023 to 2026.
pub fn arb_date() -> impl Strategy<Value = NaiveDate> {
    (0u64..1_400).prop_filter_map("the date exists", |offset| {
        NaiveDate::from_ymd_opt(2023, 1, 1)?.checked_add_days(Days::new(offset))
    })
}

/// Months of the years 2023 to 2026.
pub fn arb_month() -> impl Strategy<Value = Month> {
    (2023i32..2027, 1u32..13).prop_filter_map("the month exists", |(y, m)| Month::new(y, m).ok())
}
