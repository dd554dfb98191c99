//! Whatever is changed in a proof record is caught.

use super::*;
use crate::testing::{COMMITTED_AT, REVEALED_AT, arb_draw, draw, frame, unit};
use crate::{CommitmentHash, Label};
use proptest::prelude::*;
use serde_json::Value;

fn two_towns(source: usize) -> Draw {
    let weight = u32::from(source == 1) * 2;
    let units = [("A-1", "一"), ("A-2", "一"), ("A-3", "一"), ("B-1", "二"), ("B-2", "二")];
    draw(&frame(units.map(|(code, town)| unit(code, town, weight)).to_vec()), 1, source)
}

/// Every leaf of a document, and every list and object, by its pointer.
fn places(value: &Value, at: &str, found: &mut Vec<String>) {
    found.push(at.to_owned());
    match value {
        Value::Array(list) => {
            for (index, entry) in list.iter().enumerate() {
                places(entry, &format!("{at}/{index}"), found);
            }
        }
        Value::Object(members) => {
            for (name, entry) in members {
                places(entry, &format!("{at}/{name}"), found);
            }
        }
        _ => {}
    }
}

/// Other values that could stand in a place.
fn changes(value: &Value) -> Vec<Value> {
    match value {
        Value::String(text) => {
            let last = text.chars().next_back();
            let other = if last == Some('1') { '2' } else { '1' };
            let cut: String = text.chars().take(text.chars().count() - 1).collect();
            vec![format!("{cut}{other}").into(), cut.into(), format!("{text}0").into()]
        }
        Value::Number(number) => {
            let number = number.as_i64().unwrap();
            vec![(number + 1).into(), (number - 1).into(), 0.into()]
        }
        Value::Bool(yes) => vec![(!yes).into()],
        Value::Array(list) => {
            let mut turned = list.clone();
            turned.reverse();
            let twice = list.iter().chain(list.last()).cloned().collect();
            vec![list[1..].into(), twice, turned.into()]
        }
        Value::Object(members) => {
            let mut more = members.clone();
            more.insert("note".to_owned(), "x".into());
            let mut less = members.clone();
            less.remove(members.keys().next().unwrap());
            vec![more.into(), less.into()]
        }
        Value::Null => panic!("no null is written"),
    }
}

fn is_accepted(text: &str) -> bool {
    ProofRecord::from_json(text).is_ok_and(|record| verify(&record).is_ok())
}

#[test]
fn every_changed_member_is_caught_but_a_later_instant_of_revealing() {
    for source in 0..3 {
        let text = ProofRecord::of(&two_towns(source)).to_json();
        assert!(is_accepted(&text));
        let document: Value = serde_json::from_str(&text).unwrap();
        let mut all = Vec::new();
        places(&document, "", &mut all);
        assert!(all.len() > 60, "{}", all.len());
        for place in &all {
            let original = document.pointer(place).unwrap();
            for change in changes(original).into_iter().filter(|change| change != original) {
                let mut changed = document.clone();
                *changed.pointer_mut(place).unwrap() = change.clone();
                let earliest = if source == 2 { REVEALED_AT } else { COMMITTED_AT };
                let is_late = change.as_i64().is_some_and(|micros| {
                    micros >= earliest.as_micros() && micros != COMMITTED_AT.as_micros()
                });
                let only_later = place == "/seed/revealed_at_micros" && is_late;
                assert_eq!(is_accepted(&changed.to_string()), only_later, "{place}: {change}");
            }
        }
    }
}

