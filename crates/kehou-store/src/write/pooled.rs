//! Writes on PostgreSQL: a transaction of its own for each, the head row locked first.

use std::sync::atomic::{AtomicBool, Ordering};

use sea_orm::TransactionTrait;

use super::{Entry, Work, Written, perform::perform};
use crate::{StoreError, conn::Conn, connect::Inner};

/// How often a write is tried when others get in its way.
const TRIES: usize = 5;

pub(super) async fn write<W: Work>(
    inner: &Inner,
    entry: &Entry,
    work: &W,
) -> Result<Written, W::Refusal> {
    let mut tries = 1;
    loop {
        let conflict = AtomicBool::new(false);
        let result = attempt(inner, (entry, work), &conflict).await;
        if result.is_ok() || !conflict.load(Ordering::Relaxed) || tries == TRIES {
            return result;
        }
        tries += 1;
    }
}

async fn attempt<W: Work>(
    inner: &Inner,
    work: (&Entry, &W),
    conflict: &AtomicBool,
) -> Result<Written, W::Refusal> {
    let tx = inner.pool.begin().await.map_err(StoreError::from)?;
    let conn = Conn::Transaction(&tx, conflict);
    let wrote = AtomicBool::new(false);
    let result = perform((conn, &inner.seal), " FOR UPDATE OF h", work, &wrote).await;
    match result {
        Ok(written) => {
            let committed = tx.commit().await.map_err(StoreError::from);
            conflict.store(matches!(committed, Err(StoreError::Busy(_))), Ordering::Relaxed);
            committed?;
            Ok(written)
        }
        Err(refusal) => {
            // A rollback that fails closes the connection, which rolls back too.
            tx.rollback().await.ok();
            Err(refusal)
        }
    }
}
