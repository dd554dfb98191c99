//! Writing: one change row a write that changes something, retries that repeat the first answer.

mod grouped;
mod perform;
mod pooled;

use kehou_units::Instant;

pub(crate) use grouped::Writer;

use crate::{ChangeNo, ImportId, SchoolId, Store, StoreError, Tx};

/// What is written down about a write besides what it changes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// The ledger that is written.
    pub ledger: SchoolId,
    /// Who asks.
    pub actor: String,
    /// When; what is recorded is never earlier than the change before.
    pub at: Instant,
    /// What is done: the code of a use case.
    pub action: &'static str,
    /// Why; empty when nothing was said.
    pub reason: String,
    /// The id of the request, unique within the ledger.
    pub request_id: String,
    /// The SHA-256 of what is asked for, without the request id.
    pub fingerprint: [u8; 32],
    /// The import that this write belongs to.
    pub import: Option<ImportId>,
}

/// What became of a write.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Written {
    /// The change that was made, or the one that stands when nothing changed.
    pub change_no: ChangeNo,
    /// When it was recorded.
    pub recorded_at: Instant,
    /// How it came about.
    pub outcome: Outcome,
    /// The numbers that the work answered; those of the first answer when it is repeated.
    pub numbers: Vec<i64>,
}

/// How an answer came about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// A change was made.
    Recorded,
    /// The same request was answered before; this is that answer.
    Replayed,
    /// Everything was so already: there is no change, and the request is remembered.
    Unchanged,
    /// The same request was answered before, that everything was so already; this is that answer.
    ReplayedUnchanged,
}

impl Outcome {
    /// Whether this is the answer that the same request was given before.
    #[must_use]
    pub const fn is_replayed(self) -> bool {
        matches!(self, Self::Replayed | Self::ReplayedUnchanged)
    }

    /// Whether everything was so already when the request was first asked.
    #[must_use]
    pub const fn is_unchanged(self) -> bool {
        matches!(self, Self::Unchanged | Self::ReplayedUnchanged)
    }
}

/// A piece of work that loads, decides and saves within one transaction.
///
/// It may run again, so it has no effects but those on its transaction. It loads and decides before
/// it saves: what refuses before the first save costs nobody else anything.
pub trait Work: Send + Sync + 'static {
    /// Why it refuses.
    type Refusal: From<StoreError> + Send + 'static;

    /// Does the work, and answers numbers that are kept with the change.
    fn run(&self, tx: &Tx<'_>) -> impl Future<Output = Result<Vec<i64>, Self::Refusal>> + Send;
}

impl Store {
    /// Writes to one ledger in one transaction.
    ///
    /// A write that saves nothing makes no change, and its request is remembered all the same: asked
    /// again it gets that answer, whatever others wrote since.
    ///
    /// On SQLite, writes that wait at the same time share one commit.
    ///
    /// # Errors
    ///
    /// What the work refuses, and [`StoreError`]: [`StoreError::RequestIdUsed`] when the request id
    /// stands for another request, [`StoreError::ImportUnfinished`] while an import is being stored,
    /// [`StoreError::Busy`] when conflicts outlast five tries.
    pub async fn write<W: Work>(&self, entry: Entry, work: W) -> Result<Written, W::Refusal> {
        match &self.inner.writer {
            Some(writer) => writer.write(entry, work).await,
            None => pooled::write(&self.inner, &entry, &work).await,
        }
    }
}
