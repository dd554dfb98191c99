use proptest::prelude::*;

use super::*;
use crate::Violations;

type Request = pb::registry::ListPupilsRequest;

fn asked(school: &str, page_size: i32, page_token: &str) -> Request {
    Request {
        school_code: school.into(),
        page_size,
        page_token: page_token.into(),
        ..Default::default()
    }
}

fn read<P: Paged>(mut given: P) -> Result<Page, (String, &'static str)> {
    let mut found = Violations::default();
    let page = page(&mut Place::request(&mut found), &mut given);
    found.or(page).map_err(|wrong| {
        assert_eq!(wrong.count(), 1);
        (wrong.listed()[0].field.clone(), wrong.listed()[0].flaw.code())
    })
}

#[test]
fn base64_of_the_standard() {
    // RFC 4648, section 10, without padding.
    for (bytes, text) in [
        ("", ""),
        ("f", "Zg"),
        ("fo", "Zm8"),
        ("foo", "Zm9v"),
        ("foob", "Zm9vYg"),
        ("fooba", "Zm9vYmE"),
    ] {
        assert_eq!(to_base64url(bytes.as_bytes()), text);
        assert_eq!(from_base64url(text).as_deref(), Some(bytes.as_bytes()));
    }
    assert_eq!(to_base64url(&[0xfb, 0xff]), "-_8", "safe in URLs");
    for wrong in ["A", "Zh", "Zg==", "Z g", "+/8", "课"] {
        assert_eq!(from_base64url(wrong), None, "{wrong}");
    }
}

#[test]
fn a_page_has_a_hundred_rows_unless_said_otherwise() {
    assert_eq!(read(asked("3708290001", 0, "")).unwrap().size, 100);
    assert_eq!(read(asked("3708290001", 1_000, "")).unwrap().size, 1_000);
    for size in [-1, 1_001] {
        let wrong = ("page_size".to_owned(), "FIELD_OUT_OF_RANGE");
        assert_eq!(read(asked("3708290001", size, "")), Err(wrong));
    }
}

#[test]
fn a_token_leads_on_in_its_own_query_only() {
    let first = read(asked("3708290001", 2, "")).unwrap();
    assert_eq!(first.after, None);
    let token = first.token_after(Position::of(&[41, -3]));
    let second = read(asked("3708290001", 500, &token)).unwrap();
    assert_eq!(second.after.and_then(|it| it.exactly()), Some([41, -3]), "sizes may differ");
    let other = Err(("page_token".to_owned(), "FIELD_TOKEN_OF_OTHER_QUERY"));
    assert_eq!(read(asked("3708290002", 2, &token)), other);
    let waivers = pb::registry::ListWaiversRequest {
        school_code: "3708290001".into(),
        page_token: token,
        ..Default::default()
    };
    assert_eq!(read(waivers), other, "the same fields of another method");
}

#[test]
fn a_list_ends_without_a_token() {
    let page = read(asked("3708290001", 2, "")).unwrap();
    assert_eq!(page.next_token(None), "");
    assert_ne!(page.next_token(Some(Position::of(&[]))), "");
}

proptest! {
    /// Every position comes back from its token.
    #[test]
    fn positions_come_back(numbers in prop::collection::vec(any::<i64>(), 0..=NUMBERS)) {
        let page = read(asked("3708290001", 2, "")).unwrap();
        let token = page.token_after(Position::of(&numbers));
        let after = read(asked("3708290001", 2, &token)).unwrap().after.unwrap();
        prop_assert_eq!(after.numbers(), numbers);
    }

    /// No text that is no token is taken for one, and none makes the reader fail.
    #[test]
    fn other_texts_are_refused(text in "[-_A-Za-z0-9]{0,90}|\\PC{1,40}") {
        match read(asked("3708290001", 2, &text)) {
            Ok(page) => prop_assert!(text.is_empty() && page.after.is_none()),
            Err((field, _)) => prop_assert_eq!(field, "page_token"),
        }
    }
}
