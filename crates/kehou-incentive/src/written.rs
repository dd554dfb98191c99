//! Texts that people write, and the persons who write them.

use std::{fmt, str::FromStr, sync::Arc};

use kehou_units::{Fault, Instant};

/// The most bytes of a line: a title, a number, a reason.
pub const LINE_BYTES: usize = 400;
/// The most bytes of the id of a member of staff.
pub const STAFF_BYTES: usize = 128;

/// A text is no line or no id of a person.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum WrittenError {
    /// Nothing visible stands in it.
    #[error("the text is blank; write what is meant")]
    Blank,
    /// It is too long.
    #[error("the text has {bytes} bytes; keep it within {limit}")]
    TooLong {
        /// How many bytes it has.
        bytes: usize,
        /// How many it may have.
        limit: usize,
    },
    /// It holds a control or invisible character.
    #[error("the text holds U+{character:04X} at this place; write visible characters")]
    Invisible {
        /// The code point.
        character: u32,
    },
}

impl WrittenError {
    /// The stable code of this error.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Blank => "INCENTIVE_TEXT_BLANK",
            Self::TooLong { .. } => "INCENTIVE_TEXT_LONG",
            Self::Invisible { .. } => "INCENTIVE_TEXT_INVISIBLE",
        }
    }

    /// The arguments of its text, by name.
    #[must_use]
    pub fn args(&self) -> Vec<(&'static str, String)> {
        match self {
            Self::Blank => Vec::new(),
            Self::TooLong { bytes, limit } => {
                vec![("bytes", bytes.to_string()), ("limit", limit.to_string())]
            }
            Self::Invisible { character } => vec![("character", format!("U+{character:04X}"))],
        }
    }

    /// The kind of failure.
    #[must_use]
    pub const fn fault(&self) -> Fault {
        Fault::Invalid
    }
}

fn check(text: &str, limit: usize, fits: impl Fn(char) -> bool) -> Result<(), WrittenError> {
    if text.len() > limit {
        return Err(WrittenError::TooLong { bytes: text.len(), limit });
    }
    if let Some(wrong) = text.chars().find(|c| !fits(*c)) {
        return Err(WrittenError::Invisible { character: u32::from(wrong) });
    }
    if text.trim().is_empty() { Err(WrittenError::Blank) } else { Ok(()) }
}

/// Whether a character is seen and turns nothing around: bidirectional marks are not.
fn is_seen(c: char) -> bool {
    let hidden = matches!(c, '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}');
    !c.is_control() && !hidden
}

/// One line that a person wrote: a reason, a title, a document number; not blank, at most
/// [`LINE_BYTES`] bytes of UTF-8, kept as written.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Line(Arc<str>);

/// A member of staff, or whoever acts, as their principal's subject names them: at most
/// [`STAFF_BYTES`] bytes without blanks.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct StaffRef(Arc<str>);

macro_rules! written {
    ($name:ident, $limit:expr, $fits:expr) => {
        impl $name {
            /// The text.
            #[must_use]
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl FromStr for $name {
            type Err = WrittenError;

            fn from_str(text: &str) -> Result<Self, WrittenError> {
                check(text, $limit, $fits)?;
                Ok(Self(Arc::from(text)))
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.pad(&self.0)
            }
        }
    };
}

impl Line {
    /// The key of the line of a card for the part that a school left unused.
    pub(crate) fn school_part() -> Self {
        static KEY: std::sync::LazyLock<Line> =
            std::sync::LazyLock::new(|| Line(Arc::from("school_part")));
        KEY.clone()
    }
}

written!(Line, LINE_BYTES, is_seen);
written!(StaffRef, STAFF_BYTES, |c| !c.is_whitespace() && is_seen(c));

/// Who did something, and when.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Signature {
    /// Who.
    pub by: StaffRef,
    /// When.
    pub at: Instant,
}

/// Who did something, when, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reasoned {
    /// Who and when.
    pub signed: Signature,
    /// Why.
    pub why: Line,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blank_endless_and_invisible_texts_are_refused() {
        assert_eq!("  ".parse::<Line>(), Err(WrittenError::Blank));
        assert_eq!("a\nb".parse::<Line>(), Err(WrittenError::Invisible { character: 10 }));
        assert!("a b".parse::<StaffRef>().is_err());
        let long = "x".repeat(LINE_BYTES + 1);
        assert_eq!(long.parse::<Line>(), Err(WrittenError::TooLong { bytes: 401, limit: 400 }));
        assert_eq!(long[1..].parse::<Line>().unwrap().as_str(), &long[1..]);
    }
}
