use super::{Role, Source, lexer::CommentKind};

fn words(text: &str) -> Vec<String> {
    let source = Source::new("crates/kehou-fee", "crates/kehou-fee/src/lib.rs", text);
    source.tokens.into_iter().map(|token| token.text).collect()
}

fn shipped_words(text: &str) -> String {
    let source = Source::new("crates/kehou-fee", "crates/kehou-fee/src/lib.rs", text);
    source.shipped_tokens().iter().map(|token| token.text.as_str()).collect::<Vec<_>>().join(" ")
}

#[test]
fn a_string_of_any_kind_is_one_token() {
    for text in [r#""f64 \" f64""#, r##"r#"a " f64"#"##, r#"b"f64""#, r#"br"f64""#, r#"c"f64""#] {
        assert_eq!(words(&format!("let x = {text};")), ["let", "x", "=", "\"", ";"], "{text}");
    }
}

#[test]
fn a_backslash_before_the_closing_quote_does_not_open_the_next_string() {
    assert_eq!(words(r#"a("\\"); f64"#), ["a", "(", "\"", ")", ";", "f64"]);
}

#[test]
fn a_lifetime_is_not_an_open_character() {
    assert_eq!(words("&'a str '\\'' 'f' '\\u{41}'"), ["&", "'", "a", "str", "'", "'", "'"]);
}

#[test]
fn a_fraction_is_one_number_but_a_field_of_a_field_is_two() {
    assert_eq!(
        words("0.5 1..2 x.0.1 7_i64"),
        ["0.5", "1", ".", ".", "2", "x", ".", "0", ".", "1", "7_i64"]
    );
}

#[test]
fn comments_keep_their_line_and_what_they_document() {
    let text = "//! inner\n\n/// item\n// plain\n//// plain\nfn f() {} /* a /* b */\nc */ g";
    let source = Source::new("crates/a", "crates/a/src/lib.rs", text);
    let seen: Vec<_> = source.comments.iter().map(|c| (c.line, c.kind, c.text.trim())).collect();
    assert_eq!(
        seen,
        [
            (1, CommentKind::Inner, "inner"),
            (3, CommentKind::Item, "item"),
            (4, CommentKind::Plain, "plain"),
            (5, CommentKind::Plain, "// plain"),
            (6, CommentKind::Plain, "/* a /* b */"),
            (7, CommentKind::Plain, "c */"),
        ]
    );
    assert_eq!(source.tokens.last().map(|token| (token.text.as_str(), token.line)), Some(("g", 7)));
}

#[test]
fn a_test_module_does_not_ship_and_what_follows_it_does() {
    let text = "fn a() {}\n#[cfg(test)]\n#[allow(x)]\nmod tests {\n fn b() {}\n}\nfn c() {}\n";
    assert_eq!(shipped_words(text), "fn a ( ) { } fn c ( ) { }");
    let source = Source::new("crates/a", "crates/a/src/lib.rs", text);
    assert_eq!(source.line_counts(), (7, 2));
}

#[test]
fn a_test_declaration_ends_at_its_semicolon() {
    assert_eq!(shipped_words("#[cfg(test)]\nmod tests;\nuse a;\n"), "use a ;");
    assert_eq!(shipped_words("#[cfg(any(test, feature = \"x\"))]\npub mod testing;\nx"), "x");
}

#[test]
fn code_for_anything_but_tests_ships() {
    assert_eq!(
        shipped_words("#[cfg(not(test))]\nfn a() {}"),
        "# [ cfg ( not ( test ) ) ] fn a ( ) { }"
    );
    assert_eq!(shipped_words("#[cfg(unix)]\nmod a;"), "# [ cfg ( unix ) ] mod a ;");
}

#[test]
fn an_inner_attribute_makes_the_whole_file_a_test() {
    assert_eq!(shipped_words("#![cfg(test)]\nfn a() {}"), "");
}

#[test]
fn the_path_says_what_a_file_is_for() {
    for (folder, path, role) in [
        ("crates/a", "crates/a/src/lib.rs", Role::Code),
        ("crates/a", "crates/a/src/assess/tests.rs", Role::Test),
        ("crates/a", "crates/a/src/tests/odd.rs", Role::Test),
        ("crates/a", "crates/a/src/testing.rs", Role::Test),
        ("crates/a", "crates/a/benches/month.rs", Role::Test),
        ("crates/a", "crates/a/build.rs", Role::Build),
        ("tests", "tests/src/main.rs", Role::Test),
    ] {
        assert_eq!(Source::new(folder, path, "").role, role, "{path}");
    }
}
