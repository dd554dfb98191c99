//! Texts that people write, and the persons who write them.

use std::{fmt, str::FromStr};

use kehou_units::{Fault, Instant};

/// The most bytes of a line: a title, a number, a reason.
pub const LINE_BYTES: usize = 400;
/// The most bytes of a passage: a statement, what was found, what is demanded.
pub const PASSAGE_BYTES: usize = 16_384;
/// The most bytes of the id of a person.
pub const PERSON_BYTES: usize = 128;

/// A text is no line, passage or id of a person.
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
    /// It holds a control or invisible character, or a line break where none may stand.
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
            Self::Blank => "INSPECTION_TEXT_BLANK",
            Self::TooLong { .. } => "INSPECTION_TEXT_LONG",
            Self::Invisible { .. } => "INSPECTION_TEXT_INVISIBLE",
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
pub struct Line(String);

/// Lines that a person wrote: a statement, what was found; not blank, at most [`PASSAGE_BYTES`]
/// bytes of UTF-8, line breaks allowed, kept as written.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Passage(String);

/// Who acts, as the principal's subject names them: at most [`PERSON_BYTES`] bytes without blanks.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PersonRef(String);

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
                Ok(Self(text.to_owned()))
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.pad(&self.0)
            }
        }
    };
}

written!(Line, LINE_BYTES, is_seen);
written!(Passage, PASSAGE_BYTES, |c| c == '\n' || is_seen(c));
written!(PersonRef, PERSON_BYTES, |c| !c.is_whitespace() && is_seen(c));

/// Who did something, and when.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Signature {
    /// Who.
    pub by: PersonRef,
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
    fn what_a_person_wrote_is_kept_as_written() {
        let line: Line = " 现场 <b>核实</b> ".parse().unwrap();
        assert_eq!(line.as_str(), " 现场 <b>核实</b> ");
        assert!("一\n二".parse::<Passage>().is_ok());
    }

    #[test]
    fn blank_endless_and_invisible_texts_are_refused() {
        assert_eq!("  ".parse::<Line>(), Err(WrittenError::Blank));
        assert_eq!("".parse::<Passage>(), Err(WrittenError::Blank));
        let line_break = Err(WrittenError::Invisible { character: 10 });
        assert_eq!("a\nb".parse::<Line>(), line_break);
        let turned = Err(WrittenError::Invisible { character: 0x202e });
        assert_eq!("a\u{202e}b".parse::<Passage>(), turned);
        assert!("a b".parse::<PersonRef>().is_err());
        let long = "x".repeat(LINE_BYTES + 1);
        assert_eq!(long.parse::<Line>(), Err(WrittenError::TooLong { bytes: 401, limit: 400 }));
        assert!(long[1..].parse::<Line>().is_ok());
    }
}
