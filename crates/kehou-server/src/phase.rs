//! The life of the service, as everything that outlives a call must know it.

use std::{future::Future, pin::Pin};

use tokio::sync::watch;

/// Where in its life the service is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Phase {
    /// Calls are answered.
    Serving,
    /// Calls in work are finished; streams that would never end are ended.
    Stopping,
    /// Connections are cut.
    Over,
}

/// Tells the phase.
pub(crate) type Phases = watch::Receiver<Phase>;

/// A future that is ready once `phase` is reached, or once nobody can announce it any more.
pub(crate) fn reached(
    mut phases: Phases,
    phase: Phase,
) -> Pin<Box<dyn Future<Output = ()> + Send>> {
    Box::pin(async move {
        // An error means that the sender is gone, and with it the service.
        drop(phases.wait_for(|now| *now >= phase).await);
    })
}
