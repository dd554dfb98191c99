//! Which schools to visit next until a wanted bound holds.

use kehou_units::Fault;

use super::{ErrorRate, Sample, Statement, bound, upper_bound};

/// The most strata, and the most schools in all, for which a plan is searched.
const MOST_STRATA: usize = 40;
const MOST_SCHOOLS: u32 = 1_000;

/// How many more schools of a stratum are visited, the next ones in draw order.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct StratumVisits<S> {
    /// The stratum.
    pub stratum: S,
    /// How many more.
    pub more: u32,
}

/// The fewest further visits after which a wanted bound holds, if they find nothing.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct NextVisits<S> {
    /// Further visits of every stratum, in the order given.
    pub visits: Vec<StratumVisits<S>>,
    /// Further visits in all.
    pub more: u32,
    /// What may then be stated, provided that none of them finds a violation.
    pub statement: Statement<S>,
}

/// No further visits can be planned.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NextError {
    /// More violations were found already than the wanted bound allows.
    #[error("a bound of {wanted} can't hold any more: {found} violations were found")]
    Found {
        /// The bound wanted.
        wanted: u32,
        /// The violations found.
        found: u32,
    },
    /// More strata or schools than a plan is searched for.
    #[error(
        "{strata} strata with {schools} schools are too many; a plan is searched for up to 40 \
         strata and 1000 schools"
    )]
    TooLarge {
        /// The strata.
        strata: usize,
        /// The schools in all.
        schools: u32,
    },
}

impl NextError {
    /// The stable code of this error.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Found { .. } => "NEXT_FOUND",
            Self::TooLarge { .. } => "NEXT_TOO_LARGE",
        }
    }

    /// The kind of failure.
    #[must_use]
    pub const fn fault(&self) -> Fault {
        match self {
            Self::Found { .. } => Fault::RuleViolated,
            Self::TooLarge { .. } => Fault::Limit,
        }
    }

    /// The arguments of its text.
    #[must_use]
    pub fn args(&self) -> Vec<(&'static str, String)> {
        match self {
            Self::Found { wanted, found } => {
                vec![("wanted", wanted.to_string()), ("found", found.to_string())]
            }
            Self::TooLarge { strata, schools } => {
                vec![("strata", strata.to_string()), ("schools", schools.to_string())]
            }
        }
    }
}

/// Plans the fewest further visits after which at most `wanted` schools can be said to have a
/// violation, on the assumption that these visits find none.
///
/// The plan is exact: no smaller number of visits reaches the bound. It weighs visiting a stratum
/// completely, which leaves more of the error to the others, against spreading visits. Of several
/// smallest plans the one with the lowest bound is given.
///
/// Within a stratum the next schools in draw order are visited, so that the sample stays a drawn
/// one. If a visit does find a violation, the plan is made anew. Who decides about further visits
/// after looking at the first has two statements that may be wrong: share the error rate between
/// them, or name both.
///
/// # Errors
///
/// - [`NextError::Found`] when more than `wanted` violations were found already.
/// - [`NextError::TooLarge`] above 40 strata or 1,000 schools.
pub fn next_visits<S: Clone>(
    strata: &[(S, Sample)],
    rate: ErrorRate,
    wanted: u32,
) -> Result<NextVisits<S>, NextError> {
    let samples: Vec<Sample> = strata.iter().map(|(_, sample)| *sample).collect();
    let found = samples.iter().map(|sample| sample.violations()).sum();
    let schools = samples.iter().map(|sample| u64::from(sample.schools())).sum::<u64>();
    let schools = u32::try_from(schools).unwrap_or(u32::MAX);
    if samples.len() > MOST_STRATA || schools > MOST_SCHOOLS {
        return Err(NextError::TooLarge { strata: samples.len(), schools });
    }
    let refused = NextError::Found { wanted, found };
    if found > wanted {
        return Err(refused);
    }
    let limit = wanted.min(schools);
    // Shared by so many strata at most: the error of the others is theirs.
    let plans = (0..=samples.len()).filter_map(|open| Plan::smallest(&samples, rate, open, limit));
    let best = plans.min_by_key(|plan| (plan.total, plan.at_most)).ok_or(refused)?;
    let after: Vec<(S, Sample)> = strata
        .iter()
        .zip(&best.more)
        .map(|((stratum, sample), more)| (stratum.clone(), sample.and_clean(*more)))
        .collect();
    let visit = |((stratum, _), more): (&(S, Sample), &u32)| StratumVisits {
        stratum: stratum.clone(),
        more: *more,
    };
    Ok(NextVisits {
        visits: strata.iter().zip(&best.more).map(visit).collect(),
        more: best.total,
        statement: bound(&after, rate),
    })
}

