//! The real command, from files to files and over the network.

mod bills;
mod callers;
mod demo;
mod kehou;
mod policies;
mod price;
mod serve;
mod transcript;

use std::process::ExitCode;

use libtest_mimic::{Arguments, Trial};

fn main() -> ExitCode {
    let modules: [fn() -> Vec<Trial>; 6] = [
        callers::trials,
        demo::trials,
        price::trials,
        policies::trials,
        serve::trials,
        transcript::trials,
    ];
    let trials = modules.into_iter().flat_map(|trials| trials()).collect();
    libtest_mimic::run(&Arguments::from_args(), trials).exit_code()
}
