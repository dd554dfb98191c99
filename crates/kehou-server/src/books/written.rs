//! What every write brings, and what it is answered.

use kehou_app::{Ask, ChangeNo, Written};
use kehou_wire::{WriteHead, audit::ReceiptView};

/// What a write brings beside its facts, and the tag that its caller read.
pub(crate) fn ask(head: WriteHead) -> (Ask, Option<ChangeNo>) {
    let WriteHead { request_id, reason, etag, fingerprint } = head;
    (Ask { request_id, reason, fingerprint }, etag.map(ChangeNo::new))
}

/// The receipt of a write.
pub(crate) fn receipt(written: &Written) -> ReceiptView {
    ReceiptView {
        etag: written.change_no.number(),
        recorded_at: written.recorded_at,
        replayed: written.outcome.is_replayed(),
        unchanged: written.outcome.is_unchanged(),
    }
}
