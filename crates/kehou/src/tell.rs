//! Sentences of the command, from their codes.

use kehou_words::{Lang, render_or_code};

/// The sentence of a code, each `{name}` replaced by the argument of that name.
pub(crate) fn say(code: &str, lang: Lang, args: &[(&str, &str)]) -> String {
    render_or_code(code, lang, args)
}

/// The sentence of a code with named arguments.
macro_rules! sentence {
    ($lang:expr, $code:literal $(, $name:ident = $value:expr)* $(,)?) => {
        $crate::tell::say($code, $lang, &[$((stringify!($name), &$value.to_string())),*])
    };
}

/// Prints the sentence of a code.
macro_rules! tell {
    ($($sentence:tt)*) => { println!("{}", $crate::tell::sentence!($($sentence)*)) };
}

pub(crate) use {sentence, tell};

/// A number with its thousands apart.
pub(crate) fn grouped(number: impl TryInto<i128>) -> String {
    let number: i128 = number.try_into().unwrap_or(0);
    let digits = number.unsigned_abs().to_string();
    let groups: Vec<&str> = digits
        .as_bytes()
        .rchunks(3)
        .rev()
        .filter_map(|group| std::str::from_utf8(group).ok())
        .collect();
    let sign = if number < 0 { "-" } else { "" };
    format!("{sign}{}", groups.join(","))
}

/// Yuan with two decimals and thousands apart.
pub(crate) fn yuan(fen: i64) -> String {
    let sign = if fen < 0 { "-" } else { "" };
    let fen = fen.unsigned_abs();
    format!("{sign}{}.{:02}", grouped(fen / 100), fen % 100)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn thousands_stand_apart() {
        assert_eq!(grouped(1_234_567), "1,234,567");
        assert_eq!(grouped(0), "0");
        assert_eq!(yuan(-123_456_705), "-1,234,567.05");
        assert_eq!(yuan(99), "0.99");
    }
}
