//! The statement about all schools that a stratified sample allows.

use super::{ErrorRate, Sample, upper_bound};

/// What is known of one stratum.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct StratumBound<S> {
    /// The stratum.
    pub stratum: S,
    /// What was seen.
    pub sample: Sample,
    /// The most schools that have a violation: what was found for a census, else the bound.
    pub at_most: u32,
}

/// What a sample says about all schools: at least `found`, at most `at_most` have a violation.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Statement<S> {
    /// The strata in the order given.
    pub strata: Vec<StratumBound<S>>,
    /// How often the statement may be wrong.
    pub rate: ErrorRate,
    /// Among how many strata the error is shared: those not visited completely.
    pub shared_by: u32,
    /// All schools.
    pub schools: u32,
    /// The schools visited.
    pub visited: u32,
    /// The schools found to have a violation: certain.
    pub found: u32,
    /// The most schools that have one.
    pub at_most: u32,
}

/// States how many schools have a violation at most, from what was found in each stratum.
///
/// Each stratum that was not visited completely gets its exact bound ([`upper_bound`]) at an equal
/// part of the error rate, and the bounds are added up; a stratum visited completely contributes
/// what was found and takes no part of the error. The statement is *conservative*: it is wrong at
/// most as often as `rate` says, however the strata are made up, and usually much more seldom,
/// because all strata would have to be near their bounds at once.
///
/// It holds for schools that were drawn. Schools that are always visited go in as a stratum of
/// their own, visited completely; schools added for a reason go in with the rest of their stratum
/// as *not* visited, or as a stratum of their own. It is one statement: who repeats it for a
/// sample that grows, or for several kinds of violation, shares the error among the statements.
///
/// # Examples
///
/// ```
/// use kehou_inspection::{ErrorRate, Sample, bound};
///
/// let must_visit = ("must visit", Sample::new(40, 40, 2)?);
/// let others = ("others", Sample::new(130, 80, 3)?);
/// let statement = bound(&[must_visit, others], ErrorRate::new(1, 20)?);
/// assert_eq!((statement.found, statement.at_most, statement.shared_by), (5, 11, 1));
/// # Ok::<(), kehou_inspection::BoundError>(())
/// ```
#[must_use]
pub fn bound<S: Clone>(strata: &[(S, Sample)], rate: ErrorRate) -> Statement<S> {
    let open = strata.iter().filter(|(_, sample)| !sample.is_census()).count();
    let shared_by = u32::try_from(open).unwrap_or(u32::MAX);
    let bounds: Vec<StratumBound<S>> = strata
        .iter()
        .map(|(stratum, sample)| StratumBound {
            stratum: stratum.clone(),
            sample: *sample,
            at_most: upper_bound(*sample, rate, shared_by),
        })
        .collect();
    let sum = |of: fn(&StratumBound<S>) -> u32| bounds.iter().map(of).sum();
    Statement {
        rate,
        shared_by,
        schools: sum(|one| one.sample.schools()),
        visited: sum(|one| one.sample.visited()),
        found: sum(|one| one.sample.violations()),
        at_most: sum(|one| one.at_most),
        strata: bounds,
    }
}
