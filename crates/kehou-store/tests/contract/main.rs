//! What the store promises, tried on SQLite and on PostgreSQL alike.
//!
//! Every trial runs on both, each time on a database of its own; `KEHOU_TEST_POSTGRES` names the
//! PostgreSQL server, and without it those trials show as ignored.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test that can not go on fails"
)]

mod across;
mod append_only;
mod arbitrary;
mod bills;
mod content;
mod contention;
mod dump;
mod durability;
mod facts;
mod harness;
mod imports;
mod introspection;
mod migrations;
mod months;
mod opening;
mod places;
mod rolls;
mod schools;
mod sealing;
mod versions;
mod writes;

use std::process::ExitCode;

use libtest_mimic::{Arguments, Trial};

fn main() -> ExitCode {
    let mut arguments = std::env::args().skip(1);
    if arguments.next().as_deref() == Some(durability::WRITER) {
        return durability::write_until_killed(arguments);
    }
    let modules: &[fn() -> Vec<Trial>] = &[
        across::trials,
        append_only::trials,
        bills::trials,
        contention::trials,
        dump::trials,
        durability::trials,
        facts::trials,
        imports::trials,
        migrations::trials,
        opening::trials,
        places::trials,
        months::trials,
        rolls::trials,
        schools::trials,
        sealing::trials,
        versions::trials,
        writes::trials,
    ];
    let trials = modules.iter().flat_map(|trials| trials()).collect();
    libtest_mimic::run(&Arguments::from_args(), trials).exit_code()
}
