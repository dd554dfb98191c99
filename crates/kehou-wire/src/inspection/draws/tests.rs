//! What is wrong with questions about draws and bounds, and that sources come back.

use kehou_draw::{SeedMaterial, SeedSource};

use super::*;
use crate::{
    pb::inspection::{self as pb, seed_material::Material, seed_source::Source},
    place::reading,
    told::{NO_DAY, NO_INSTANT, assert_told, day},
};

const fn at(seconds: i64) -> Option<prost_types::Timestamp> {
    Some(prost_types::Timestamp { seconds: 1_677_632_400 + seconds, nanos: 0 })
}

fn names() -> Vec<String> {
    vec!["甲".into(), "乙".into()]
}

fn sources() -> [pb::SeedSource; 3] {
    let party =
        |name: &str, digit: &str| pb::DrawParty { name: name.into(), sha256: digit.repeat(64) };
    let all = [
        Source::Witnessed(pb::WitnessedSource {
            what: "骰子".into(),
            digits: 10,
            witnesses: names(),
        }),
        Source::Parties(pb::PartySource { parties: vec![party("甲", "a"), party("乙", "b")] }),
        Source::Beacon(pb::BeaconSource {
            name: "信标".into(),
            round: "7".into(),
            not_before: at(9),
        }),
    ];
    all.map(|source| pb::SeedSource { source: Some(source) })
}

fn materials() -> [pb::SeedMaterial; 3] {
    let reveal = pb::PartyReveal {
        party: "甲".into(),
        nonce: "0123456789abcdef".into(),
        value: "七".into(),
    };
    let all = [
        Material::Witnessed(pb::WitnessedMaterial {
            digits: "0123456789".into(),
            witnesses: names(),
        }),
        Material::Parties(pb::PartyMaterial { reveals: vec![reveal] }),
        Material::Beacon(pb::BeaconMaterial { value: "9f".into() }),
    ];
    all.map(|material| pb::SeedMaterial { material: Some(material) })
}

fn asked() -> pb::DrawSampleRequest {
    let unit = |code: &str| pb::DrawUnit { code: code.into(), stratum: "t".into(), weight: 0 };
    let [source, ..] = sources();
    let [material, ..] = materials();
    pb::DrawSampleRequest {
        title: "抽查".into(),
        as_of: day(3, 1),
        units: vec![unit("a"), unit("b")],
        quotas: vec![pb::DrawQuota { stratum: "t".into(), quota: 1 }],
        source: Some(source),
        committed_at: at(0),
        material: Some(material),
        revealed_at: at(1),
    }
}

#[test]
fn sources_and_materials_come_back() {
    let source = |given: &pb::SeedSource| -> SeedSource {
        reading(|at| seed::source(at.field("source"), Some(given))).unwrap()
    };
    let material = |given: &pb::SeedMaterial| -> SeedMaterial {
        reading(|at| seed::material(at.field("material"), Some(given))).unwrap()
    };
    for given in sources() {
        let read = source(&given);
        assert_eq!(source(&source_out(&read)), read);
    }
    for given in materials() {
        assert_eq!(material_out(&material(&given)), given);
    }
}

