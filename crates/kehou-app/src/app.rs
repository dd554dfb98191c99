//! The county's books in work.

use std::{
    collections::HashMap,
    path::PathBuf,
    sync::{Arc, PoisonError, RwLock},
};

use kehou_registry::SchoolCode;
use kehou_store::{Book, Bound, SchoolId, Store};
use kehou_units::{Instant, Ratio};
use tokio::sync::Semaphore;

use crate::{AppError, Clock, Refusal, RefusalCode, import::KeptPlan, policy::Policies};

/// The largest share of a school's pupils that an import may take off its roll unasked, unless it is set
/// otherwise: 5 %. A caution of the service, not a rule of the notice.
pub const DEFAULT_REMOVAL_LIMIT: Ratio = match Ratio::new(5, 100) {
    Some(limit) => limit,
    None => unreachable!(),
};

/// How many files of evidence are on their way in at a time: each is held in memory until it is whole.
pub(crate) const UPLOADS: usize = 8;

/// What use cases work with: the store, the clock, and where uploads are kept.
pub struct App {
    pub(crate) store: Store,
    pub(crate) clock: Clock,
    pub(crate) spool: PathBuf,
    pub(crate) policies: Policies,
    pub(crate) kept_plan: KeptPlan,
    pub(crate) removal_limit: Ratio,
    /// A place for each file of evidence on its way in.
    pub(crate) uploads: Arc<Semaphore>,
    /// Numbers of schools; a number is given once, so what stands here stays true.
    numbers: RwLock<HashMap<SchoolCode, SchoolId>>,
}

impl App {
    /// Use cases on some books; `spool` is the folder where uploads are kept until they are stored.
    #[must_use]
    pub fn new(store: Store, clock: Clock, spool: PathBuf) -> Self {
        let (policies, numbers) = (Policies::default(), RwLock::default());
        let kept_plan = KeptPlan::default();
        let removal_limit = DEFAULT_REMOVAL_LIMIT;
        let uploads = Arc::new(Semaphore::new(UPLOADS));
        Self { store, clock, spool, policies, kept_plan, removal_limit, uploads, numbers }
    }

    /// The same with another limit than [`DEFAULT_REMOVAL_LIMIT`] for what an import may remove unasked.
    #[must_use]
    pub fn with_removal_limit(self, limit: Ratio) -> Self {
        Self { removal_limit: limit, ..self }
    }

    /// The books.
    #[must_use]
    pub const fn store(&self) -> &Store {
        &self.store
    }

    /// The clock.
    #[must_use]
    pub const fn clock(&self) -> &Clock {
        &self.clock
    }

    /// The number of a school.
    ///
    /// # Errors
    ///
    /// [`RefusalCode::SchoolUnknown`] when it has none.
    pub(crate) async fn school_id(&self, code: &SchoolCode) -> Result<SchoolId, AppError> {
        let known = self.numbers.read().unwrap_or_else(PoisonError::into_inner).get(code).copied();
        if let Some(id) = known {
            return Ok(id);
        }
        let unknown = || Refusal::new(RefusalCode::SchoolUnknown).with("school", code);
        let id = self.store.school_id(code).await?.ok_or_else(unknown)?;
        let mut numbers = self.numbers.write().unwrap_or_else(PoisonError::into_inner);
        numbers.insert(code.clone(), id);
        Ok(id)
    }

    /// The books of a school as they stand, or stood.
    pub(crate) async fn book(
        &self,
        school: SchoolId,
        known_at: Option<Instant>,
    ) -> Result<Book<'_>, AppError> {
        Ok(self.store.book(school, known_at.map_or(Bound::Now, Bound::At)).await?)
    }
}
