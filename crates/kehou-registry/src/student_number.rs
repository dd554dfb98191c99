//! National student numbers (学籍号).

use std::{fmt, str::FromStr};

use kehou_units::Fault;

/// A national student number (学籍号): `G` or `L` and an identity number of 18 characters whose
/// check character is right. It is sensitive: `Debug` shows its last four characters only.
///
/// # Clauses
///
/// C5 (check character: GB 11643).
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct StudentNumber(String);

/// A text is no student number.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum StudentNumberError {
    /// It does not look like one.
    #[error("a student number (学籍号) is G or L and 18 characters, the last a digit or X")]
    Form,
    /// Its check character does not fit its digits, so a digit is mistyped.
    #[error(
        "the check character of the student number (学籍号) is `{found}`; its digits call for `{wanted}`"
    )]
    CheckCharacter {
        /// The character that stands there.
        found: char,
        /// The character that its digits call for.
        wanted: char,
    },
}

impl StudentNumberError {
    /// The stable code of this error.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Form => "REGISTRY_STUDENT_NUMBER_FORM",
            Self::CheckCharacter { .. } => "REGISTRY_STUDENT_NUMBER_CHECK",
        }
    }

    /// The kind of failure.
    #[must_use]
    pub const fn fault(&self) -> Fault {
        Fault::Invalid
    }
}

impl StudentNumber {
    /// The whole number; show it to nobody who need not see it.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The check character that 17 digits call for.
    #[must_use]
    pub fn check_character(digits: &[u8; 17]) -> char {
        // ISO 7064 MOD 11-2: each place weighs twice the one to its right.
        let sum = digits.iter().fold(0u32, |sum, digit| (sum + u32::from(digit - b'0')) * 2 % 11);
        match (12 - sum) % 11 {
            10 => 'X',
            rest => char::from_digit(rest, 10).unwrap_or('0'),
        }
    }
}

impl FromStr for StudentNumber {
    type Err = StudentNumberError;

    fn from_str(text: &str) -> Result<Self, StudentNumberError> {
        let text = text.to_ascii_uppercase();
        let (&[kind, ref identity @ ..], 19) = (text.as_bytes(), text.len()) else {
            return Err(StudentNumberError::Form);
        };
        let (digits, check) = identity.split_first_chunk::<17>().ok_or(StudentNumberError::Form)?;
        let &[found] = check else {
            return Err(StudentNumberError::Form);
        };
        let looks_right = matches!(kind, b'G' | b'L')
            && digits.iter().all(u8::is_ascii_digit)
            && (found.is_ascii_digit() || found == b'X');
        if !looks_right {
            return Err(StudentNumberError::Form);
        }
        let (found, wanted) = (char::from(found), Self::check_character(digits));
        if found != wanted {
            return Err(StudentNumberError::CheckCharacter { found, wanted });
        }
        Ok(Self(text))
    }
}

impl fmt::Debug for StudentNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "StudentNumber(…{})", &self.0[15..])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_check_character_of_the_standard() {
        // The worked example of GB 11643-1999.
        assert_eq!(StudentNumber::check_character(b"11010519491231002"), 'X');
        assert_eq!(StudentNumber::check_character(b"44052418800101001"), '4');
    }

    #[test]
    fn a_mistyped_digit_is_noticed() {
        assert!("g11010519491231002x".parse::<StudentNumber>().is_ok());
        let wrong = "G110105194912310021".parse::<StudentNumber>();
        assert_eq!(wrong, Err(StudentNumberError::CheckCharacter { found: '1', wanted: 'X' }));
        for text in
            ["", "G", "X11010519491231002X", "G1101051949123100", "G学籍号", "G1101051949123100２X"]
        {
            assert_eq!(text.parse::<StudentNumber>(), Err(StudentNumberError::Form), "{text}");
        }
    }

    #[test]
    fn debug_output_hides_the_person() {
        let number: StudentNumber = "G11010519491231002X".parse().unwrap();
        assert_eq!(format!("{number:?}"), "StudentNumber(…002X)");
    }
}
