//! A table of a policy text, read field by field; whatever doesn't fit becomes a problem.

use std::sync::Arc;

use chrono::NaiveDate;
use kehou_units::Period;
use toml::{
    Spanned,
    de::{DeTable, DeValue},
};

use super::{
    nearest::nearest,
    source::{Problems, Source, problem},
};
use crate::{
    ProblemCode,
    problem::{Place, is_visible},
};

/// The most characters that a text of a policy may have.
pub(super) const TEXT_LIMIT: usize = 1_000;

/// Whether a text is one that a bill could print: one line, neither blank nor endless, and all
/// of it visible.
pub(super) fn is_sound(text: &str) -> bool {
    let fits = text.chars().nth(TEXT_LIMIT).is_none();
    fits && !text.trim().is_empty() && text.chars().all(is_visible)
}

/// What the problems of a table name as their key.
#[derive(Clone)]
pub(super) enum Label {
    /// The root of the file: the field alone.
    Root,
    /// A table: its path and the field.
    Table(String),
    /// A parameter: its name.
    Parameter(String),
}

impl Label {
    /// What a problem with a field names as its key.
    pub(super) fn key(&self, field: &str) -> String {
        match self {
            Self::Root => field.to_owned(),
            Self::Table(path) => format!("{path}.{field}"),
            Self::Parameter(name) => name.clone(),
        }
    }
}

/// A table with its place.
pub(super) struct Section<'a> {
    pub(super) source: &'a Source,
    pub(super) table: &'a DeTable<'a>,
    pub(super) place: Place,
    pub(super) label: Label,
}

impl<'a> Section<'a> {
    /// What a problem with a field names as its key.
    pub(super) fn key(&self, field: &str) -> String {
        self.label.key(field)
    }

    pub(super) fn place_of(&self, value: &Spanned<DeValue<'_>>) -> Place {
        self.source.place(&value.span())
    }

    /// Reports every field that is not among `known`.
    pub(super) fn only(&self, known: &[&str], problems: &mut Problems) {
        for key in self.table.keys() {
            let field: &str = key.get_ref();
            if !known.contains(&field) {
                let place = self.source.place(&key.span());
                let key = match &self.label {
                    Label::Parameter(name) => format!("{name}.{field}"),
                    _ => self.key(field),
                };
                let unknown = problem(&place, key, ProblemCode::UnknownKey);
                problems.add(unknown.with("nearest", nearest(field, known)));
            }
        }
    }

    /// A field that may be absent.
    pub(super) fn optional(&self, field: &str) -> Option<&'a Spanned<DeValue<'a>>> {
        self.table.get(field)
    }

    /// A field that must be there.
    pub(super) fn required(
        &self,
        field: &'static str,
        problems: &mut Problems,
    ) -> Option<&'a Spanned<DeValue<'a>>> {
        let value = self.optional(field);
        if value.is_none() {
            let missing = problem(&self.place, self.key(field), ProblemCode::MissingKey);
            problems.add(missing.with("field", field));
        }
        value
    }

    /// Reports a value of the wrong type; floats were reported before.
    pub(super) fn wrong_type(
        &self,
        field: &str,
        value: &Spanned<DeValue<'_>>,
        expected: &str,
    ) -> Option<crate::PolicyProblem> {
        if value.get_ref().is_float() {
            return None;
        }
        let wrong = problem(&self.place_of(value), self.key(field), ProblemCode::WrongType);
        let found = match value.get_ref() {
            DeValue::String(_) => "text",
            DeValue::Integer(_) => "a whole number",
            DeValue::Float(_) => "a float",
            DeValue::Boolean(_) => "true or false",
            DeValue::Datetime(_) => "a date or time",
            DeValue::Array(_) => "a list",
            DeValue::Table(_) => "a table",
        };
        let wrong = wrong.with("field", field).with("found", found);
        Some(wrong.with("expected", expected))
    }

