//! Texts of data that the bureau or a school may change: score packs, flexible hours.

use std::ops::Range;

use chrono::NaiveDate;
use kehou_units::Period;
use serde::de::DeserializeOwned;
use toml::Spanned;

use crate::{
    problem::{DataFault, DataFaults, DataProblem},
    quantity::decimal,
    written::Line,
};

/// The most bytes that a text of data may have.
const SIZE_LIMIT: usize = 1 << 20;

/// A text under its name, and what was found wrong with it so far.
pub(crate) struct DataText<'a> {
    file: &'a str,
    text: &'a str,
    faults: Vec<DataFault>,
}

impl<'a> DataText<'a> {
    /// Reads a text as the raw form of something.
    pub(crate) fn read<T: DeserializeOwned>(
        file: &'a str,
        text: &'a str,
    ) -> Result<(Self, T), DataFaults> {
        let mut source = Self { file, text, faults: Vec::new() };
        if text.len() > SIZE_LIMIT {
            let bytes = text.len();
            source.fault(&(0..0), DataProblem::TooLarge { bytes, limit: SIZE_LIMIT });
            return Err(DataFaults::new(source.faults));
        }
        match toml::from_str(text) {
            Ok(raw) => Ok((source, raw)),
            Err(error) => {
                let error: toml::de::Error = error;
                let detail = error.message().replace('\n', "; ");
                source.fault(&error.span().unwrap_or(0..0), DataProblem::Unreadable { detail });
                Err(DataFaults::new(source.faults))
            }
        }
    }

    /// Notes what is wrong at a place.
    pub(crate) fn fault(&mut self, span: &Range<usize>, problem: impl Into<DataProblem>) {
        let before = self.text.as_bytes().iter().take(span.start);
        let line = before.filter(|byte| **byte == b'\n').count() + 1;
        self.faults.push(DataFault { file: self.file.to_owned(), line, problem: problem.into() });
    }

    /// What was read, unless something was wrong with it.
    pub(crate) fn finish<T>(mut self, read: Option<T>) -> Result<T, DataFaults> {
        self.faults.sort_by_key(|fault| fault.line);
        match read {
            Some(read) if self.faults.is_empty() => Ok(read),
            _ => Err(DataFaults::new(self.faults)),
        }
    }

    /// Turns a word into what it means.
    pub(crate) fn word<T>(
        &mut self,
        word: &Spanned<String>,
        expected: &'static str,
        meant: impl FnOnce(&str) -> Option<T>,
    ) -> Option<T> {
        let found = meant(word.get_ref());
        if found.is_none() {
            let value = word.get_ref().chars().take(80).collect();
            self.fault(&word.span(), DataProblem::Value { value, expected });
        }
        found
    }

    /// A line of text.
    pub(crate) fn line(&mut self, text: &Spanned<String>) -> Option<Line> {
        self.word(text, "line of text", |text| text.parse().ok())
    }

    /// A key: small letters, digits and `_`, so that it can stand in codes and file names.
    pub(crate) fn key(&mut self, text: &Spanned<String>) -> Option<Line> {
        let plain = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_' || b == b'-';
        self.word(text, "key of small letters, digits, - and _", |text| {
            text.bytes().all(plain).then(|| text.parse().ok()).flatten()
        })
    }

    /// A decimal number in whole units of `10^-places`.
    pub(crate) fn decimal(&mut self, text: &Spanned<String>, places: u32) -> Option<u64> {
        self.word(text, "decimal number in quotes, such as \"12.5\"", |text| decimal(text, places))
    }

    /// A percentage of at most 100, in hundredths of a per cent.
    pub(crate) fn percent(&mut self, text: &Spanned<String>) -> Option<u32> {
        let expected = "percentage in quotes, 0 to 100 with at most two decimals";
        self.word(text, expected, |text| {
            decimal(text, 2).and_then(|it| u32::try_from(it).ok()).filter(|it| *it <= 10_000)
        })
    }

    /// A day.
    pub(crate) fn day(&mut self, text: &Spanned<String>) -> Option<NaiveDate> {
        self.word(text, "day such as \"2023-01-01\"", |text| text.parse().ok())
    }

    /// A period of days.
    pub(crate) fn period(
        &mut self,
        from: &Spanned<String>,
        until: Option<&Spanned<String>>,
    ) -> Option<Period> {
        let first = self.day(from)?;
        let last = match until {
            Some(until) => Some(self.day(until)?),
            None => None,
        };
        let period = Period::new(first, last).ok();
        if period.is_none() {
            let name = from.get_ref().clone();
            let expected = "a period ends on or after its first day";
            self.fault(&from.span(), DataProblem::Order { name, expected });
        }
        period
    }

    /// Notes every name that stands twice.
    pub(crate) fn once<'s>(&mut self, names: impl Iterator<Item = &'s Spanned<String>>) {
        let mut seen = std::collections::BTreeSet::new();
        for name in names {
            if !seen.insert(name.get_ref()) {
                let problem = DataProblem::Twice { name: name.get_ref().clone() };
                self.fault(&name.span(), problem);
            }
        }
    }
}
