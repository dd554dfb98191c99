//! The one place where ids are made.

use kehou_units::Instant;
use uuid::{NoContext, Timestamp, Uuid};

/// An id that was never given before.
#[expect(clippy::disallowed_methods, reason = "the one place where ids are made")]
pub(crate) fn fresh() -> Uuid {
    Uuid::now_v7()
}

/// An id that was never given before, and that tells the millisecond of an instant since 1970.
pub(crate) fn fresh_at(at: Instant) -> Uuid {
    let micros = u64::try_from(at.as_micros()).unwrap_or_default();
    let nanos = u32::try_from(micros % 1_000_000 * 1_000).unwrap_or_default();
    Uuid::new_v7(Timestamp::from_unix(NoContext, micros / 1_000_000, nanos))
}

/// When an id was made that [`fresh`] or [`fresh_at`] gave, to the millisecond; none for other texts.
pub(crate) fn made_at(text: &str) -> Option<Instant> {
    let (seconds, nanos) = Uuid::try_parse(text).ok()?.get_timestamp()?.to_unix();
    let micros = seconds.checked_mul(1_000_000)?.checked_add(u64::from(nanos / 1_000))?;
    Some(Instant::from_micros(i64::try_from(micros).ok()?))
}
