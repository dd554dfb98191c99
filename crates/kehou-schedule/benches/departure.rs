//! Plans late hours of days in files: for each the time, the cost and how far it is proved.
//!
//! Run it with `cargo bench -p kehou-schedule --bench departure -- [--moves N] FILE…`; the files
//! come from `tests/peers/departure_generate.py`, and `tests/peers/departure_cpsat.py` plans the
//! same with CP-SAT.

#![allow(clippy::unwrap_used)]

use std::time::{Duration, Instant};

use kehou_schedule::departure::{Planner, Report, Tables};
use kehou_schedule::written::read_day;

fn main() {
    let mut files: Vec<String> = std::env::args().skip(1).filter(|it| it != "--bench").collect();
    let mut moves = 200_000;
    if let Some(at) = files.iter().position(|it| it == "--moves") {
        moves = files[at + 1].parse().unwrap();
        files.drain(at..=at + 1);
    }
    for file in files {
        let day = read_day(&std::fs::read_to_string(&file).unwrap()).unwrap();
        let begun = Instant::now();
        let tables = Tables::of(&day);
        let mut planner = Planner::new(&tables, 1);
        let mut longest = Duration::ZERO;
        while planner.moves() < moves {
            let at = Instant::now();
            planner.step(2_000);
            longest = longest.max(at.elapsed());
        }
        let spent = begun.elapsed();
        println!("{file}: {} moves in {spent:.1?}, longest step {longest:.1?}", planner.moves());
        let Some(best) = planner.best() else {
            println!("  no plan found");
            continue;
        };
        let report = Report::of(&tables, best.plan());
        println!("  {:?} least minutes {:?}", best.cost(), report.least_minutes);
        for it in &report.bands {
            println!("  band {}: {} adults, least {:?}", it.band, it.adults, it.least);
        }
    }
}
