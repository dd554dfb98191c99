//! The upper bound of one stratum.

use kehou_units::Fault;

use super::natural::{Natural, choose};

/// The most schools that one stratum may hold for a bound to be reckoned.
pub(super) const MOST_SCHOOLS: u32 = 2_000;

/// How often a statement may be wrong: 1/20 for "95 %".
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct ErrorRate {
    times: u32,
    of: u32,
}

impl ErrorRate {
    /// Makes a rate: wrong at most `times` in `of`.
    ///
    /// # Errors
    ///
    /// [`BoundError::ErrorRate`] unless 0 < `times` < `of`.
    pub const fn new(times: u32, of: u32) -> Result<Self, BoundError> {
        if times == 0 || times >= of {
            return Err(BoundError::ErrorRate { times, of });
        }
        Ok(Self { times, of })
    }

    /// How many times in [`ErrorRate::of`] a statement may be wrong.
    #[must_use]
    pub const fn times(self) -> u32 {
        self.times
    }

    /// See [`ErrorRate::times`].
    #[must_use]
    pub const fn of(self) -> u32 {
        self.of
    }
}

/// A sample or an error rate that can't be.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BoundError {
    /// No rate of errors between none and all.
    #[error("wrong {times} times in {of} is no error rate; give one between 0 and 1, such as 1/20")]
    ErrorRate {
        /// The times given.
        times: u32,
        /// The whole given.
        of: u32,
    },
    /// More visits than schools, or more violations than visits.
    #[error("{violations} violations in {visited} visits to {schools} schools can't be")]
    Sample {
        /// The schools.
        schools: u32,
        /// Those visited.
        visited: u32,
        /// Those with a violation.
        violations: u32,
    },
    /// More schools than a bound is reckoned for.
    #[error("a stratum of {schools} schools is too large; bounds are reckoned up to {most}")]
    TooLarge {
        /// The schools.
        schools: u32,
        /// The most.
        most: u32,
    },
}

impl BoundError {
    /// The stable code of this error.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::ErrorRate { .. } => "BOUND_ERROR_RATE",
            Self::Sample { .. } => "BOUND_SAMPLE",
            Self::TooLarge { .. } => "BOUND_TOO_LARGE",
        }
    }

    /// The kind of failure.
    #[must_use]
    pub const fn fault(&self) -> Fault {
        match self {
            Self::ErrorRate { .. } | Self::Sample { .. } => Fault::Invalid,
            Self::TooLarge { .. } => Fault::Limit,
        }
    }

    /// The arguments of its text.
    #[must_use]
    pub fn args(&self) -> Vec<(&'static str, String)> {
        match self {
            Self::ErrorRate { times, of } => {
                vec![("times", times.to_string()), ("of", of.to_string())]
            }
            Self::Sample { schools, visited, violations } => vec![
                ("schools", schools.to_string()),
                ("visited", visited.to_string()),
                ("violations", violations.to_string()),
            ],
            Self::TooLarge { schools, most } => {
                vec![("schools", schools.to_string()), ("most", most.to_string())]
            }
        }
    }
}

/// What was seen of a number of schools: `violations` in `visited` of `schools`, drawn without
/// replacement, each set of visited schools as likely as any other.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Sample {
    schools: u32,
    visited: u32,
    violations: u32,
}

impl Sample {
    /// Makes a sample.
    ///
    /// # Errors
    ///
    /// - [`BoundError::Sample`] unless `violations` ≤ `visited` ≤ `schools`.
    /// - [`BoundError::TooLarge`] above 2,000 schools.
    pub const fn new(schools: u32, visited: u32, violations: u32) -> Result<Self, BoundError> {
        if violations > visited || visited > schools {
            return Err(BoundError::Sample { schools, visited, violations });
        }
        if schools > MOST_SCHOOLS {
            return Err(BoundError::TooLarge { schools, most: MOST_SCHOOLS });
        }
        Ok(Self { schools, visited, violations })
    }

    /// The schools there are.
    #[must_use]
    pub const fn schools(self) -> u32 {
        self.schools
    }

    /// The schools that were visited.
    #[must_use]
    pub const fn visited(self) -> u32 {
        self.visited
    }

    /// The visited schools with a violation.
    #[must_use]
    pub const fn violations(self) -> u32 {
        self.violations
    }

    /// Whether every school was visited, so that nothing is left to infer.
    #[must_use]
    pub const fn is_census(self) -> bool {
        self.visited == self.schools
    }

    /// The same sample after `more` visits that find nothing.
    pub(super) const fn and_clean(self, more: u32) -> Self {
        Self { visited: self.visited + more, ..self }
    }
}

/// The exact upper bound of the violations in one stratum: the largest number K of schools with a
/// violation under which seeing so few as were seen is more likely than `rate` ÷ `shared_by`.
///
/// With hypergeometric X, P(X ≤ seen | K) > rate ÷ `shared_by`, compared in whole numbers, nothing
/// rounded. Whatever the true number is, the bound lies below it at most that often.
/// `shared_by` is the number of statements that share the error (at least one is assumed).
///
/// # Examples
///
/// ```
/// use kehou_inspection::{ErrorRate, Sample, upper_bound};
///
/// let rate = ErrorRate::new(1, 20)?;
/// assert_eq!(upper_bound(Sample::new(130, 80, 3)?, rate, 1), 9);
/// assert_eq!(upper_bound(Sample::new(130, 130, 3)?, rate, 1), 3, "a census is what was seen");
/// # Ok::<(), kehou_inspection::BoundError>(())
/// ```
#[must_use]
pub fn upper_bound(sample: Sample, rate: ErrorRate, shared_by: u32) -> u32 {
    let Sample { schools, visited, violations } = sample;
    let mut all_ways = choose(schools, visited);
    all_ways.times(u64::from(rate.times));
    // As many violations as were seen are always possible; beyond `most` more would have been seen.
    // P falls as K grows, so the last K that is likely enough is found by halving.
    let (mut likely, mut most) = (violations, schools - (visited - violations));
    while likely < most {
        let middle = likely + (most - likely).div_ceil(2);
        let mut ways = ways_to_see_at_most(sample, middle);
        ways.times(u64::from(rate.of));
        ways.times(u64::from(shared_by.max(1)));
        if ways > all_ways {
            likely = middle;
        } else {
            most = middle - 1;
        }
    }
    likely
}

/// In how many of all sets of visited schools at most as many violations are seen as were, if
/// `bad` schools have one: Σ C(bad, x) · C(schools − bad, visited − x).
fn ways_to_see_at_most(sample: Sample, bad: u32) -> Natural {
    let Sample { schools, visited, violations } = sample;
    let good = schools - bad;
    let least = visited.saturating_sub(good);
    let mut sum = Natural::ZERO;
    if least > violations {
        return sum;
    }
    // At `least` all good schools are visited, or no bad one: one of the two factors is plain.
    let mut ways = if least > 0 { choose(bad, least) } else { choose(good, visited) };
    for seen in least..=violations.min(bad) {
        sum.add(&ways);
        // From C(bad, x)·C(good, n−x) to x + 1; zero once x = bad or x = n, and then for good.
        let (x, n) = (u64::from(seen), u64::from(visited));
        ways.times(u64::from(bad) - x);
        ways.times(n - x);
        ways.divide_exactly(x + 1);
        ways.divide_exactly(u64::from(good) + x + 1 - n);
    }
    sum
}
