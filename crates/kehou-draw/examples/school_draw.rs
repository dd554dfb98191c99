//! Draws two of four schools of one town and prints the proof record.
//!
//! `cargo run -p kehou-draw --example school_draw > proof.json`, and then
//! `python3 tests/peers/draw_verify.py proof.json`.

use std::{collections::BTreeMap, error::Error};

use chrono::NaiveDate;
use kehou_draw::{
    Commitment, Draw, DrawPlan, Frame, FrameUnit, Label, ProofRecord, SeedMaterial, SeedSource,
    Stratum, UnitCode, WitnessedDigits, verify_published,
};
use kehou_units::Instant;

fn main() -> Result<(), Box<dyn Error>> {
    // 1. Who can be drawn, as of a day.
    let town = Stratum::new("370829103")?;
    let unit = |code| -> Result<FrameUnit, Box<dyn Error>> {
        Ok(FrameUnit { code: UnitCode::new(code)?, stratum: town.clone(), weight: None })
    };
    let units = ["3708290301", "3708290302", "3708290303", "3708290304"].map(unit);
    let as_of = NaiveDate::from_ymd_opt(2023, 4, 3).ok_or("no such day")?;
    let frame = Frame::new(
        Label::new("课后服务专项督导 2023")?,
        as_of,
        units.into_iter().collect::<Result<_, _>>()?,
    )?;

    // 2. How many, and where the seed will come from; the hash is published.
    let witnesses = vec![Label::new("家长代表")?, Label::new("督学责任区")?];
    let dice =
        WitnessedDigits::new(Label::new("二十枚十面骰子，当众掷出")?, 20, witnesses.clone())?;
    let plan = DrawPlan {
        quotas: BTreeMap::from([(town.clone(), 2)]),
        source: SeedSource::Witnessed(dice),
    };
    let at = |hour| as_of.and_hms_opt(hour, 0, 0).map(Instant::of_county).ok_or("no such time");
    let commitment = Commitment::new(&frame, plan, at(9)?)?;
    let published = commitment.hash();

    // 3. An hour later the dice are thrown; the draw follows from what they show.
    let digits = "01382438112797316654".to_owned();
    let seed = commitment.seed(SeedMaterial::Witnessed { digits, witnesses }, at(10)?)?;
    let draw = Draw::new(frame, seed)?;
    let drawn: Vec<&str> = draw.drawn(&town).iter().map(|ticket| ticket.code.as_str()).collect();
    assert_eq!(drawn.len(), 2);

    // 4. The record, and a stranger who repeats the draw from it.
    let text = ProofRecord::of(&draw).to_json();
    let verified = verify_published(&ProofRecord::from_json(&text)?, published);
    assert_eq!(verified.map(|verified| verified.draw() == &draw), Ok(true));
    print!("{text}");
    Ok(())
}