/// Further visits of every stratum for a given number of strata that share the error.
struct Plan {
    more: Vec<u32>,
    total: u32,
    at_most: u32,
}

/// One way to go on in a stratum.
#[derive(Clone, Copy)]
struct Choice {
    more: u32,
    at_most: usize,
    /// One when the stratum is not visited completely and takes part of the error.
    open: usize,
}

impl Plan {
    /// The smallest plan in which at most `open` strata share the error, each at one `open`-th of
    /// it; none when no plan reaches `limit`.
    ///
    /// `cells[o][b]` is the fewest visits by which the strata so far, `o` of them open, reach the
    /// bound `b` exactly, with the choice that did it.
    fn smallest(samples: &[Sample], rate: ErrorRate, open: usize, limit: u32) -> Option<Self> {
        let width = usize::try_from(limit).ok()? + 1;
        let shared_by = u32::try_from(open).ok()?;
        let mut visits: Vec<Option<u32>> = vec![None; (open + 1) * width];
        *visits.first_mut()? = Some(0);
        let mut steps: Vec<Vec<Option<Choice>>> = Vec::with_capacity(samples.len());
        for sample in samples {
            let mut after: Vec<Option<u32>> = vec![None; visits.len()];
            let mut step = vec![None; visits.len()];
            for choice in choices(*sample, rate, shared_by) {
                for (from, so_far) in visits.iter().enumerate() {
                    let Some(so_far) = so_far else { continue };
                    let (o, b) = (from / width + choice.open, from % width + choice.at_most);
                    if o > open || b >= width {
                        continue;
                    }
                    let (to, total) = (o * width + b, so_far + choice.more);
                    if after[to].is_none_or(|known| total < known) {
                        after[to] = Some(total);
                        step[to] = Some(choice);
                    }
                }
            }
            visits = after;
            steps.push(step);
        }
        let reached = visits.iter().enumerate().filter_map(|(at, total)| Some(((*total)?, at)));
        let (total, end) = reached.min_by_key(|(total, at)| (*total, at % width, *at))?;
        let at_most = u32::try_from(end % width).ok()?;
        Some(Self { more: walk_back(&steps, width, end)?, total, at_most })
    }
}

fn walk_back(steps: &[Vec<Option<Choice>>], width: usize, end: usize) -> Option<Vec<u32>> {
    let mut at = end;
    let mut more = Vec::with_capacity(steps.len());
    for step in steps.iter().rev() {
        let choice = step[at]?;
        more.push(choice.more);
        at -= choice.open * width + choice.at_most;
    }
    more.reverse();
    Some(more)
}

/// The ways to go on in one stratum, fewest visits first, leaving out those that cost more visits
/// and reach no lower bound.
fn choices(sample: Sample, rate: ErrorRate, shared_by: u32) -> Vec<Choice> {
    let left = sample.schools() - sample.visited();
    let mut choices: Vec<Choice> = Vec::new();
    for more in 0..=left {
        let after = sample.and_clean(more);
        let open = usize::from(!after.is_census());
        let at_most = usize::try_from(upper_bound(after, rate, shared_by)).unwrap_or(usize::MAX);
        let lower = choices.last().is_none_or(|last| at_most < last.at_most);
        if lower || open == 0 {
            choices.push(Choice { more, at_most, open });
        }
    }
    choices
}
