use super::*;
use crate::testing::label;

fn party(name: &str, hash: u8) -> Party {
    Party { name: label(name), hash: PartyHash::from_bytes([hash; 32]) }
}

#[test]
fn digits_and_witnesses_are_enough() {
    let of = |digits, names: &[&str]| {
        WitnessedDigits::new(label("骰子"), digits, names.iter().map(|name| label(name)).collect())
    };
    assert_eq!(of(10, &["乙", "甲"]), of(10, &["甲", "乙"]));
    for digits in [0, 9, 101] {
        let error = SourceError::Digits { least: 10, most: 100, given: digits };
        assert_eq!(of(digits, &["甲", "乙"]), Err(error));
    }
    assert_eq!(of(20, &["甲"]), Err(SourceError::TooFew { least: 2, given: 1 }));
    assert_eq!(of(20, &["甲", "乙", "甲"]), Err(SourceError::SameName { name: label("甲") }));
}

#[test]
fn a_party_that_copies_anothers_hash_is_named() {
    let copied = Parties::new(vec![party("a", 1), party("b", 2), party("c", 1)]);
    let error = SourceError::SameHash { name: label("a"), other: label("c") };
    assert_eq!(copied, Err(error));
    assert_eq!(Parties::new(vec![party("a", 1)]), Err(SourceError::TooFew { least: 2, given: 1 }));
    let twice = Parties::new(vec![party("a", 1), party("a", 2)]);
    assert_eq!(twice, Err(SourceError::SameName { name: label("a") }));
    assert!(Parties::new(vec![party("b", 1), party("a", 2)]).is_ok());
}
