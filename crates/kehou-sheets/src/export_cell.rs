//! Typed cells of exported tables: one row of cells serves CSV, workbooks and JSON lines.

use std::{borrow::Cow, fmt::Display};

use kehou_units::Fen;

/// A cell of an exported table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Cell<'a> {
    /// A text; in JSON null where it is empty.
    Text(Cow<'a, str>),
    /// A whole number.
    Whole(u64),
    /// An amount: yuan with two decimals in tables, whole fen in JSON.
    Yuan(Fen),
    /// A word of a closed set: as people read it in tables, its stable code in JSON.
    Word {
        /// As people read it.
        shown: Cow<'a, str>,
        /// The stable code.
        code: &'static str,
    },
    /// Stable codes: separated by spaces in tables, a list in JSON.
    Codes(Vec<String>),
}

impl<'a> Cell<'a> {
    pub(crate) fn text(text: &'a str) -> Self {
        Self::Text(text.into())
    }

    pub(crate) fn of(value: impl Display) -> Self {
        Self::Text(value.to_string().into())
    }

    /// As a table shows it.
    pub(crate) fn shown(&self) -> Cow<'_, str> {
        match self {
            Self::Text(text) | Self::Word { shown: text, .. } => Cow::Borrowed(text),
            Self::Whole(number) => number.to_string().into(),
            Self::Yuan(amount) => amount.to_string().into(),
            Self::Codes(codes) => codes.join(" ").into(),
        }
    }
}
