use super::*;
use crate::testing::{COMMITTED_AT, REVEALED_AT, commitment, frame, sources, stratum, unit};

fn two_towns() -> Frame {
    frame(vec![unit("A", "一", 0), unit("B", "一", 0), unit("C", "二", 0)])
}

fn plan(quotas: &[(&str, u32)]) -> DrawPlan {
    let quotas = quotas.iter().map(|(name, quota)| (stratum(name), *quota)).collect();
    DrawPlan { quotas, source: sources()[0].clone() }
}

#[test]
fn canonical_texts_are_as_documented_to_the_byte() {
    let frame = two_towns();
    let head = format!(
        "kehou-commitment/1\nframe|{}\nalgorithm|consistent_sampler/1.0.10\nquotas|2\nquota|一|1\n\
         quota|二|1\n",
        frame.hash()
    );
    let of = |source| commitment(&frame, 1, source).canonical_text();
    assert_eq!(
        of(0),
        format!(
            "{head}source|witnessed\nwhat|二十枚十面骰子\ndigits|20\nwitnesses|2\n\
             witness|家长代表\nwitness|督学责任区\ncommitted_at|1680483600000000\n"
        )
    );
    let SeedSource::CommitReveal(parties) = &sources()[1] else { panic!("the second is that") };
    let hash = |at: usize| parties.parties()[at].hash;
    assert_eq!(
        of(1),
        format!(
            "{head}source|commit_reveal\nparties|3\nparty|体育局|{}\nparty|家长代表|{}\n\
             party|督学责任区|{}\ncommitted_at|1680483600000000\n",
            hash(0),
            hash(1),
            hash(2)
        )
    );
    assert_eq!(
        of(2),
        format!(
            "{head}source|beacon\nname|体彩 排列5\nround|第 23087 期\nnot_before|1680487200000000\n\
             committed_at|1680483600000000\n"
        )
    );
}

#[test]
fn every_stratum_has_a_quota_that_it_can_fill() {
    let of = |quotas: &[(&str, u32)]| Commitment::new(&two_towns(), plan(quotas), COMMITTED_AT);
    assert!(of(&[("一", 2), ("二", 0)]).is_ok());
    assert_eq!(of(&[]), Err(CommitError::NoQuota { strata: vec![stratum("一"), stratum("二")] }));
    let unknown = CommitError::UnknownStratum { strata: vec![stratum("三")] };
    assert_eq!(of(&[("一", 1), ("二", 1), ("三", 0)]), Err(unknown));
    let large = CommitError::QuotaTooLarge { stratum: stratum("二"), quota: 2, units: 1 };
    assert_eq!(of(&[("一", 2), ("二", 2)]), Err(large));
}

#[test]
fn a_beacon_that_may_have_spoken_is_refused() {
    let source = sources()[2].clone();
    let of = |at| {
        Commitment::new(
            &two_towns(),
            DrawPlan { source: source.clone(), ..plan(&[("一", 1), ("二", 1)]) },
            at,
        )
    };
    assert!(of(COMMITTED_AT).is_ok());
    assert!(of(Instant::from_micros(REVEALED_AT.as_micros() - 1)).is_ok());
    let known = CommitError::BeaconKnown { not_before: REVEALED_AT, at: REVEALED_AT };
    assert_eq!(of(REVEALED_AT), Err(known.clone()));
    assert_eq!(known.fault(), Fault::RuleViolated);
}

#[test]
fn everything_committed_to_changes_the_hash() {
    let (frame, other) = (two_towns(), self::frame(vec![unit("A", "一", 0)]));
    let one = commitment(&frame, 1, 0);
    let mut hashes = vec![
        one.hash(),
        commitment(&frame, 2, 0).hash(),
        commitment(&frame, 1, 1).hash(),
        commitment(&frame, 1, 2).hash(),
        commitment(&other, 1, 0).hash(),
        Commitment::new(&frame, one.plan().clone(), REVEALED_AT).unwrap().hash(),
    ];
    hashes.sort();
    hashes.dedup();
    assert_eq!(hashes.len(), 6);
}
