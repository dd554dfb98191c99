//! The one place where ids are made.

use uuid::Uuid;

/// An id that was never given before.
#[expect(clippy::disallowed_methods, reason = "the one place where ids are made")]
pub(crate) fn fresh() -> Uuid {
    Uuid::now_v7()
}
