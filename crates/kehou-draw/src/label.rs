//! Texts that stand in canonical forms: one line each, and nothing in them that hides.

use std::{fmt, ops::RangeInclusive};

use kehou_units::Fault;

/// A text can't stand in a canonical form.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum TextError {
    /// It is empty.
    #[error("the text is empty")]
    Empty,
    /// It is too long.
    #[error("the text has {given} bytes; at most {limit} are taken")]
    TooLong {
        /// How many bytes are taken.
        limit: usize,
        /// How many it has.
        given: usize,
    },
    /// It is too short.
    #[error("the text has {given} bytes; at least {least} are needed")]
    TooShort {
        /// How many bytes are needed.
        least: usize,
        /// How many it has.
        given: usize,
    },
    /// It holds a character that is not taken.
    #[error("the text holds the character {found}, which is not taken")]
    Character {
        /// The character, as `U+0009`.
        found: String,
    },
}

impl TextError {
    /// The stable code of this error.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Empty => "DRAW_TEXT_EMPTY",
            Self::TooLong { .. } => "DRAW_TEXT_LONG",
            Self::TooShort { .. } => "DRAW_TEXT_SHORT",
            Self::Character { .. } => "DRAW_TEXT_CHARACTER",
        }
    }

    /// The kind of failure.
    #[must_use]
    pub const fn fault(&self) -> Fault {
        Fault::Invalid
    }

    /// The arguments of its text.
    #[must_use]
    pub fn args(&self) -> Vec<(&'static str, String)> {
        match self {
            Self::Empty => Vec::new(),
            Self::TooLong { limit, given } => {
                vec![("limit", limit.to_string()), ("given", given.to_string())]
            }
            Self::TooShort { least, given } => {
                vec![("least", least.to_string()), ("given", given.to_string())]
            }
            Self::Character { found } => vec![("found", found.clone())],
        }
    }
}

fn checked(
    text: &str,
    bytes: RangeInclusive<usize>,
    shut: fn(char) -> bool,
) -> Result<String, TextError> {
    if text.is_empty() {
        return Err(TextError::Empty);
    }
    let (least, limit, given) = (*bytes.start(), *bytes.end(), text.len());
    if given > limit {
        return Err(TextError::TooLong { limit, given });
    }
    if given < least {
        return Err(TextError::TooShort { least, given });
    }
    let edge = |c: &char| c.is_whitespace();
    let edges = text.chars().next().filter(edge).or(text.chars().next_back().filter(edge));
    match edges.or_else(|| text.chars().find(|c| is_hidden(*c) || shut(*c))) {
        Some(c) => Err(TextError::Character { found: format!("U+{:04X}", u32::from(c)) }),
        None => Ok(text.to_owned()),
    }
}

/// Control characters, line and paragraph separators, and what turns or hides text.
fn is_hidden(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{2069}')
        || c == '\u{feff}'
}

macro_rules! labels {
    ($($(#[$doc:meta])+ $name:ident, $bytes:expr, $shut:expr;)+) => {$(
        $(#[$doc])+
        #[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(String);

        impl $name {
            /// Takes a text as it is.
            ///
            /// # Errors
            ///
            /// - [`TextError::Empty`] for no text.
            /// - [`TextError::TooLong`] for more bytes than said above.
            /// - [`TextError::TooShort`] for fewer.
            /// - [`TextError::Character`] for white space at an end, control characters, line
            ///   separators, marks that turn or hide text, and what is excluded above.
            pub fn new(text: &str) -> Result<Self, TextError> {
                checked(text, $bytes, $shut).map(Self)
            }

            /// The text.
            #[must_use]
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                fmt::Debug::fmt(&self.0, f)
            }
        }
    )+};
}

labels! {
    /// The code of a unit that can be drawn: at most 64 bytes of UTF-8, no `#`, no `|`.
    ///
    /// Codes are ordered by their bytes.
    UnitCode, 1..=64, |c| matches!(c, '#' | '|');
    /// The code or name of a stratum (层), such as a town's division code: at most 64 bytes.
    Stratum, 1..=64, |c| c == '|';
    /// A title, name or value in a draw: at most 400 bytes of UTF-8, no `|`.
    Label, 1..=400, |c| c == '|';
    /// What a party adds to its value so that nobody can guess it from the hash: 16 to 128 visible
    /// ASCII characters, no `:` and no `|`.
    Nonce, 16..=128, |c| !c.is_ascii_graphic() || matches!(c, ':' | '|');
}

#[cfg(test)]
mod tests;
