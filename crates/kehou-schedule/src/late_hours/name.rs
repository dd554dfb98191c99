//! Names by which a school knows its groups, rooms, buildings and adults.

use std::fmt;

use kehou_units::Fault;

/// What a school calls a group, a room, a building or an adult: a word or an id, never reasons or
/// care data (S4).
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Name(String);

/// A text is no name.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "a name of {bytes} bytes can't stand in a plan; use 1 to {limit} bytes and no control characters"
)]
pub struct NameError {
    /// How many bytes it has.
    pub bytes: usize,
    /// How many it may have.
    pub limit: usize,
}

impl NameError {
    /// The stable code of this error.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        "SCHEDULE_NAME"
    }

    /// The kind of failure.
    #[must_use]
    pub const fn fault(&self) -> Fault {
        Fault::Invalid
    }

    /// The arguments of its text, by name.
    #[must_use]
    pub fn args(&self) -> Vec<(&'static str, String)> {
        vec![("bytes", self.bytes.to_string()), ("limit", self.limit.to_string())]
    }
}

impl Name {
    /// The most bytes of a name.
    pub const BYTES: usize = 64;

    /// Makes a name.
    ///
    /// # Errors
    ///
    /// [`NameError`] when the text is empty, longer than 64 bytes, or holds a control character.
    pub fn new(text: &str) -> Result<Self, NameError> {
        let bytes = text.len();
        if text.trim().is_empty() || bytes > Self::BYTES || text.chars().any(char::is_control) {
            return Err(NameError { bytes, limit: Self::BYTES });
        }
        Ok(Self(text.to_owned()))
    }

    /// The name as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Name {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}
