//! Scoring a county's staff for a term with the derivation of every point, and a what-if.
//!
//! Facts of 8,000 persons are made before the clock starts. Prints the medians of scoring them, of
//! ranking a list, of a what-if by another pack, and beside them what the canonical texts and their
//! hashes take when cards are to be kept. The results are checked before they are timed.
//!
//! Run it with `cargo bench -p kehou-incentive --bench staff`.

#![allow(clippy::unwrap_used)]

use std::{
    hint::black_box,
    time::{Duration, Instant},
};

use kehou_incentive::{
    Card, Digest, Packs, ScorePack, StaffFacts, rank, score_all, testing, what_if,
};

const STAFF: u32 = 8_000;
const ROUNDS: usize = 21;
/// SHA-256 over the hashes of all cards, in order.
const EXPECTED: &str = "d0f29a77674387ed21e391286952f4beaf2ced1677ae3cc10f9a435d8d7b60b6";

fn other() -> ScorePack {
    let text = include_str!("../data/score-pack-370829.toml");
    let text = text.replacen("cap_at = \"80\"", "cap_at = \"90\"", 1);
    ScorePack::load("other.toml", &text).unwrap()
}

fn digest(cards: &[Card]) -> String {
    let all: String = cards.iter().map(|card| card.digest().to_string()).collect();
    Digest::of(&all).to_string()
}

fn median(mut timed: impl FnMut() -> Duration) -> Duration {
    let mut times: Vec<Duration> = (0..ROUNDS).map(|_| timed()).collect();
    times.sort_unstable();
    times[ROUNDS / 2]
}

fn time<T>(work: impl FnOnce() -> T) -> Duration {
    let start = Instant::now();
    let result = black_box(work());
    let spent = start.elapsed();
    drop(result);
    spent
}

fn main() {
    let facts: Vec<StaffFacts> = testing::county(STAFF, 1);
    let packs = Packs::new(ScorePack::shipped().unwrap());
    let others = Packs::new(other());
    let cards = score_all(&packs, &facts);
    assert_eq!(cards.len(), 8_000);
    assert_eq!(digest(&cards), EXPECTED, "the cards are not those that were recorded");
    let moved = what_if(&packs, &others, &facts);
    assert_eq!(moved.all.persons, STAFF);
    assert!(moved.all.lose > 0);
    let list = packs.county().list("excellent").unwrap();

    let scored = median(|| time(|| score_all(&packs, &facts)));
    let ranked = median(|| time(|| rank(packs.county(), list, &cards, None).unwrap()));
    let what = median(|| time(|| what_if(&packs, &others, &facts)));
    let kept = median(|| time(|| digest(&cards)));
    println!("{STAFF} staff, medians of {ROUNDS}:");
    println!("  score with derivations     {scored:?}");
    println!("  what-if by another pack    {what:?}");
    println!("  rank a list by school      {ranked:?}");
    println!("  canonical texts and hashes {kept:?}");
}
