use super::*;
use crate::testing::{COMMITTED_AT, REVEALED_AT, commitment, frame, label, materials, unit};
use kehou_units::Fault;
use proptest::prelude::*;

fn committed(source: usize) -> Commitment {
    commitment(&frame(vec![unit("A", "一", 0), unit("B", "一", 0)]), 1, source)
}

fn before(at: Instant) -> Instant {
    Instant::from_micros(at.as_micros() - 1)
}

#[test]
fn seeds_are_as_documented_to_the_byte() {
    let text = |source: usize| {
        let seed = committed(source).seed(materials()[source].clone(), REVEALED_AT).unwrap();
        (seed.text(), committed(source).hash())
    };
    let (witnessed, hash) = text(0);
    assert_eq!(witnessed, format!("kehou-seed/1|{hash}|witnessed|01382438112797316654"));
    let (revealed, hash) = text(1);
    assert_eq!(
        revealed,
        format!(
            "kehou-seed/1|{hash}|commit_reveal|f3b1c29a77d04e58:春风又绿江南岸|\
             Zk7-qq.81_mmA-02:4711|0000111122223333:种子：课后"
        )
    );
    let (beacon, hash) = text(2);
    assert_eq!(beacon, format!("kehou-seed/1|{hash}|beacon|8 0 3 1 7"));
}

#[test]
fn the_order_of_parties_and_witnesses_does_not_matter() {
    for (source, material) in materials().into_iter().enumerate() {
        let mut turned = material.clone();
        match &mut turned {
            SeedMaterial::Witnessed { witnesses, .. } => witnesses.reverse(),
            SeedMaterial::CommitReveal(reveals) => reveals.reverse(),
            SeedMaterial::Beacon { .. } => {}
        }
        let commitment = committed(source);
        let seed = |material| commitment.seed(material, REVEALED_AT);
        assert_eq!(seed(material), seed(turned));
    }
}

#[test]
fn material_known_before_the_commitment_is_refused() {
    for (source, material) in materials().into_iter().enumerate() {
        for at in [before(COMMITTED_AT), COMMITTED_AT] {
            let error = committed(source).seed(material.clone(), at).unwrap_err();
            assert_eq!(error, SeedError::TooEarly { at, bound: COMMITTED_AT });
            assert_eq!(error.fault(), Fault::RuleViolated);
        }
    }
    let just_after = Instant::from_micros(COMMITTED_AT.as_micros() + 1);
    assert!(committed(0).seed(materials()[0].clone(), just_after).is_ok());
}

#[test]
fn a_beacon_is_not_heard_before_it_speaks() {
    let at = before(REVEALED_AT);
    let early = committed(2).seed(materials()[2].clone(), at);
    assert_eq!(early, Err(SeedError::TooEarly { at, bound: REVEALED_AT }));
    assert!(committed(2).seed(materials()[2].clone(), REVEALED_AT).is_ok());
}

#[test]
fn another_source_than_committed_to_is_refused() {
    for source in 0..3 {
        for (other, material) in materials().into_iter().enumerate().filter(|at| at.0 != source) {
            let error = committed(source).seed(material, REVEALED_AT).unwrap_err();
            assert_eq!(error.code(), "SEED_OTHER_SOURCE", "{source} {other}");
        }
    }
}

#[test]
fn digits_are_as_many_as_committed_to() {
    let SeedMaterial::Witnessed { witnesses, .. } = materials()[0].clone() else { panic!() };
    for (digits, given) in [
        ("", 0),
        ("0138243811279731665", 19),
        ("013824381127973166540", 21),
        ("0138243811279731665a", 20),
        ("０1382438112797316654", 20),
    ] {
        let material =
            SeedMaterial::Witnessed { digits: digits.to_owned(), witnesses: witnesses.clone() };
        let error = SeedError::Digits { expected: 20, given };
        assert_eq!(committed(0).seed(material, REVEALED_AT), Err(error));
    }
}

#[test]
fn missing_and_uncommitted_witnesses_are_named() {
    let digits = "01382438112797316654".to_owned();
    let witnesses = vec![label("督学责任区"), label("路人"), label("督学责任区")];
    let error = committed(0).seed(SeedMaterial::Witnessed { digits, witnesses }, REVEALED_AT);
    let missing = vec![label("家长代表")];
    let surplus = vec![label("路人"), label("督学责任区")];
    assert_eq!(error, Err(SeedError::Witnesses { missing, surplus }));
}

#[test]
fn missing_mismatching_and_uncommitted_parties_are_named() {
    let SeedMaterial::CommitReveal(reveals) = materials()[1].clone() else { panic!() };
    let sports = Reveal { value: label("春风"), ..reveals[0].clone() };
    let parents = Reveal { nonce: reveals[0].nonce.clone(), ..reveals[1].clone() };
    let passer = Reveal { party: label("路人"), ..reveals[1].clone() };
    let error =
        committed(1).seed(SeedMaterial::CommitReveal(vec![sports, parents, passer]), REVEALED_AT);
    assert_eq!(
        error,
        Err(SeedError::Parties {
            missing: vec![label("督学责任区")],
            mismatching: vec![label("体育局"), label("家长代表")],
            surplus: vec![label("路人")],
        })
    );
    let mut twice = reveals.clone();
    twice.push(reveals[2].clone());
    let error = committed(1).seed(SeedMaterial::CommitReveal(twice), REVEALED_AT).unwrap_err();
    let args = error.args();
    assert_eq!(args[2], ("surplus", "督学责任区".to_owned()));
    let none = committed(1).seed(SeedMaterial::CommitReveal(Vec::new()), REVEALED_AT).unwrap_err();
    assert_eq!(none.args()[0], ("missing", "体育局, 家长代表, 督学责任区".to_owned()));
}

#[test]
fn a_party_is_bound_by_the_hash_of_nonce_colon_value() {
    let SeedMaterial::CommitReveal(reveals) = materials()[1].clone() else { panic!() };
    // printf 'Zk7-qq.81_mmA-02:4711' | sha256sum
    assert_eq!(
        reveals[1].hash().to_string(),
        "2ba445162874b5fb3a1cd5b64efa51f9d67d52b9ec841c52b262d80e71ac7dc1"
    );
}

proptest! {
    /// Two materials of one commitment give different seeds: nothing revealed is lost (I5).
    #[test]
    fn seeds_tell_materials_apart(one in "[0-9]{20}", other in "[0-9]{20}") {
        let witnesses = vec![label("家长代表"), label("督学责任区")];
        let commitment = committed(0);
        let text = |digits: &str| {
            let (digits, witnesses) = (digits.to_owned(), witnesses.clone());
            commitment.seed(SeedMaterial::Witnessed { digits, witnesses }, REVEALED_AT).map(|seed| seed.text())
        };
        prop_assert_eq!(one == other, text(&one).unwrap() == text(&other).unwrap());
    }

    /// When the material was written down does not move the draw (I5).
    #[test]
    fn the_instant_of_revealing_does_not_enter_the_seed(later in 0..1_000_000_000_i64) {
        let at = Instant::from_micros(REVEALED_AT.as_micros() + later);
        let seed = |at| committed(1).seed(materials()[1].clone(), at).map(|seed| seed.text());
        prop_assert_eq!(seed(at), seed(REVEALED_AT));
    }
}
