//! The real command, from files to files and over the network.

mod bills;
mod books;
mod callers;
mod database;
mod demo;
mod draw;
mod kehou;
mod killed;
mod policies;
mod price;
mod rolls;
mod rolls_killed;
mod serve;
mod serve_books;
mod tokens;
mod transcript;
mod two_servers;

use std::process::ExitCode;

use libtest_mimic::{Arguments, Trial};

fn main() -> ExitCode {
    let modules: [fn() -> Vec<Trial>; 12] = [
        books::trials,
        callers::trials,
        demo::trials,
        draw::trials,
        killed::trials,
        price::trials,
        policies::trials,
        rolls_killed::trials,
        serve::trials,
        serve_books::trials,
        transcript::trials,
        two_servers::trials,
    ];
    let trials = modules.into_iter().flat_map(|trials| trials()).collect();
    libtest_mimic::run(&Arguments::from_args(), trials).exit_code()
}
