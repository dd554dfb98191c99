use http::HeaderValue;
use kehou_app::{Grant, Role, Scope};

use super::*;

const TOKEN: &str = "kehou_0123456789";

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn file(expires_on: &str) -> String {
    format!(
        "[[token]]\nsubject = \"office-1\"\nsha256 = \"{}\"\nexpires_on = {expires_on}\n\
         grants = [{{ role = \"finance\", scope = \"county\" }}]\n",
        token_digest(TOKEN)
    )
}

fn headers(values: &[&'static str]) -> HeaderMap {
    let mut headers = HeaderMap::new();
    for value in values {
        headers.append(AUTHORIZATION, HeaderValue::from_static(value));
    }
    headers
}

fn recognised(tokens: Option<&Tokens>, values: &[&'static str]) -> Result<String, Reason> {
    Caller::recognise(tokens, &headers(values)).0.map(|who| who.subject.clone())
}

#[test]
fn a_token_is_recognised_by_its_hash() {
    let tokens = Tokens::read(&file("2024-07-31"), || day("2024-07-31")).unwrap();
    let known = |values: &[&'static str]| recognised(Some(&tokens), values);
    assert_eq!(known(&["Bearer kehou_0123456789"]), Ok("office-1".into()));
    assert_eq!(known(&["bearer  kehou_0123456789 "]), Ok("office-1".into()));
    assert_eq!(known(&[]), Err(Reason::TokenMissing));
    for other in [
        "Bearer kehou_012345678",
        "Bearer kehou_01234567890",
        "Bearer ",
        "Bearer",
        "kehou_0123456789",
        "Basic kehou_0123456789",
    ] {
        assert_eq!(known(&[other]), Err(Reason::TokenUnknown), "{other}");
    }
    let doubled = ["Bearer kehou_0123456789", "Bearer kehou_0123456789"];
    assert_eq!(known(&doubled), Err(Reason::TokenUnknown), "one header says who calls");
    assert_eq!(recognised(None, &["Bearer kehou_0123456789"]), Err(Reason::TokenUnknown));
    let hash = token_digest(TOKEN);
    let stolen = HeaderValue::from_str(&format!("Bearer {hash}")).unwrap();
    let stolen = HeaderMap::from_iter([(AUTHORIZATION, stolen)]);
    assert_eq!(Caller::recognise(Some(&tokens), &stolen).0, Err(Reason::TokenUnknown));
}

#[test]
fn a_token_holds_through_its_last_day() {
    for (today, held) in [("2024-07-31", true), ("2024-08-01", false), ("2023-01-01", true)] {
        let tokens = Tokens::read(&file("2024-07-31"), move || day(today)).unwrap();
        let known = recognised(Some(&tokens), &["Bearer kehou_0123456789"]);
        assert_eq!(known, if held { Ok("office-1".into()) } else { Err(Reason::TokenExpired) });
    }
}

#[test]
fn the_hash_is_the_published_one() {
    // FIPS 180-2, the vector of one block.
    let abc = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
    assert_eq!(token_digest("abc"), abc);
}

#[test]
fn a_caller_is_told_only_once_recognised() {
    let grants = vec![Grant { role: Role::Auditor, scope: Scope::County }];
    let who = Principal { subject: "auditor-1".into(), grants };
    let mut request = Request::new(());
    let refused = |request: &Request<()>| {
        caller(request).unwrap_err().into_status(kehou_words::Lang::En).code()
    };
    assert_eq!(refused(&request), tonic::Code::Unauthenticated);
    request.extensions_mut().insert(Caller(Err(Reason::TokenExpired)));
    assert_eq!(refused(&request), tonic::Code::Unauthenticated);
    request.extensions_mut().insert(Caller(Ok(Arc::new(who.clone()))));
    assert_eq!(*caller(&request).unwrap(), who);
}

#[test]
fn what_is_shown_of_tokens_is_their_number() {
    let tokens = Tokens::read(&file("2024-07-31"), || NaiveDate::MIN).unwrap();
    assert_eq!(format!("{tokens:?}"), "Tokens(1)");
    assert_eq!(format!("{:?}", Tls::from_pem(b"certificate", b"secret")), "Tls(…)");
}