    /// A required text on one line, neither blank nor endless.
    pub(super) fn text(&self, field: &'static str, problems: &mut Problems) -> Option<&'a str> {
        let value = self.required(field, problems)?;
        self.as_text(field, value, problems)
    }

    /// A required text that other texts refer to.
    pub(super) fn id(&self, field: &'static str, problems: &mut Problems) -> Option<&'a str> {
        let text = self.text(field, problems)?;
        let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || "-_".contains(c);
        if text.chars().all(plain) {
            return Some(text);
        }
        let place = self.optional(field).map(|value| self.place_of(value));
        let place = place.unwrap_or_else(|| self.place.clone());
        problems.add(problem(&place, self.key(field), ProblemCode::BadId).with("value", text));
        None
    }

    /// A text that may be absent.
    pub(super) fn optional_text(
        &self,
        field: &'static str,
        problems: &mut Problems,
    ) -> Option<Arc<str>> {
        let value = self.optional(field)?;
        self.as_text(field, value, problems).map(Into::into)
    }

    /// Reads a value as text.
    pub(super) fn as_text(
        &self,
        field: &'static str,
        value: &'a Spanned<DeValue<'a>>,
        problems: &mut Problems,
    ) -> Option<&'a str> {
        let Some(text) = value.get_ref().as_str() else {
            if let Some(wrong) = self.wrong_type(field, value, "text in quotes") {
                problems.add(wrong);
            }
            return None;
        };
        if is_sound(text) {
            return Some(text);
        }
        let bad = problem(&self.place_of(value), self.key(field), ProblemCode::BadText);
        problems.add(bad.with("field", field).with("limit", TEXT_LIMIT));
        None
    }

    /// A word of a closed set, by its position in `allowed`; absent is no problem.
    pub(super) fn word<T: Copy>(
        &self,
        field: &'static str,
        allowed: &[(&str, T)],
        problems: &mut Problems,
    ) -> Option<T> {
        let value = self.optional(field)?;
        let text = self.as_text(field, value, problems)?;
        let found = allowed.iter().find(|(word, _)| *word == text);
        if found.is_none() {
            let words: Vec<&str> = allowed.iter().map(|(word, _)| *word).collect();
            let unknown = problem(&self.place_of(value), self.key(field), ProblemCode::UnknownWord);
            let unknown = unknown.with("value", text).with("field", field);
            problems.add(unknown.with("allowed", words.join(", ")));
        }
        found.map(|(_, meaning)| *meaning)
    }

    /// The days from `from` to `until`, both included; `until` may be absent.
    pub(super) fn period(&self, problems: &mut Problems) -> Option<Period> {
        let from =
            self.required("from", problems).and_then(|value| self.as_date("from", value, problems));
        let until = match self.optional("until") {
            Some(value) => Some(self.as_date("until", value, problems)?),
            None => None,
        };
        self.days(from?, until, problems)
    }

    /// Makes a period of two dates of this table.
    pub(super) fn days(
        &self,
        from: NaiveDate,
        until: Option<NaiveDate>,
        problems: &mut Problems,
    ) -> Option<Period> {
        let made = Period::new(from, until);
        if let Err(reversed) = &made {
            let place = self
                .optional("until")
                .map_or_else(|| self.place.clone(), |value| self.place_of(value));
            let reversed_dates = problem(&place, self.key("until"), ProblemCode::DatesReversed)
                .with("from", reversed.first)
                .with("until", reversed.last);
            problems.add(reversed_dates);
        }
        made.ok()
    }

    /// Reads a value as a civil date.
    pub(super) fn as_date(
        &self,
        field: &'static str,
        value: &'a Spanned<DeValue<'a>>,
        problems: &mut Problems,
    ) -> Option<NaiveDate> {
        let written = value.get_ref().as_datetime();
        let bare = written.filter(|d| d.time.is_none() && d.offset.is_none());
        let date = bare.and_then(|d| d.date).and_then(|d| {
            NaiveDate::from_ymd_opt(i32::from(d.year), u32::from(d.month), u32::from(d.day))
        });
        if date.is_none()
            && let Some(wrong) = self.wrong_type(field, value, "a date such as 2023-01-01")
        {
            problems.add(wrong);
        }
        date
    }
}
