//! The one place that reads the clock.

use chrono::{DateTime, FixedOffset, NaiveDate};

/// The county's time zone, in seconds east of UTC.
const COUNTY_OFFSET: i32 = 8 * 3_600;

/// Today's date in the county.
pub(crate) fn today() -> NaiveDate {
    #[expect(clippy::disallowed_methods, reason = "the binary is where the clock is read")]
    let now: std::time::SystemTime = std::time::SystemTime::now();
    let seconds = now.duration_since(std::time::UNIX_EPOCH).map_or(0, |since| since.as_secs());
    let utc = DateTime::from_timestamp(i64::try_from(seconds).unwrap_or(0), 0).unwrap_or_default();
    let zone = FixedOffset::east_opt(COUNTY_OFFSET);
    zone.map_or_else(|| utc.date_naive(), |zone| utc.with_timezone(&zone).date_naive())
}
