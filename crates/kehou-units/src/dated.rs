//! Values that hold for periods.

use chrono::NaiveDate;

use crate::Period;

/// Values that change over time: at most one holds on any day.
///
/// Kept sorted by period; gaps are allowed and mean "no value".
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Dated<T> {
    entries: Vec<(Period, T)>,
}

/// Two values claim the same day.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("two values claim the same days: one holds {earlier}, another {later}")]
pub struct DatedError {
    /// The period that begins first.
    pub earlier: Period,
    /// The period that begins while the first still runs.
    pub later: Period,
}

impl<T> Dated<T> {
    /// Makes dated values from periods in any order.
    ///
    /// # Errors
    ///
    /// [`DatedError`] naming the first two periods that share a day.
    pub fn new(mut entries: Vec<(Period, T)>) -> Result<Self, DatedError> {
        entries.sort_by_key(|(period, _)| *period);
        for pair in entries.windows(2) {
            if let [(earlier, _), (later, _)] = pair
                && earlier.overlaps(later)
            {
                return Err(DatedError { earlier: *earlier, later: *later });
            }
        }
        Ok(Self { entries })
    }

    /// One value that holds throughout `period`.
    #[must_use]
    pub fn single(period: Period, value: T) -> Self {
        Self { entries: vec![(period, value)] }
    }

    /// The value in force on a day.
    #[must_use]
    pub fn in_force(&self, on: NaiveDate) -> Option<&T> {
        self.entry(on).map(|(_, value)| value)
    }

    /// The value in force on a day together with its period.
    #[must_use]
    pub fn entry(&self, on: NaiveDate) -> Option<(Period, &T)> {
        let after = self.entries.partition_point(|(period, _)| period.first() <= on);
        let (period, value) = self.entries.get(after.checked_sub(1)?)?;
        period.holds(on).then_some((*period, value))
    }

    /// All values with their periods, in order of time.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = (Period, &T)> {
        self.entries.iter().map(|(period, value)| (*period, value))
    }

    /// Whether there is no value at all.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// The last value that ever held, with its period.
    #[must_use]
    pub fn latest(&self) -> Option<(Period, &T)> {
        self.entries.last().map(|(period, value)| (*period, value))
    }
}

impl<T> Default for Dated<T> {
    fn default() -> Self {
        Self { entries: Vec::new() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(d: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(2023, 3, d).unwrap()
    }

    #[test]
    fn the_value_of_a_day_is_the_one_whose_period_holds_it() {
        let rates = Dated::new(vec![
            (Period::since(day(16)), "new"),
            (Period::new(day(1), Some(day(10))).unwrap(), "old"),
        ])
        .unwrap();
        assert_eq!(rates.in_force(day(10)), Some(&"old"));
        assert_eq!(rates.in_force(day(11)), None);
        assert_eq!(rates.in_force(day(16)), Some(&"new"));
        assert_eq!(rates.latest().unwrap().1, &"new");
    }

    #[test]
    fn two_values_for_one_day_are_refused() {
        let twice = vec![(Period::since(day(1)), 1), (Period::since(day(9)), 2)];
        assert!(Dated::new(twice).is_err());
    }
}
