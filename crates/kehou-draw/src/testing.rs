//! Ready-made frames, plans and draws, and strategies for property tests.

use std::{collections::BTreeMap, num::NonZeroU32};

use chrono::{Days, NaiveDate};
use kehou_units::Instant;
use proptest::prelude::*;

use crate::{
    Beacon, Commitment, Draw, DrawPlan, Frame, FrameUnit, Label, Nonce, Parties, Party, Reveal,
    SeedMaterial, SeedSource, Stratum, UnitCode, WitnessedDigits,
};

/// The instant at which [`commitment`] commits.
pub const COMMITTED_AT: Instant = Instant::from_micros(1_680_483_600_000_000);
/// An hour later: when [`material`] becomes known.
pub const REVEALED_AT: Instant = Instant::from_micros(1_680_487_200_000_000);

const SOUND: &str = "what the tests are made of can be built";

/// A label.
///
/// # Panics
///
/// When the text is not one.
#[must_use]
#[expect(clippy::expect_used, reason = "a test that builds what can't be built is wrong")]
pub fn label(text: &str) -> Label {
    Label::new(text).expect(SOUND)
}

/// A stratum.
///
/// # Panics
///
/// When the text is not one.
#[must_use]
#[expect(clippy::expect_used, reason = "a test that builds what can't be built is wrong")]
pub fn stratum(text: &str) -> Stratum {
    Stratum::new(text).expect(SOUND)
}

/// A unit of a frame; weight 0 means none.
///
/// # Panics
///
/// When the texts can't be code and stratum.
#[must_use]
#[expect(clippy::expect_used, reason = "a test that builds what can't be built is wrong")]
pub fn unit(code: &str, in_stratum: &str, weight: u32) -> FrameUnit {
    FrameUnit {
        code: UnitCode::new(code).expect(SOUND),
        stratum: stratum(in_stratum),
        weight: NonZeroU32::new(weight),
    }
}

/// A frame of these units as of 2023-04-03.
///
/// # Panics
///
/// When the units don't make a frame.
#[must_use]
#[expect(clippy::expect_used, reason = "a test that builds what can't be built is wrong")]
pub fn frame(units: Vec<FrameUnit>) -> Frame {
    let as_of = NaiveDate::default() + Days::new(19_450);
    Frame::new(label("督导 2023"), as_of, units).expect(SOUND)
}

/// The three kinds of sources of a seed, known after [`COMMITTED_AT`].
///
/// # Panics
///
/// Never.
#[must_use]
#[expect(clippy::expect_used, reason = "a test that builds what can't be built is wrong")]
pub fn sources() -> [SeedSource; 3] {
    let SeedMaterial::Witnessed { witnesses, .. } = &materials()[0] else {
        unreachable!("the first material is witnessed")
    };
    let dice = WitnessedDigits::new(label("二十枚十面骰子"), 20, witnesses.clone());
    let SeedMaterial::CommitReveal(reveals) = &materials()[1] else {
        unreachable!("the second material is revealed")
    };
    let party = |reveal: &Reveal| Party { name: reveal.party.clone(), hash: reveal.hash() };
    let parties = Parties::new(reveals.iter().map(party).collect());
    let (name, round) = (label("体彩 排列5"), label("第 23087 期"));
    [
        SeedSource::Witnessed(dice.expect(SOUND)),
        SeedSource::CommitReveal(parties.expect(SOUND)),
        SeedSource::Beacon(Beacon { name, round, not_before: REVEALED_AT }),
    ]
}

/// What each of [`sources`] brings forth.
///
/// # Panics
///
/// Never.
#[must_use]
#[expect(clippy::expect_used, reason = "a test that builds what can't be built is wrong")]
pub fn materials() -> [SeedMaterial; 3] {
    let reveal = |party, nonce, value| Reveal {
        party: label(party),
        nonce: Nonce::new(nonce).expect(SOUND),
        value: label(value),
    };
    [
        SeedMaterial::Witnessed {
            digits: "01382438112797316654".to_owned(),
            witnesses: vec![label("家长代表"), label("督学责任区")],
        },
        SeedMaterial::CommitReveal(vec![
            reveal("体育局", "f3b1c29a77d04e58", "春风又绿江南岸"),
            reveal("家长代表", "Zk7-qq.81_mmA-02", "4711"),
            reveal("督学责任区", "0000111122223333", "种子：课后"),
        ]),
        SeedMaterial::Beacon { value: label("8 0 3 1 7") },
    ]
}

/// A commitment to a frame at [`COMMITTED_AT`], with one quota for every stratum (less where it
/// has fewer units) and one of [`sources`].
///
/// # Panics
///
/// When there is no such source.
#[must_use]
#[expect(clippy::expect_used, reason = "a test that builds what can't be built is wrong")]
pub fn commitment(frame: &Frame, quota: usize, source: usize) -> Commitment {
    let quota = |units: usize| u32::try_from(units.min(quota)).unwrap_or(u32::MAX);
    let strata = frame.strata();
    let quotas: BTreeMap<_, _> =
        strata.into_iter().map(|(stratum, units)| (stratum.clone(), quota(units))).collect();
    let plan = DrawPlan { quotas, source: sources()[source].clone() };
    Commitment::new(frame, plan, COMMITTED_AT).expect(SOUND)
}

/// The draw of a frame: see [`commitment`].
///
/// # Panics
///
/// When there is no such source.
#[must_use]
#[expect(clippy::expect_used, reason = "a test that builds what can't be built is wrong")]
pub fn draw(frame: &Frame, quota: usize, source: usize) -> Draw {
    let material = materials()[source].clone();
    let seed = commitment(frame, quota, source).seed(material, REVEALED_AT).expect(SOUND);
    Draw::new(frame.clone(), seed).expect(SOUND)
}

/// Frames of 1 to 30 units in up to four strata, with or without weights.
pub fn arb_frame() -> impl Strategy<Value = Frame> {
    let units =
        prop::collection::btree_map("[a-z0-9]{1,6}|[学校中心]{1,3}", (0..4_u8, 1..6_u32), 1..30);
    (units, any::<bool>()).prop_map(|(units, weighted)| {
        let unit = |(code, (town, weight)): (String, (u8, u32))| {
            unit(&code, &format!("镇{town}"), if weighted { weight } else { 0 })
        };
        frame(units.into_iter().map(unit).collect())
    })
}

/// Draws of [`arb_frame`] with quotas up to eight, from each of the three sources.
pub fn arb_draw() -> impl Strategy<Value = Draw> {
    (arb_frame(), 0..8_usize, 0..3_usize)
        .prop_map(|(frame, quota, source)| draw(&frame, quota, source))
}
