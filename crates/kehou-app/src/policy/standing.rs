//! The policy that stands for a school.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, PoisonError},
};

use kehou_fee::{Tariff, TariffError};
use kehou_policy::Policy;
use kehou_registry::SchoolCode;
use kehou_store::{Book, ChangeNo, PolicyVersion, SchoolId, Stored};
use kehou_units::Month;

use crate::{App, AppError, Refusal, RefusalCode, policy::adopt};

/// Policies that were read.
#[derive(Default)]
pub(crate) struct Policies {
    /// Which were adopted for which divisions, as of a change of the county.
    adopted: Mutex<Option<(ChangeNo, Adoptions)>>,
    /// By the change of the county that adopted them.
    read: Mutex<HashMap<ChangeNo, Arc<Standing>>>,
}

/// Divisions with the change that adopted a policy for them, in the order of adoption.
type Adoptions = Arc<[(String, ChangeNo)]>;

/// A policy with the months that were asked for.
pub(crate) struct Standing {
    pub(crate) policy: Policy,
    months: Mutex<HashMap<Month, Arc<Tariff>>>,
}

impl Standing {
    /// What it says about a month.
    pub(crate) fn tariff(&self, month: Month) -> Result<Arc<Tariff>, TariffError> {
        let ready = || self.months.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(tariff) = ready().get(&month) {
            return Ok(Arc::clone(tariff));
        }
        let tariff = Arc::new(Tariff::resolve(&self.policy, month)?);
        ready().insert(month, Arc::clone(&tariff));
        Ok(tariff)
    }
}

/// The division of a school: the county in its code.
pub(crate) fn division_of(school: &SchoolCode) -> &str {
    school.as_str().get(..6).unwrap_or_default()
}

impl App {
    /// The policy adopted last for the longest prefix of a division.
    ///
    /// # Errors
    ///
    /// [`RefusalCode::PolicyNotAdopted`] when there is none.
    pub(crate) async fn standing(&self, division: &str) -> Result<Arc<Standing>, AppError> {
        let county = self.book(SchoolId::COUNTY, None).await?;
        let none = || Refusal::new(RefusalCode::PolicyNotAdopted).with("division", division);
        let adoptions = self.adoptions(&county).await?;
        let fitting = adoptions.iter().filter(|(of, _)| division.starts_with(of));
        let (_, change) = fitting.max_by_key(|(of, no)| (of.len(), *no)).ok_or_else(none)?;
        let held = || self.policies.read.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(standing) = held().get(change) {
            return Ok(Arc::clone(standing));
        }
        let adopted = adopted(&county, division).await?.ok_or_else(none)?;
        let policy = adopt::load(&adopted.value.texts, self.clock.now().day())?;
        let standing = Arc::new(Standing { policy, months: Mutex::default() });
        held().insert(adopted.change_no, Arc::clone(&standing));
        Ok(standing)
    }

    /// The policy adopted last, whatever division it is for.
    ///
    /// # Errors
    ///
    /// [`RefusalCode::NoPolicyAdopted`] when there is none.
    pub(crate) async fn newest_policy(&self) -> Result<Policy, AppError> {
        let county = self.book(SchoolId::COUNTY, None).await?;
        let adoptions = self.adoptions(&county).await?;
        let newest = adoptions.iter().max_by_key(|(_, change)| *change);
        let none = || Refusal::new(RefusalCode::NoPolicyAdopted);
        let (division, _) = newest.ok_or_else(none)?;
        Ok(self.standing(division).await?.policy.clone())
    }

    /// What was adopted, read again only when the county's ledger went on.
    async fn adoptions(&self, county: &Book<'_>) -> Result<Adoptions, AppError> {
        let seen = || self.policies.adopted.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((bound, adoptions)) = &*seen()
            && *bound == county.bound()
        {
            return Ok(Arc::clone(adoptions));
        }
        let versions = county.all::<PolicyVersion>().await?;
        let adoptions: Adoptions =
            versions.into_iter().map(|stored| (stored.value.division, stored.change_no)).collect();
        *seen() = Some((county.bound(), Arc::clone(&adoptions)));
        Ok(adoptions)
    }
}

/// The policy version adopted last for the longest prefix of a division.
pub(crate) async fn adopted(
    county: &Book<'_>,
    division: &str,
) -> Result<Option<Stored<PolicyVersion>>, AppError> {
    let versions = county.all::<PolicyVersion>().await?;
    let fitting =
        versions.into_iter().filter(|stored| division.starts_with(&stored.value.division));
    Ok(fitting.max_by_key(|stored| (stored.value.division.len(), stored.change_no)))
}
