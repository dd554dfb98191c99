//! Work that would keep other calls waiting.

use std::{num::NonZero, sync::Arc, thread::available_parallelism};

use kehou_wire::pb::policy::{PolicySource, policy_source::Source};
use kehou_words::Lang;
use tokio::{
    sync::{OwnedSemaphorePermit, Semaphore},
    task::spawn_blocking,
};
use tonic::{Response, Status};

use crate::{layers::outcome::internal, refusal::Refusal};

/// How much work a call is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Weight {
    /// Done before others notice.
    Light,
    /// Done on a thread of its own.
    Heavy,
}

impl Weight {
    /// The weight of a call that goes by some policies: reading policy texts is heavy.
    pub(crate) fn of<const N: usize>(policies: [Option<&PolicySource>; N]) -> Self {
        let in_full = |policy: &PolicySource| matches!(policy.source, Some(Source::Texts(_)));
        if policies.into_iter().flatten().any(in_full) { Self::Heavy } else { Self::Light }
    }
}

/// Where calls are worked on: light ones at once, heavy ones on as many threads as the machine can
/// run, whatever their number. A heavy call keeps its thread until it is done, even when its
/// caller has gone.
#[derive(Clone, Debug)]
pub(crate) struct Workshop {
    benches: Arc<Semaphore>,
}

impl Workshop {
    pub(crate) fn new() -> Self {
        let threads = available_parallelism().map_or(1, NonZero::get);
        Self { benches: Arc::new(Semaphore::new(threads)) }
    }

    /// Does the work of a call and gives its answer, or its refusal in the caller's language.
    pub(crate) async fn answer<T: Send + 'static>(
        &self,
        weight: Weight,
        lang: Lang,
        work: impl FnOnce() -> Result<T, Refusal> + Send + 'static,
    ) -> Result<Response<T>, Status> {
        let answer = match weight {
            Weight::Light => work(),
            Weight::Heavy => self.apart(work).await,
        };
        answer.map(Response::new).map_err(|refusal| refusal.into_status(lang))
    }

    /// A place for heavy work that is done elsewhere; the work may begin when there is one, and the next
    /// may when it is dropped.
    pub(crate) async fn bench(&self) -> Option<OwnedSemaphorePermit> {
        // The benches are never closed.
        Arc::clone(&self.benches).acquire_owned().await.ok()
    }

    async fn apart<T: Send + 'static>(
        &self,
        work: impl FnOnce() -> Result<T, Refusal> + Send + 'static,
    ) -> Result<T, Refusal> {
        let bench = self.bench().await;
        let done = spawn_blocking(move || {
            let answer = work();
            drop(bench);
            answer
        });
        done.await.unwrap_or_else(|error| Err(internal(&error.to_string())))
    }
}