#[test]
fn everything_that_is_wrong_with_a_draw_is_told() {
    assert!(DrawQuestion::read(&asked()).is_ok());
    let unit = |code: &str, weight| pb::DrawUnit { code: code.into(), stratum: "|".into(), weight };
    let quota = |quota| pb::DrawQuota { stratum: "t".into(), quota };
    let wrong = pb::DrawSampleRequest {
        title: "a|b".into(),
        as_of: NO_DAY,
        units: vec![unit("", -1)],
        quotas: vec![quota(1), quota(-1), quota(1)],
        source: None,
        committed_at: None,
        material: Some(pb::SeedMaterial { material: None }),
        revealed_at: NO_INSTANT,
    };
    assert_told(
        DrawQuestion::read(&wrong),
        &[
            ("title", "UNCLEAN"),
            ("as_of", "NOT_A_DATE"),
            ("units[0].code", "REQUIRED"),
            ("units[0].stratum", "UNCLEAN"),
            ("units[0].weight", "OUT_OF_RANGE"),
            ("quotas[1].quota", "OUT_OF_RANGE"),
            ("quotas[2].stratum", "DUPLICATE"),
            ("source", "REQUIRED"),
            ("committed_at", "REQUIRED"),
            ("material", "REQUIRED"),
            ("revealed_at", "NOT_AN_INSTANT"),
        ],
    );
    let heavy = pb::DrawUnit { code: "a".into(), stratum: "t".into(), weight: 1_000_000 };
    let heavy = vec![heavy.clone(), pb::DrawUnit { code: "b".into(), weight: 1, ..heavy }];
    let heavy = pb::DrawSampleRequest { units: heavy, ..asked() };
    assert_told(DrawQuestion::read(&heavy), &[("units", "TOO_MANY")]);
}

#[test]
fn sources_that_bind_nobody_are_refused() {
    let read = |source| {
        let source = Some(pb::SeedSource { source: Some(source) });
        DrawQuestion::read(&pb::DrawSampleRequest { source, ..asked() })
    };
    let witnessed = |digits, witnesses: &[&str]| {
        let witnesses = witnesses.iter().map(|name| (*name).to_owned()).collect();
        Source::Witnessed(pb::WitnessedSource { what: "骰子".into(), digits, witnesses })
    };
    let place = "source.witnessed.witnesses";
    assert_told(read(witnessed(10, &["甲"])), &[(place, "REQUIRED")]);
    assert_told(read(witnessed(10, &["甲", "甲"])), &[(place, "DUPLICATE")]);
    let digits = ("source.witnessed.digits", "OUT_OF_RANGE");
    assert_told(read(witnessed(9, &["甲", "乙"])), &[digits]);
    let party = |name: &str| pb::DrawParty { name: name.into(), sha256: "a".repeat(64) };
    let same = Source::Parties(pb::PartySource { parties: vec![party("甲"), party("乙")] });
    assert_told(read(same), &[("source.parties.parties", "DUPLICATE")]);
    let beacon = pb::BeaconSource { name: "b".into(), round: String::new(), not_before: None };
    assert_told(
        read(Source::Beacon(beacon)),
        &[("source.beacon.round", "REQUIRED"), ("source.beacon.not_before", "REQUIRED")],
    );
}

#[test]
fn what_can_not_be_verified_or_reckoned_is_told() {
    let wrong = pb::VerifyDrawRequest { proof_json: String::new(), published_sha256: "zz".into() };
    assert_told(
        VerifyQuestion::read(wrong),
        &[("proof_json", "REQUIRED"), ("published_sha256", "NOT_A_SHA256")],
    );
    let stratum = |schools, visited, found| pb::StratumSample {
        stratum: "t".into(),
        schools,
        visited,
        found,
    };
    let bound = |strata: Vec<pb::StratumSample>| {
        BoundQuestion::read(&pb::BoundViolationsRequest { strata, rate: None, wanted: None })
    };
    assert_told(bound(Vec::new()), &[("strata", "REQUIRED")]);
    assert_told(bound(vec![stratum(5, 5, 6)]), &[("strata[0].found", "OUT_OF_RANGE")]);
    assert_told(bound(vec![stratum(2_001, 0, 0)]), &[("strata[0].schools", "OUT_OF_RANGE")]);
    let twice = bound(vec![stratum(5, 1, 0), stratum(5, 1, 0)]);
    assert_told(twice, &[("strata[1].stratum", "DUPLICATE")]);
    let usual = bound(vec![stratum(5, 1, 0)]).unwrap();
    assert_eq!((usual.rate.times(), usual.rate.of(), usual.wanted), (1, 20, None));
}
