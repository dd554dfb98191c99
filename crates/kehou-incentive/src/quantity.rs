//! Quantities of scores: exact whole numbers of small units, no float and no hidden rounding.

use std::fmt;

/// Millionths in one.
pub(crate) const MILLION: u64 = 1_000_000;

/// Writes `value / 10^places` as a decimal without trailing zeros.
fn write_decimal(f: &mut fmt::Formatter<'_>, value: u64, places: u32) -> fmt::Result {
    let unit = 10_u64.pow(places);
    let (whole, mut rest) = (value / unit, value % unit);
    let mut width = places as usize;
    while rest > 0 && rest % 10 == 0 {
        (rest, width) = (rest / 10, width - 1);
    }
    let padded = f.width().is_some() || f.precision().is_some();
    match (rest, padded) {
        (0, false) => write!(f, "{whole}"),
        (_, false) => write!(f, "{whole}.{rest:0width$}"),
        (0, true) => f.pad(&whole.to_string()),
        (_, true) => f.pad(&format!("{whole}.{rest:0width$}")),
    }
}

/// Reads a decimal number without sign as whole units of `10^-places`; none when it has more
/// places or does not fit.
pub(crate) fn decimal(text: &str, places: u32) -> Option<u64> {
    let (whole, rest) = text.split_once('.').unwrap_or((text, ""));
    let plain = |part: &str| part.bytes().all(|b| b.is_ascii_digit());
    let sound = !whole.is_empty() && plain(whole) && plain(rest) && text.len() <= 18;
    if !sound || (rest.is_empty() && text.contains('.')) || rest.len() > places as usize {
        return None;
    }
    let padded = format!("{rest:0<width$}", width = places as usize);
    let part = if padded.is_empty() { 0 } else { padded.parse::<u64>().ok()? };
    whole.parse::<u64>().ok()?.checked_mul(10_u64.pow(places))?.checked_add(part)
}

/// Points of a score in whole units of 10⁻⁸ point; a whole card has 100 points.
///
/// A weight is a whole number of hundredths of a per cent and a fraction one of millionths, so
/// their product is exact in this unit.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Points(u64);

impl Points {
    /// None.
    pub const ZERO: Self = Self(0);
    /// The points of a whole card: 100.
    pub const WHOLE: Self = Self(100 * 100_000_000);

    /// So many units of 10⁻⁸ point.
    #[must_use]
    pub const fn from_units(units: u64) -> Self {
        Self(units)
    }

    /// Its units of 10⁻⁸ point.
    #[must_use]
    pub const fn units(self) -> u64 {
        self.0
    }

    /// The sum; stays at the most that can be held.
    #[must_use]
    pub const fn plus(self, other: Self) -> Self {
        Self(self.0.saturating_add(other.0))
    }

    /// Hundredths of a point, rounded half up: what is printed and what ranks are made of.
    #[must_use]
    pub const fn hundredths(self) -> u64 {
        (self.0 + 500_000) / 1_000_000
    }
}

impl fmt::Display for Points {
    /// Writes all its digits.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write_decimal(f, self.0, 8)
    }
}

/// The weight of a component in hundredths of a per cent.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Weight(u32);

impl Weight {
    /// 100 %.
    pub const WHOLE: Self = Self(10_000);

    /// So many hundredths of a per cent; none above 100 %.
    #[must_use]
    pub const fn new(hundredths: u32) -> Option<Self> {
        if hundredths <= Self::WHOLE.0 { Some(Self(hundredths)) } else { None }
    }

    /// Its hundredths of a per cent.
    #[must_use]
    pub const fn hundredths(self) -> u32 {
        self.0
    }

    /// The points that a fraction of this weight is worth, exactly.
    #[must_use]
    pub const fn of(self, fraction: Fraction) -> Points {
        Points(self.0 as u64 * fraction.0 as u64)
    }
}

impl fmt::Display for Weight {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write_decimal(f, u64::from(self.0), 2)?;
        f.write_str("%")
    }
}

/// How much of a component's weight is earned, in millionths, 0 to 1.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Fraction(u32);

