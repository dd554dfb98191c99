//! Transforms: from what was done to how much of a weight is earned.

use chrono::NaiveDate;

use crate::{
    quantity::{Fraction, Value},
    written::Line,
};

/// Which transform it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TransformKind {
    /// A straight line between two values, level outside them.
    Linear,
    /// Proportional up to a cap, full from there.
    Cap,
    /// Level between declared values.
    Step,
    /// Straight lines between quantiles of an earlier cohort, declared as numbers.
    Quantiles {
        /// The day on which the numbers were fixed.
        frozen_on: NaiveDate,
        /// Whose values they were.
        cohort: Line,
    },
}

impl TransformKind {
    /// The stable code.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Linear => "TRANSFORM_LINEAR",
            Self::Cap => "TRANSFORM_CAP",
            Self::Step => "TRANSFORM_STEP",
            Self::Quantiles { .. } => "TRANSFORM_QUANTILES",
        }
    }
}

/// The way a transform runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Direction {
    /// More earns more, and never less.
    Rising,
    /// More earns less, and never more.
    Falling,
    /// Nothing changes anything.
    Level,
    /// Both ways.
    Mixed,
}

/// From a value to the fraction of a weight that it earns: declared numbers, nothing about others.
///
/// # Clauses
///
/// S8: no transform looks at the scores of the cohort, so that a person's points hang on their own
/// facts alone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Transform {
    kind: TransformKind,
    /// Values ascend strictly; there is at least one knot.
    knots: Vec<(Value, Fraction)>,
}

impl Transform {
    /// A transform through knots whose values ascend strictly; none without a knot.
    pub(crate) fn new(kind: TransformKind, knots: Vec<(Value, Fraction)>) -> Option<Self> {
        let ascends = knots.windows(2).all(|pair| pair[0].0 < pair[1].0);
        (ascends && !knots.is_empty()).then_some(Self { kind, knots })
    }

    /// Which transform it is.
    #[must_use]
    pub const fn kind(&self) -> &TransformKind {
        &self.kind
    }

    /// The values at which it is declared, ascending, with what each earns.
    #[must_use]
    pub fn knots(&self) -> &[(Value, Fraction)] {
        &self.knots
    }

    /// The way it runs.
    #[must_use]
    pub fn direction(&self) -> Direction {
        let rises = self.knots.windows(2).any(|pair| pair[0].1 < pair[1].1);
        let falls = self.knots.windows(2).any(|pair| pair[0].1 > pair[1].1);
        match (rises, falls) {
            (true, false) => Direction::Rising,
            (false, true) => Direction::Falling,
            (false, false) => Direction::Level,
            (true, true) => Direction::Mixed,
        }
    }

    /// What a value earns; level before the first and after the last knot. Between knots of a line
    /// it rounds down on a rising and up on a falling one, in millionths.
    #[must_use]
    pub fn apply(&self, value: Value) -> Fraction {
        let mut before: Option<(Value, Fraction)> = None;
        for &(at, earned) in &self.knots {
            if value < at {
                return before.map_or(earned, |from| self.between(from, (at, earned), value));
            }
            before = Some((at, earned));
        }
        before.map_or(Fraction::NONE, |last| last.1)
    }

    fn between(&self, from: (Value, Fraction), to: (Value, Fraction), value: Value) -> Fraction {
        if self.kind == TransformKind::Step {
            return from.1;
        }
        // At most 10^9 by 10^6: both products fit.
        let run = to.0.millionths() - from.0.millionths();
        let along = value.millionths() - from.0.millionths();
        let (low, high) = (u64::from(from.1.millionths()), u64::from(to.1.millionths()));
        Fraction::from_millionths(if high >= low {
            low + (high - low) * along / run
        } else {
            low - (low - high) * along / run
        })
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn value(percent: u64) -> Value {
        Value::from_millionths(percent * 10_000)
    }

    fn fraction(percent: u64) -> Fraction {
        Fraction::from_millionths(percent * 10_000)
    }

    fn transform(kind: TransformKind, knots: &[(u64, u64)]) -> Option<Transform> {
        let knots = knots.iter().map(|(at, earned)| (value(*at), fraction(*earned))).collect();
        Transform::new(kind, knots)
    }

    #[test]
    fn lines_and_steps_earn_what_they_declare() {
        let line = transform(TransformKind::Linear, &[(20, 0), (80, 100)]).unwrap();
        let earned = [0, 20, 50, 80, 100].map(|at| line.apply(value(at)));
        assert_eq!(earned, [0, 0, 50, 100, 100].map(fraction));
        let steps = transform(TransformKind::Step, &[(0, 100), (100, 50), (300, 0)]).unwrap();
        assert_eq!(steps.direction(), Direction::Falling);
        let earned = [0, 99, 100, 299, 300].map(|at| steps.apply(value(at)));
        assert_eq!(earned, [100, 100, 50, 50, 0].map(fraction));
    }

    #[test]
    fn values_that_do_not_ascend_make_no_transform() {
        assert_eq!(transform(TransformKind::Step, &[(0, 0), (0, 100)]), None);
        assert_eq!(transform(TransformKind::Step, &[]), None);
    }

    #[test]
    fn the_direction_is_that_of_all_knots() {
        let of = |knots| transform(TransformKind::Linear, knots).unwrap().direction();
        assert_eq!(of(&[(0, 0), (50, 0), (60, 10)]), Direction::Rising);
        assert_eq!(of(&[(0, 10), (50, 10)]), Direction::Level);
        assert_eq!(of(&[(0, 0), (50, 50), (60, 10)]), Direction::Mixed);
    }

    proptest! {
        /// What runs upwards never earns less for more, at any two values. (S8)
        #[test]
        fn a_rising_transform_never_falls(
            knots in prop::collection::btree_map(0u64..2_000_000, 0u64..=1_000_000, 1..8),
            one in 0u64..2_500_000, other in 0u64..2_500_000, step in any::<bool>(),
        ) {
            let mut earned: Vec<u64> = knots.values().copied().collect();
            earned.sort_unstable();
            let knots = knots.keys().zip(earned).map(|(at, earned)| {
                (Value::from_millionths(*at), Fraction::from_millionths(earned))
            });
            let kind = if step { TransformKind::Step } else { TransformKind::Linear };
            let transform = Transform::new(kind, knots.collect()).unwrap();
            let [low, high] = [one.min(other), one.max(other)].map(Value::from_millionths);
            prop_assert!(transform.apply(low) <= transform.apply(high));
        }
    }
}
