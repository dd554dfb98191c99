//! What one `AssessFees` call of a pupil-month costs the server, beside an echo.
//!
//! The echo stands behind the same layers, decodes the same request and encodes an answer of the
//! same shape and size. Each server is a process of its own, so that its CPU time is its own. Run
//! with `cargo bench -p kehou-server --bench assess`; it ends by itself after about a minute.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::float_arithmetic,
    clippy::cast_possible_truncation,
    reason = "a measurement that can not go on fails, and its figures are statistics"
)]

mod echo;
mod load;
#[path = "../../tests/api/march.rs"]
#[expect(dead_code, reason = "the tests use more of it")]
mod march;
mod pupil_month;
mod server;

use std::time::Instant;

use prost::Message;

use crate::{
    load::{Load, Sample},
    server::{Kind, Server},
};

/// FNV-1a of the encoded bills; a change of it is a change of what is measured.
const BILLS_HASH: u64 = 15_474_017_637_582_804_527;
/// Rounds of each server, taken in turn.
const ROUNDS: usize = 5;

fn main() {
    let args: Vec<String> = std::env::args().collect();
    match args.iter().position(|arg| arg == server::ROLE) {
        Some(place) => {
            server::run(args.get(place + 1).and_then(|name| Kind::from_name(name)).unwrap());
        }
        // Without `--bench` cargo only wants to know that it starts.
        None if args.iter().any(|arg| arg == "--bench") => measure(),
        None => {}
    }
}

fn measure() {
    let started = Instant::now();
    let fees = Server::start(Kind::Fees);
    let fees_load = Load::on(fees.address);
    let answer = fees_load.answer();
    println!(
        "start to first answered call: {} ms (wanted: at most 100)",
        started.elapsed().as_millis()
    );
    let echo = Server::start(Kind::Echo);
    let echo_load = Load::on(echo.address);
    let (servers, loads) = ([echo, fees], [echo_load, fees_load]);
    let answers = [loads[0].answer(), answer];
    assert_eq!(answers[0].encoded_len(), answers[1].encoded_len(), "the echo has the same size");
    assert_eq!(fnv(&answers[1]), BILLS_HASH, "the bills are those that were measured before");
    println!(
        "request {} bytes, answer {} bytes, {} lines",
        pupil_month::request().encoded_len(),
        answers[1].encoded_len(),
        answers[1].bills[0].lines.len()
    );

    let mut samples: [Vec<Sample>; 2] = [Vec::new(), Vec::new()];
    for round in 0..=ROUNDS {
        for at in [0, 1] {
            let sample = loads[at].saturate(&servers[at]);
            // The first round warms up.
            if round > 0 {
                samples[at].push(sample);
            }
        }
    }
    let [echo, fees] = samples.map(median);
    println!("echo   {:>7.0} calls/s  {:>6.1} us server CPU per call", echo.rate, echo.cpu_us);
    println!("fees   {:>7.0} calls/s  {:>6.1} us server CPU per call", fees.rate, fees.cpu_us);
    println!("ratio  {:.2} of the echo (wanted: at most 1.5)", fees.cpu_us / echo.cpu_us);
    let [p50, p99] = loads[1].at_rate(fees.rate / 2.0);
    println!("fees at half load, {:.0} calls/s: p50 {p50} us, p99 {p99} us", fees.rate / 2.0);
}

/// The sample of median CPU.
fn median(mut samples: Vec<Sample>) -> Sample {
    samples.sort_by(|a, b| a.cpu_us.total_cmp(&b.cpu_us));
    samples[samples.len() / 2]
}

fn fnv(answer: &kehou_wire::pb::fee::AssessFeesResponse) -> u64 {
    let bytes = answer.bills.iter().flat_map(Message::encode_to_vec);
    bytes.fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    })
}