impl Fraction {
    /// Nothing.
    pub const NONE: Self = Self(0);
    /// All of it.
    pub const FULL: Self = Self(1_000_000);

    /// So many millionths; all of it when there are more than a million.
    #[must_use]
    pub fn from_millionths(millionths: u64) -> Self {
        u32::try_from(millionths).map_or(Self::FULL, |small| Self(small.min(Self::FULL.0)))
    }

    /// Its millionths.
    #[must_use]
    pub const fn millionths(self) -> u32 {
        self.0
    }
}

impl fmt::Display for Fraction {
    /// Writes a percentage with all its digits.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write_decimal(f, u64::from(self.0), 4)?;
        f.write_str("%")
    }
}

/// What a transform looks at, in millionths: of a whole (a share), or of one (a count or rate).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Value(u64);

impl Value {
    /// The most that is told apart: a thousand times a whole, or a thousand.
    pub const MOST: Self = Self(1_000 * MILLION);

    /// So many millionths, no more than [`Value::MOST`].
    #[must_use]
    pub const fn from_millionths(millionths: u64) -> Self {
        if millionths > Self::MOST.0 { Self::MOST } else { Self(millionths) }
    }

    /// `done` of `possible`, rounded down; none when nothing was possible.
    #[must_use]
    pub fn share(done: u64, possible: u64) -> Option<Self> {
        let exact = u128::from(done) * u128::from(MILLION);
        let whole = exact.checked_div(u128::from(possible))?;
        Some(u64::try_from(whole).map_or(Self::MOST, Self::from_millionths))
    }

    /// Its millionths.
    #[must_use]
    pub const fn millionths(self) -> u64 {
        self.0
    }
}

impl fmt::Display for Value {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write_decimal(f, self.0, 6)
    }
}

/// An amount of load in sixty-thousandths of a standard lesson (标准课时), so that a rate in
/// thousandths of a lesson is whole for a class hour and for a minute of duty alike. (S1)
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Load(u64);

impl Load {
    /// Units in one standard lesson.
    pub const LESSON: u64 = 60_000;

    /// So many units.
    #[must_use]
    pub const fn from_units(units: u64) -> Self {
        Self(units)
    }

    /// Its units.
    #[must_use]
    pub const fn units(self) -> u64 {
        self.0
    }

    /// The sum; stays at the most that can be held.
    #[must_use]
    pub const fn plus(self, other: Self) -> Self {
        Self(self.0.saturating_add(other.0))
    }
}

impl fmt::Display for Load {
    /// Writes standard lessons with three decimals, rounded half up.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write_decimal(f, (self.0 + 30) / 60, 3)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn decimals_are_read_exactly_or_not_at_all() {
        assert_eq!(decimal("12.5", 2), Some(1_250));
        assert_eq!(decimal("0.05", 2), Some(5));
        assert_eq!(decimal("7", 0), Some(7));
        for text in ["", ".", "1.", ".5", "-1", "1e3", "1.005", "99999999999999999999"] {
            assert_eq!(decimal(text, 2), None, "{text}");
        }
    }

    #[test]
    fn what_is_written_has_all_digits_and_no_more() {
        assert_eq!(Points::WHOLE.to_string(), "100");
        assert_eq!(Points::from_units(1).to_string(), "0.00000001");
        assert_eq!(Weight::new(1_250).unwrap().to_string(), "12.5%");
        assert_eq!(Fraction::from_millionths(333_333).to_string(), "33.3333%");
        assert_eq!(Load::from_units(30_000).to_string(), "0.5");
        assert_eq!(Weight::WHOLE.of(Fraction::FULL), Points::WHOLE);
        assert_eq!(Weight::new(10_001), None);
    }

    #[test]
    fn a_share_depends_on_the_rate_alone() {
        assert_eq!(Value::share(3, 7), Value::share(3_000, 7_000));
        assert_eq!(Value::share(5, 0), None);
        assert_eq!(Value::share(u64::MAX, 1), Some(Value::MOST));
    }

    #[test]
    fn hundredths_round_half_up() {
        assert_eq!(Points::from_units(1_499_999).hundredths(), 1);
        assert_eq!(Points::from_units(1_500_000).hundredths(), 2);
    }
}
