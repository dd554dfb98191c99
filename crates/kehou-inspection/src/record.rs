//! How acts and papers are kept: what each says as one line of text; who and when stand beside it.
//!
//! The texts are JSON, written from private shapes that refuse what they don't know. The same value
//! always gives the same bytes, and reading them back gives the same value.

mod attachment;
mod campaign;
mod case;
mod checklist;
mod entry;
mod finding;
mod post;
mod practice;
mod reporter;
mod safety;
mod sheet;
mod veto;

use std::{fmt::Display, str::FromStr};

use chrono::NaiveDate;
use kehou_units::Fault;
use serde::{Serialize, de::DeserializeOwned};

use crate::written::Signature;

/// Something that somebody did or wrote, as it is kept.
pub trait Record: Sized {
    /// Who did it, and when.
    fn signed(&self) -> &Signature;

    /// What it says, without who and when: one line, the same bytes for the same value.
    fn to_text(&self) -> String;

    /// Reads what [`Record::to_text`] wrote.
    ///
    /// # Errors
    ///
    /// [`RecordFault`] when the text says no such thing.
    fn from_text(text: &str, signed: Signature) -> Result<Self, RecordFault>;
}

/// A text is no record of its kind.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the record can't be read: {detail}")]
pub struct RecordFault {
    /// What is wrong.
    pub detail: String,
}

impl RecordFault {
    /// The stable code of this error.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        "INSPECTION_RECORD"
    }

    /// The kind of failure: what was stored is not what this program writes.
    #[must_use]
    pub const fn fault(&self) -> Fault {
        Fault::Internal
    }

    pub(crate) fn of(detail: impl Display) -> Self {
        Self { detail: detail.to_string() }
    }
}

/// The text of a shape. Shapes hold texts, numbers and lists of them, which have a text always.
pub(crate) fn text_of(shape: &impl Serialize) -> String {
    serde_json::to_string(shape).unwrap_or_default()
}

pub(crate) fn shape_of<S: DeserializeOwned>(text: &str) -> Result<S, RecordFault> {
    serde_json::from_str(text).map_err(RecordFault::of)
}

/// Reads a value that was written by its own text.
pub(crate) fn said<T: FromStr<Err: Display>>(text: &str) -> Result<T, RecordFault> {
    text.parse().map_err(|error| RecordFault::of(format_args!("`{text}`: {error}")))
}

/// Reads a value of a closed set by its code.
pub(crate) fn coded<T: Copy>(
    text: &str,
    all: &[T],
    code: impl Fn(T) -> &'static str,
) -> Result<T, RecordFault> {
    let found = all.iter().copied().find(|one| code(*one) == text);
    found.ok_or_else(|| RecordFault::of(format_args!("`{text}` is no code")))
}

/// Reads a day.
pub(crate) fn day(text: &str) -> Result<NaiveDate, RecordFault> {
    said(text)
}

#[cfg(test)]
pub(crate) mod testing {
    //! What every kind of record must stand.

    use std::fmt::Debug;

    use kehou_units::Instant;

    use super::Record;
    use crate::written::Signature;

    /// Somebody, at an instant.
    pub(crate) fn signed() -> Signature {
        Signature {
            by: "somebody".parse().unwrap(),
            at: Instant::from_micros(1_681_000_000_000_001),
        }
    }

    /// Reading what was written gives the same, and writing that the same bytes; a field more, and a
    /// text that is cut off, are refused.
    pub(crate) fn stands_reading<R: Record + PartialEq + Debug>(record: &R) {
        let text = record.to_text();
        assert!(!text.is_empty() && !text.contains('\n'), "{text}");
        let back = R::from_text(&text, record.signed().clone()).unwrap();
        assert_eq!(back, *record);
        assert_eq!(back.to_text(), text);
        for wrong in [&text[..text.len() - 1], "", "null", &format!("{{\"more\":1,{}", &text[1..])]
        {
            assert!(R::from_text(wrong, record.signed().clone()).is_err(), "{wrong}");
        }
    }
}
