//! Waiting for the books, and closing them.

use std::cell::RefCell;

use kehou_store::Store;

tokio::task_local! {
    /// The books that the work in hand opened.
    static OPENED: RefCell<Vec<Store>>;
}

/// Does what is asked of the books, to its end, and closes the books that it opened, so that nothing
/// stays beside an embedded database.
pub(crate) fn wait<T>(work: impl Future<Output = anyhow::Result<T>>) -> anyhow::Result<T> {
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    runtime.block_on(OPENED.scope(RefCell::default(), async {
        let done = work.await;
        for store in OPENED.with(RefCell::take) {
            // What was asked for is done and kept; a log that stays behind is read by the next.
            if let Err(error) = store.close().await {
                tracing::warn!(%error, "the books were not closed");
            }
        }
        done
    }))
}

/// Holds books to be closed when the work that opened them ends.
pub(crate) fn opened(store: &Store) {
    OPENED.try_with(|stores| stores.borrow_mut().push(store.clone())).ok();
}