#[test]
fn the_first_broken_step_is_named() {
    let text = ProofRecord::of(&two_towns(0)).to_json();
    let document: Value = serde_json::from_str(&text).unwrap();
    for (place, value, at, code) in [
        ("/schema", "kehou-draw-proof/2".into(), "schema", "PROOF_DIFFERS"),
        ("/frame/title", "别的".into(), "frame.sha256", "PROOF_DIFFERS"),
        ("/frame/units/2/code", " A".into(), "frame.units[2].code", "DRAW_TEXT_CHARACTER"),
        ("/frame/units/1/code", "A-1".into(), "frame", "FRAME_DUPLICATE"),
        ("/frame/units/1/weight", 0.into(), "frame.units[1].weight", "PROOF_VALUE"),
        ("/frame/as_of", "2023-02-30".into(), "frame.as_of", "PROOF_VALUE"),
        ("/plan/algorithm", "random".into(), "plan.algorithm", "PROOF_DIFFERS"),
        ("/plan/quotas/0/quota", 9.into(), "commitment", "COMMIT_QUOTA_TOO_LARGE"),
        ("/plan/quotas/0/quota", 2.into(), "commitment.sha256", "PROOF_DIFFERS"),
        ("/plan/source/witnessed/digits", 3.into(), "plan.source", "SEED_SOURCE_DIGITS"),
        ("/seed/revealed_at_micros", 5.into(), "seed", "SEED_TOO_EARLY"),
        ("/seed/text", "1".into(), "seed.text", "PROOF_DIFFERS"),
        ("/tickets/1/number", "0.5".into(), "tickets[1]", "PROOF_DIFFERS"),
        ("/tickets/3/drawn", false.into(), "tickets[3]", "PROOF_DIFFERS"),
        ("/result/1/drawn/0", "A-1".into(), "result[1]", "PROOF_DIFFERS"),
    ] as [(&str, Value, &str, &str); 15]
    {
        let mut changed = document.clone();
        match changed.pointer_mut(place) {
            Some(member) => *member = value,
            None => changed["frame"]["units"][1]["weight"] = value,
        }
        let record = ProofRecord::from_json(&changed.to_string()).unwrap();
        let faults = verify(&record).unwrap_err();
        assert_eq!(faults.len(), 1, "{place}: {faults:?}");
        assert_eq!((faults[0].at(), faults[0].code()), (at, code), "{place}");
    }
}

#[test]
fn many_differences_are_named_only_so_far() {
    let units = (0..60).map(|n| unit(&format!("u{n:02}"), "一", 0)).collect();
    let mut record = ProofRecord::of(&draw(&frame(units), 3, 0));
    record.claims.tickets.iter_mut().for_each(|ticket| ticket.number.push('1'));
    assert_eq!(verify(&record).unwrap_err().len(), 20);
}

#[test]
fn another_commitment_than_the_published_one_is_refused() {
    let draw = two_towns(0);
    let record = ProofRecord::of(&draw);
    let recorded = draw.seed().commitment().hash();
    assert_eq!(verify_published(&record, recorded).unwrap().draw(), &draw);
    let published = CommitmentHash::from_bytes([7; 32]);
    let faults = verify_published(&record, published).unwrap_err();
    assert_eq!(faults, [ProofFault::NotPublished { published, recorded }]);
}

#[test]
fn texts_that_are_no_records_are_refused() {
    let good = ProofRecord::of(&two_towns(0)).to_json();
    let twice = good.replacen("\"schema\"", "\"schema\": \"x\", \"schema\"", 1);
    for text in ["", "{}", "[]", "null", &good[1..], &twice, &format!("{good}x")] {
        let error = ProofRecord::from_json(text).unwrap_err();
        assert_eq!(error.code(), "PROOF_UNREADABLE");
    }
    assert!(Label::new(&good).is_err());
}

#[test]
fn a_text_beyond_the_limit_is_refused() {
    let error = ProofRecord::from_json(&" ".repeat(ProofRecord::MOST_BYTES + 1)).unwrap_err();
    assert_eq!((error.code(), error.fault()), ("PROOF_TOO_LONG", Fault::Limit));
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, ..ProptestConfig::default() })]

    /// A record comes back as it was written, is verified, and tells the same draw (I5).
    #[test]
    fn records_come_back(draw in arb_draw()) {
        let record = ProofRecord::of(&draw);
        let back = ProofRecord::from_json(&record.to_json()).unwrap();
        prop_assert_eq!(&back, &record);
        prop_assert_eq!(back.hash(), record.hash());
        prop_assert_eq!(verify(&back).map(|verified| verified.draw().clone()), Ok(draw));
    }

    /// One changed byte is caught, unless the document says the same or only a later instant.
    #[test]
    fn a_changed_byte_is_caught(draw in arb_draw(), place in any::<prop::sample::Index>(), byte in 0x20_u8..0x7f) {
        let record = ProofRecord::of(&draw);
        let mut bytes = record.to_json().into_bytes();
        let place = place.index(bytes.len());
        bytes[place] = byte;
        if let Ok(changed) = String::from_utf8(bytes)
            && let Ok(mut changed) = ProofRecord::from_json(&changed)
            && verify(&changed).is_ok()
        {
            changed.claims.seed.revealed_at_micros = record.claims.seed.revealed_at_micros;
            prop_assert_eq!(changed, record);
        }
    }
}
