//! Cells that a spreadsheet program must not take for formulas.

use std::borrow::Cow;

/// A cell text for CSV that no spreadsheet program runs as a formula: where it begins with
/// `=`, `+`, `-`, `@`, a tab or a carriage return, an apostrophe is put before it; a plain number
/// such as `-2.00` stays as it is.
///
/// [`Intake::read`](crate::Intake::read) takes the apostrophe away again. In XLSX such cells are
/// written as texts, which needs no apostrophe.
#[must_use]
pub fn formula_safe(text: &str) -> Cow<'_, str> {
    let dangerous = text.starts_with(['=', '+', '-', '@', '\t', '\r']);
    if dangerous && !is_number(text) { Cow::Owned(format!("'{text}")) } else { text.into() }
}

/// Takes away what only keeps a spreadsheet program from changing a cell: the apostrophe of
/// [`formula_safe`], and the form `="0123"`.
pub(crate) fn bare(text: &str) -> &str {
    match text.as_bytes() {
        [b'\'', b'=' | b'+' | b'-' | b'@', ..] => &text[1..],
        [b'=', b'"', .., b'"'] if text.len() > 3 => &text[2..text.len() - 1],
        _ => text,
    }
}

fn is_number(text: &str) -> bool {
    let digits = text.strip_prefix('-').unwrap_or(text);
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, "0"));
    let plain = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
    plain(whole) && plain(fraction)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formulas_are_made_texts_and_numbers_stay() {
        for (text, safe) in [
            ("=1+1", "'=1+1"),
            ("@SUM(A1)", "'@SUM(A1)"),
            ("+8613", "'+8613"),
            ("-cmd|' /C calc'!A0", "'-cmd|' /C calc'!A0"),
            ("-2.00", "-2.00"),
            ("-", "'-"),
            ("张三", "张三"),
            ("", ""),
        ] {
            assert_eq!(formula_safe(text), safe);
            assert_eq!(bare(&formula_safe(text)), text);
        }
        assert_eq!(bare("=\"0123\""), "0123");
        assert_eq!(bare("'quoted'"), "'quoted'");
        assert_eq!(bare("=\"\""), "=\"\"");
    }
}
