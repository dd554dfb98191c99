//! Codes, numbers and money.

use kehou_registry::{DivisionCode, SchoolCode, StudentNumber, StudentNumberError};
use kehou_units::Fen;

use super::{squeezed, whole};
use crate::{Reason, ReasonCode};

/// A school code (学校标识码): ten digits.
pub(crate) fn school_code(cell: &str) -> Result<SchoolCode, Reason> {
    let text = not_rounded(cell)?;
    text.parse().map_err(|_| ReasonCode::SchoolCodeInvalid.into())
}

/// The code of a town (镇街): nine digits.
pub(crate) fn town_code(cell: &str) -> Result<DivisionCode, Reason> {
    let text = not_rounded(cell)?;
    let code = text.parse().ok().filter(|code: &DivisionCode| code.as_str().len() == 9);
    code.ok_or_else(|| ReasonCode::TownCodeInvalid.into())
}

/// A student number (学籍号).
pub(crate) fn student_number(cell: &str) -> Result<StudentNumber, Reason> {
    let text = not_rounded(cell)?;
    text.parse().map_err(|error| match error {
        StudentNumberError::Form => ReasonCode::StudentNumberForm.into(),
        StudentNumberError::CheckCharacter { found, wanted } => {
            Reason::new(ReasonCode::StudentNumberCheck).with("found", found).with("wanted", wanted)
        }
    })
}

/// An account or local number, as it stands.
pub(crate) fn account(cell: &str) -> Result<String, Reason> {
    not_rounded(cell)
}

/// Yuan: `2`, `2.00`, `2元`, `￥2.00元/课时`.
pub(crate) fn yuan(cell: &str) -> Result<Fen, Reason> {
    let text = squeezed(cell);
    let text = text.trim_start_matches(['¥', '￥']);
    let text = text.split_once('/').map_or(text, |(amount, _)| amount).trim_end_matches('元');
    Fen::from_yuan_text(text).map_err(|_| ReasonCode::YuanInvalid.into())
}

/// The number of a revision.
pub(crate) fn revision(cell: &str) -> Result<u16, Reason> {
    let number = whole(&squeezed(cell)).filter(|number| *number <= 999);
    number.and_then(|n| u16::try_from(n).ok()).ok_or_else(|| ReasonCode::RevisionInvalid.into())
}

/// The cell without blanks, unless a spreadsheet has rounded it: `3.70829E+18`.
fn not_rounded(cell: &str) -> Result<String, Reason> {
    let text = squeezed(cell);
    let (mantissa, exponent) = text.split_once(['E', 'e']).unwrap_or((&text, ""));
    let is_mantissa = mantissa.contains(|c: char| c.is_ascii_digit())
        && mantissa.bytes().all(|b| b.is_ascii_digit() || b == b'.');
    let exponent = exponent.strip_prefix('+').unwrap_or(exponent);
    if is_mantissa && whole(exponent).is_some() {
        return Err(ReasonCode::NumberRounded.into());
    }
    Ok(text.into_owned())
}
