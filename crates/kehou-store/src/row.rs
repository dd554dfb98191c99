//! Cells of rows: domain values out of columns, columns out of domain values.

use std::str::FromStr;

use chrono::{NaiveDate, NaiveTime};
use kehou_units::{Fen, Month, Period};
use sea_orm::{QueryResult, TryGetable, Value};

use crate::{
    StoreError,
    seal::{Place, Seal},
};

/// Takes the cells of a row, from left to right.
pub(crate) struct Take<'a> {
    row: &'a QueryResult,
    next: usize,
    pub(crate) place: Place,
    seal: &'a Seal,
}

impl<'a> Take<'a> {
    pub(crate) const fn new(row: &'a QueryResult, place: Place, seal: &'a Seal) -> Self {
        Self { row, next: 0, place, seal }
    }

    /// The next cell.
    pub(crate) fn cell<T: TryGetable>(&mut self) -> Result<T, StoreError> {
        let at = self.next;
        self.next += 1;
        self.row
            .try_get_by_index(at)
            .map_err(|error| StoreError::bad_row(self.place.table, format!("column {at}: {error}")))
    }

    pub(crate) fn wrong(&self, what: impl std::fmt::Display) -> StoreError {
        StoreError::bad_row(self.place.table, format!("column {}: {what}", self.next - 1))
    }

    pub(crate) fn whole<T: TryFrom<i64>>(&mut self) -> Result<T, StoreError> {
        let number: i64 = self.cell()?;
        T::try_from(number).map_err(|_| self.wrong(format_args!("{number} is out of range")))
    }

    pub(crate) fn whole_or_none<T: TryFrom<i64>>(&mut self) -> Result<Option<T>, StoreError> {
        let number: Option<i64> = self.cell()?;
        let narrow = |number| {
            T::try_from(number).map_err(|_| self.wrong(format_args!("{number} is out of range")))
        };
        number.map(narrow).transpose()
    }

    pub(crate) fn fen(&mut self) -> Result<Fen, StoreError> {
        let fen: i64 = self.cell()?;
        Fen::new(fen).ok_or_else(|| self.wrong(format_args!("{fen} fen")))
    }

    pub(crate) fn text(&mut self) -> Result<String, StoreError> {
        self.cell()
    }

    pub(crate) fn parsed<T: FromStr>(&mut self) -> Result<T, StoreError> {
        let text: String = self.cell()?;
        text.parse().map_err(|_| self.wrong(format_args!("`{text}`")))
    }

    pub(crate) fn parsed_or_none<T: FromStr>(&mut self) -> Result<Option<T>, StoreError> {
        let text: Option<String> = self.cell()?;
        let parse = |text: String| text.parse().map_err(|_| self.wrong(format_args!("`{text}`")));
        text.map(parse).transpose()
    }

    /// A value of a closed set, by its code.
    pub(crate) fn coded<T: Copy>(&mut self, codes: &[(T, &str)]) -> Result<T, StoreError> {
        let text: String = self.cell()?;
        self.of_code(&text, codes)
    }

    pub(crate) fn coded_or_none<T: Copy>(
        &mut self,
        codes: &[(T, &str)],
    ) -> Result<Option<T>, StoreError> {
        let text: Option<String> = self.cell()?;
        text.map(|text| self.of_code(&text, codes)).transpose()
    }

    fn of_code<T: Copy>(&self, text: &str, codes: &[(T, &str)]) -> Result<T, StoreError> {
        let found = codes.iter().find(|(_, code)| *code == text).map(|(value, _)| *value);
        found.ok_or_else(|| self.wrong(format_args!("`{text}` is no code")))
    }

    pub(crate) fn period(&mut self) -> Result<Period, StoreError> {
        let (first, last): (NaiveDate, Option<NaiveDate>) = (self.cell()?, self.cell()?);
        Period::new(first, last).map_err(|error| self.wrong(error))
    }

    pub(crate) fn time(&mut self) -> Result<NaiveTime, StoreError> {
        let text: String = self.cell()?;
        NaiveTime::parse_from_str(&text, "%H:%M").map_err(|error| self.wrong(error))
    }

    pub(crate) fn month(&mut self) -> Result<Month, StoreError> {
        let number: i64 = self.cell()?;
        month_of(number).ok_or_else(|| self.wrong(format_args!("{number} is no month")))
    }

    pub(crate) fn opened(&mut self) -> Result<Option<String>, StoreError> {
        let sealed: Option<Vec<u8>> = self.cell()?;
        let table = self.place.table;
        let open = |sealed: Vec<u8>| {
            self.seal.open(&sealed, self.place).ok_or(StoreError::Sealed { table })
        };
        sealed.map(open).transpose()
    }

    pub(crate) fn skip(&mut self) {
        self.next += 1;
    }
}

/// Puts the cells of a row, from left to right.
pub(crate) struct Put<'a> {
    values: &'a mut Vec<Value>,
    place: Place,
    seal: &'a Seal,
    failed: &'a mut bool,
}

impl<'a> Put<'a> {
    pub(crate) const fn new(
        values: &'a mut Vec<Value>,
        place: Place,
        seal: &'a Seal,
        failed: &'a mut bool,
    ) -> Self {
        Self { values, place, seal, failed }
    }

    /// The next cell.
    pub(crate) fn cell(&mut self, value: impl Into<Value>) {
        self.values.push(value.into());
    }

    pub(crate) fn whole(&mut self, value: impl Into<i64>) {
        self.cell(value.into());
    }

    pub(crate) fn whole_or_none(&mut self, value: Option<impl Into<i64>>) {
        self.cell(value.map(Into::into));
    }

    pub(crate) fn text(&mut self, value: &str) {
        self.cell(value);
    }

    pub(crate) fn shown(&mut self, value: Option<&impl ToString>) {
        self.cell(value.map(ToString::to_string));
    }

    pub(crate) fn coded<T: PartialEq>(&mut self, value: &T, codes: &[(T, &'static str)]) {
        let code = codes.iter().find(|(coded, _)| coded == value).map(|(_, code)| *code);
        *self.failed |= code.is_none();
        self.cell(code.unwrap_or_default());
    }

    pub(crate) fn period(&mut self, period: Period) {
        self.cell(period.first());
        self.cell(period.last());
    }

    pub(crate) fn time(&mut self, time: NaiveTime) {
        self.cell(time.format("%H:%M").to_string());
    }

    pub(crate) fn sealed(&mut self, text: Option<&str>) {
        let sealed = text.map(|text| self.seal.seal(text, self.place));
        *self.failed |= matches!(sealed, Some(None));
        self.cell(sealed.flatten());
    }

    /// The keyed hash of a text, by which it is found.
    pub(crate) fn look_up(&mut self, text: Option<&str>) {
        self.cell(text.map(|text| self.seal.look_up(text)));
    }
}

/// A month as a number, such as 202303.
pub(crate) fn number_of(month: Month) -> i64 {
    i64::from(month.year()) * 100 + i64::from(month.number())
}

/// The month of a number such as 202303.
pub(crate) fn month_of(number: i64) -> Option<Month> {
    let year = i32::try_from(number / 100).ok()?;
    Month::new(year, u32::try_from(number % 100).ok()?).ok()
}
