//! Reading a policy that was adopted.

use kehou_policy::Policy;
use kehou_store::{PolicyVersion, SchoolId};

use super::adopt::load;
use crate::{App, AppError, boxed};

/// Which adopted policy is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Asked<'a> {
    /// The one of this id.
    Id(&'a str),
    /// The one that stands for a division: adopted last for the longest prefix of its code.
    Division(&'a str),
}

/// A policy that was adopted, if it was; policies are public.
///
/// # Errors
///
/// Failures of the books.
///
/// # Clauses
///
/// F1, F4.
#[boxed]
pub async fn adopted<'a>(app: &'a App, asked: Asked<'a>) -> Result<Option<Policy>, AppError> {
    let county = app.book(SchoolId::COUNTY, None).await?;
    let stored = match asked {
        Asked::Division(division) => super::standing::adopted(&county, division).await?,
        Asked::Id(id) => {
            let mut versions = county.all::<PolicyVersion>().await?.into_iter();
            versions.find(|stored| stored.value.policy_id == id)
        }
    };
    let loaded = |version: PolicyVersion| load(&version.texts, app.clock.now().day());
    stored.map(|stored| loaded(stored.value)).transpose()
}
