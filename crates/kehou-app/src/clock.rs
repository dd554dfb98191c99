//! The one clock of the house.

use std::{
    sync::{
        Arc,
        atomic::{AtomicI64, Ordering},
    },
    time::{SystemTime, UNIX_EPOCH},
};

use kehou_units::Instant;

/// Where use cases read the time.
#[derive(Clone, Debug)]
pub enum Clock {
    /// The clock of the machine.
    System,
    /// A time that somebody sets.
    Set(Arc<AtomicI64>),
}

impl Clock {
    /// A clock that stands still until it is set.
    #[must_use]
    pub fn standing_at(at: Instant) -> Self {
        Self::Set(Arc::new(AtomicI64::new(at.as_micros())))
    }

    /// Sets a clock that is not the machine's; that one stays as it is.
    pub fn set(&self, at: Instant) {
        if let Self::Set(micros) = self {
            micros.store(at.as_micros(), Ordering::Relaxed);
        }
    }

    /// The instant it shows.
    #[must_use]
    #[expect(clippy::disallowed_methods, reason = "the one place where the time is read")]
    pub fn now(&self) -> Instant {
        match self {
            Self::System => {
                let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
                Instant::from_micros(i64::try_from(since.as_micros()).unwrap_or(i64::MAX))
            }
            Self::Set(micros) => Instant::from_micros(micros.load(Ordering::Relaxed)),
        }
    }
}
