//! Writes on PostgreSQL: a transaction of its own for each, the head row locked first.

use std::sync::atomic::AtomicBool;

use sea_orm::TransactionTrait;

use super::{Entry, Work, Written, perform::perform};
use crate::{
    StoreError,
    conn::{Conn, Trouble},
    connect::Inner,
};

/// Waits for the writers before; what is read after it sees what they committed, which a join of
/// the same statement would not.
const LOCK: &str = "SELECT change_no FROM school_head WHERE school_id = $1 FOR UPDATE";
/// How often a write is tried when others get in its way.
const TRIES: usize = 5;

pub(super) async fn write<W: Work>(
    inner: &Inner,
    entry: &Entry,
    work: &W,
) -> Result<Written, W::Refusal> {
    let mut tries = 1;
    loop {
        let trouble = Trouble::default();
        let result = attempt(inner, (entry, work), &trouble).await;
        if result.is_ok() || !trouble.has_conflict() || tries == TRIES {
            return result;
        }
        tries += 1;
    }
}

async fn attempt<W: Work>(
    inner: &Inner,
    work: (&Entry, &W),
    trouble: &Trouble,
) -> Result<Written, W::Refusal> {
    let tx = inner.pool.begin().await.map_err(StoreError::from)?;
    let conn = Conn::Transaction(&tx, trouble);
    let wrote = AtomicBool::new(false);
    let result = perform((conn, &inner.seal), Some(LOCK), work, &wrote).await;
    match result {
        Ok(written) => {
            let committed = tx.commit().await.map_err(StoreError::from);
            // A commit whose answer was lost is found by its request id when it is tried again.
            Ok(committed.map(|()| written).inspect_err(|error| trouble.note(error))?)
        }
        Err(refusal) => {
            // A rollback that fails closes the connection, which rolls back too.
            tx.rollback().await.ok();
            Err(refusal)
        }
    }
}
