//! Calendar months, the unit of billing.

use std::{fmt, str::FromStr};

use chrono::{Datelike, Days, Months, NaiveDate};

/// A calendar month of the years 2000 to 2199, written `2023-03`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Month {
    first: NaiveDate,
}

/// A text or pair of numbers names no month.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{text}` is no month; write year and month like 2023-03, years 2000 to 2199")]
pub struct MonthError {
    text: String,
}

impl Month {
    /// Makes a month; `month` is 1 to 12.
    ///
    /// # Errors
    ///
    /// [`MonthError`] when no such month exists or the year is outside 2000 to 2199.
    pub fn new(year: i32, month: u32) -> Result<Self, MonthError> {
        let first =
            NaiveDate::from_ymd_opt(year, month, 1).filter(|_| (2000..2200).contains(&year));
        first
            .map(|first| Self { first })
            .ok_or_else(|| MonthError { text: format!("{year}-{month}") })
    }

    /// The month that holds `date`.
    ///
    /// # Errors
    ///
    /// [`MonthError`] when the year is outside 2000 to 2199.
    pub fn of(date: NaiveDate) -> Result<Self, MonthError> {
        Self::new(date.year(), date.month())
    }

    /// Its first day.
    #[must_use]
    pub const fn first_day(self) -> NaiveDate {
        self.first
    }

    /// Its last day.
    #[must_use]
    pub fn last_day(self) -> NaiveDate {
        self.first + Months::new(1) - Days::new(1)
    }

    /// The month after.
    ///
    /// # Errors
    ///
    /// [`MonthError`] after December 2199.
    pub fn next(self) -> Result<Self, MonthError> {
        Self::of(self.first + Months::new(1))
    }

    /// Whether `date` lies in it.
    #[must_use]
    pub fn holds(self, date: NaiveDate) -> bool {
        date.year() == self.first.year() && date.month() == self.first.month()
    }

    /// Its days in order.
    pub fn days(self) -> impl Iterator<Item = NaiveDate> {
        self.first.iter_days().take_while(move |day| self.holds(*day))
    }

    /// The year.
    #[must_use]
    pub fn year(self) -> i32 {
        self.first.year()
    }

    /// The month of the year, 1 to 12.
    #[must_use]
    pub fn number(self) -> u32 {
        self.first.month()
    }
}

impl FromStr for Month {
    type Err = MonthError;

    fn from_str(text: &str) -> Result<Self, MonthError> {
        let refuse = || MonthError { text: text.to_owned() };
        let (year, month) = text.split_once('-').ok_or_else(refuse)?;
        let digits =
            |part: &str, len| part.len() == len && part.bytes().all(|b| b.is_ascii_digit());
        if !digits(year, 4) || !digits(month, 2) {
            return Err(refuse());
        }
        let year = year.parse().map_err(|_| refuse())?;
        let month = month.parse().map_err(|_| refuse())?;
        Self::new(year, month).map_err(|_| refuse())
    }
}

impl fmt::Display for Month {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}", self.year(), self.number())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_month_knows_its_ends() {
        let march: Month = "2024-02".parse().unwrap();
        assert_eq!(march.last_day().to_string(), "2024-02-29");
        assert_eq!(march.days().count(), 29);
        assert_eq!(march.next().unwrap().to_string(), "2024-03");
    }

    #[test]
    fn what_is_no_month_is_refused() {
        for text in ["2023-13", "2023-3", "2023", "202303", "1999-12", "2023-00", "+023-03"] {
            assert!(text.parse::<Month>().is_err(), "{text}");
        }
    }
}
