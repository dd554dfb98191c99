//! Administrative division codes (行政区划代码).

use std::{fmt, str::FromStr};

use kehou_units::Fault;

/// A division code of 2 (province), 4 (city), 6 (county) or 9 (town) digits; a prefix is a scope.
///
/// # Clauses
///
/// C1 (GB/T 2260, GB/T 10114).
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct DivisionCode(String);

/// A text is no division code.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{text}` is no division code; write 2, 4, 6 or 9 digits, such as 370829")]
pub struct DivisionError {
    text: String,
}

impl DivisionError {
    /// The stable code of this error.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        "REGISTRY_DIVISION"
    }

    /// The kind of failure.
    #[must_use]
    pub const fn fault(&self) -> Fault {
        Fault::Invalid
    }
}

impl DivisionCode {
    /// The digits.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether `other` is this division or lies in it.
    #[must_use]
    pub fn covers(&self, other: &Self) -> bool {
        other.0.starts_with(&self.0)
    }
}

impl FromStr for DivisionCode {
    type Err = DivisionError;

    fn from_str(text: &str) -> Result<Self, DivisionError> {
        let well_formed =
            matches!(text.len(), 2 | 4 | 6 | 9) && text.bytes().all(|b| b.is_ascii_digit());
        if well_formed {
            Ok(Self(text.to_owned()))
        } else {
            Err(DivisionError { text: text.to_owned() })
        }
    }
}

impl fmt::Display for DivisionCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_prefix_is_a_scope() {
        let code = |text: &str| text.parse::<DivisionCode>().unwrap();
        assert!(code("370829").covers(&code("370829102")));
        assert!(!code("370829102").covers(&code("370829")));
        assert!(!code("3708").covers(&code("371002")));
    }

    #[test]
    fn other_lengths_are_refused() {
        for text in ["", "3", "370", "3708291", "37082x", "370829102001"] {
            assert!(text.parse::<DivisionCode>().is_err(), "{text}");
        }
    }
}
