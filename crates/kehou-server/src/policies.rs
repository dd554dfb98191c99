//! The policies that the service answers by.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, PoisonError},
};

use kehou_fee::{Tariff, TariffError};
use kehou_policy::Policy;
use kehou_units::Month;
use kehou_wire::{CitationTable, PolicyChoice};
use kehou_words::Lang;

use crate::{reason::Reason, refusal::Refusal};

/// The most months of one policy that are kept ready; beyond it they are read anew.
const MONTHS_READY: usize = 64;

/// The policies that the service holds: one that stands for all calls that name none, and any
/// number beside it.
#[derive(Clone, Debug)]
pub struct Policies {
    standing: Arc<HeldPolicy>,
    others: Vec<Arc<HeldPolicy>>,
    adopted: Vec<Arc<HeldPolicy>>,
}

impl Policies {
    /// One policy, which answers every call that names none.
    #[must_use]
    pub fn new(standing: Policy) -> Self {
        let standing = Arc::new(HeldPolicy::new(standing));
        Self { standing, others: Vec::new(), adopted: Vec::new() }
    }

    /// The same with one more policy, found by its id and its division.
    #[must_use]
    pub fn with(mut self, policy: Policy) -> Self {
        self.others.push(Arc::new(HeldPolicy::new(policy)));
        self
    }

    /// The policy that answers calls which name none.
    #[must_use]
    pub fn standing(&self) -> &Policy {
        self.standing.policy()
    }

    /// The policy that a request means.
    pub(crate) fn chosen(&self, choice: PolicyChoice) -> Result<Arc<HeldPolicy>, Refusal> {
        match choice {
            PolicyChoice::Standing => Ok(Arc::clone(&self.standing)),
            PolicyChoice::Id(id) => self
                .held()
                .find(|held| held.policy.id().as_str() == id)
                .cloned()
                .ok_or_else(|| Refusal::new(Reason::PolicyUnknown).with("given", &id)),
            PolicyChoice::Division(division) => self
                .held()
                .filter(|held| division.starts_with(held.policy.division()))
                .max_by_key(|held| held.policy.division().len())
                .cloned()
                .ok_or_else(|| {
                    Refusal::new(Reason::PolicyNoneForDivision).with("given", &division)
                }),
            PolicyChoice::Texts { texts, reviewed_on } => {
                let loaded = Policy::load(&texts, reviewed_on)?;
                Ok(Arc::new(HeldPolicy::new(loaded.policy)))
            }
        }
    }

    /// The same beside policies that were adopted.
    pub(crate) fn beside(&self, adopted: Vec<Arc<HeldPolicy>>) -> Self {
        Self { adopted, ..self.clone() }
    }

    /// The standing policy after others and adopted ones last, so that of two for one division it is the
    /// later one that is found.
    fn held(&self) -> impl Iterator<Item = &Arc<HeldPolicy>> {
        self.others.iter().chain([&self.standing]).chain(&self.adopted)
    }
}

/// A policy with the months that were asked for, read once.
#[derive(Debug)]
pub(crate) struct HeldPolicy {
    policy: Policy,
    months: Mutex<HashMap<(Month, Lang), Arc<MonthTerms>>>,
}

/// What a policy says about one month.
#[derive(Debug)]
pub(crate) struct MonthTerms {
    /// The prices.
    pub(crate) tariff: Tariff,
    /// What rules rest on.
    pub(crate) citations: CitationTable,
}

impl HeldPolicy {
    pub(crate) fn new(policy: Policy) -> Self {
        Self { policy, months: Mutex::default() }
    }

    pub(crate) const fn policy(&self) -> &Policy {
        &self.policy
    }

    /// What the policy says about a month.
    pub(crate) fn month(&self, month: Month, lang: Lang) -> Result<Arc<MonthTerms>, TariffError> {
        let ready = || self.months.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(terms) = ready().get(&(month, lang)) {
            return Ok(Arc::clone(terms));
        }
        let terms = Arc::new(MonthTerms {
            tariff: Tariff::resolve(&self.policy, month)?,
            citations: CitationTable::of(&self.policy, month, lang),
        });
        let mut months = ready();
        if months.len() >= MONTHS_READY {
            months.clear();
        }
        months.insert((month, lang), Arc::clone(&terms));
        Ok(terms)
    }
}
