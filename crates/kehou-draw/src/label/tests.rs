use super::*;

#[test]
fn texts_of_any_script_are_taken_as_they_are() {
    for text in ["A", "嘉祥县第一中学 (东校区)", "école n° 4", "x y", "🎲"] {
        assert_eq!(Label::new(text).unwrap().as_str(), text);
    }
}

#[test]
fn what_breaks_a_line_or_hides_is_refused() {
    for (text, found) in [
        (" a", "U+0020"),
        ("a\u{3000}", "U+3000"),
        ("a\nb", "U+000A"),
        ("a\tb", "U+0009"),
        ("a|b", "U+007C"),
        ("a\u{202e}b", "U+202E"),
        ("a\u{200b}b", "U+200B"),
        ("a\u{2028}b", "U+2028"),
        ("a\u{feff}b", "U+FEFF"),
        ("a\u{85}b", "U+0085"),
    ] {
        assert_eq!(Label::new(text), Err(TextError::Character { found: found.to_owned() }));
    }
    let number_sign = TextError::Character { found: "U+0023".to_owned() };
    assert_eq!(UnitCode::new("a#1"), Err(number_sign));
    assert!(Label::new("a#1").is_ok() && Stratum::new("a#1").is_ok());
}

#[test]
fn lengths_are_bytes() {
    assert_eq!(Label::new(""), Err(TextError::Empty));
    assert!(UnitCode::new(&"a".repeat(64)).is_ok());
    assert_eq!(UnitCode::new(&"校".repeat(22)), Err(TextError::TooLong { limit: 64, given: 66 }));
    assert_eq!(Nonce::new("123456789012345"), Err(TextError::TooShort { least: 16, given: 15 }));
    assert!(Nonce::new("1234567890123456").is_ok());
    assert!(Nonce::new("12345678:0123456").is_err(), "the colon ends a nonce");
    assert!(Nonce::new("12345678 0123456").is_err());
}
