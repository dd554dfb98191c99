//! Policies that were adopted, read once.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, PoisonError},
};

use kehou_app::{
    App,
    policy::{Asked, adopted},
};

use crate::{policies::HeldPolicy, refusal::Refusal};

/// Policies that were adopted, by id; a policy of an id never changes.
#[derive(Clone, Default)]
pub(super) struct AdoptedPolicies(Arc<Mutex<HashMap<String, Arc<HeldPolicy>>>>);

impl AdoptedPolicies {
    pub(super) async fn of(
        &self,
        app: &App,
        asked: Asked<'_>,
    ) -> Result<Option<Arc<HeldPolicy>>, Refusal> {
        let held = || self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Asked::Id(id) = asked
            && let Some(policy) = held().get(id)
        {
            return Ok(Some(Arc::clone(policy)));
        }
        let Some(policy) = adopted(app, asked).await? else { return Ok(None) };
        let id = policy.id().to_string();
        let policy = Arc::new(HeldPolicy::new(policy));
        Ok(Some(Arc::clone(held().entry(id).or_insert(policy))))
    }
}
