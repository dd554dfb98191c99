//! Receipts of writes.

use kehou_units::Instant;

use crate::{naming::timestamp_out, pb};

/// A receipt to be answered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ReceiptView {
    /// The number of the change.
    pub etag: i64,
    /// When it was recorded.
    pub recorded_at: Instant,
    /// Whether it answers a repetition.
    pub replayed: bool,
    /// Whether the books said the same already.
    pub unchanged: bool,
}

impl ReceiptView {
    /// The receipt as messages carry it.
    #[must_use]
    pub fn message(&self) -> pb::audit::WriteReceipt {
        pb::audit::WriteReceipt {
            etag: self.etag,
            recorded_at: Some(timestamp_out(self.recorded_at)),
            replayed: self.replayed,
            unchanged: self.unchanged,
        }
    }
}
