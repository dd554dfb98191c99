//! Satisfaction: answers, and how far their share can be trusted.

use std::fmt;

use crate::quantity::Value;

/// The square of 1.96, the normal quantile of a 95 % interval, in ten-thousandths.
const Z_SQUARED: u128 = 38_416;

/// Answers about a person's sessions, without those who gave them. (I11)
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Satisfaction {
    /// How many answered.
    pub answers: u32,
    /// How many of them were satisfied.
    pub satisfied: u32,
}

/// Between which shares the truth lies with 95 %.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Interval {
    /// The lower end, rounded down.
    pub low: Value,
    /// The upper end, rounded up.
    pub high: Value,
}

impl fmt::Display for Interval {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}..{}", self.low, self.high)
    }
}

impl Satisfaction {
    /// The interval of Wilson at 95 %, in whole numbers, its ends rounded outwards; none without
    /// answers.
    #[must_use]
    pub fn interval(self) -> Option<Interval> {
        if self.answers == 0 {
            return None;
        }
        let (n, s) = (u128::from(self.answers), u128::from(self.satisfied.min(self.answers)));
        let scale = 10_000;
        // (2s·S + z² ± sqrt(z²·(z² + 4s·S·(n−s)/n))) / (2(n·S + z²)), with z² in units of 1/S.
        let middle = 2 * s * scale + Z_SQUARED;
        let whole = 2 * (n * scale + Z_SQUARED);
        let million = 1_000_000;
        // The root is taken of a million squared, so that it is right to a millionth of a unit.
        let under = Z_SQUARED * million * million * (Z_SQUARED * n + 4 * s * scale * (n - s));
        let root = (under / n).isqrt();
        let low = (middle * million).saturating_sub(root + 1) / whole;
        let high = (middle * million + root + 1).div_ceil(whole).min(million);
        let value = |units: u128| u64::try_from(units).map_or(Value::MOST, Value::from_millionths);
        Some(Interval { low: value(low), high: value(high) })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn interval(satisfied: u32, answers: u32) -> (u64, u64) {
        let interval = Satisfaction { answers, satisfied }.interval().unwrap();
        (interval.low.millionths(), interval.high.millionths())
    }

    #[test]
    fn the_interval_is_that_of_wilson() {
        // Reckoned apart with 50 digits: 0.7863950..0.9565248, 0..0.1135170, 0.8864829..1 and
        // 0.0256789..0.5131345.
        assert_eq!(interval(45, 50), (786_395, 956_525));
        assert_eq!(interval(0, 30), (0, 113_518));
        assert_eq!(interval(30, 30), (886_482, 1_000_000));
        assert_eq!(interval(1, 7), (25_678, 513_135));
        assert_eq!(Satisfaction::default().interval(), None);
    }
}
