//! What the use cases promise, tried on SQLite and on PostgreSQL alike.
//!
//! Every trial runs on both, each time in a small county of its own; `KEHOU_TEST_POSTGRES` names the
//! PostgreSQL server, and without it those trials show as ignored.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test that can not go on fails"
)]

mod attendance;
mod billing;
mod campaign_words;
mod campaigns;
mod county;
mod dossiers;
mod evidence;
mod finding_lists;
mod findings;
mod harness;
mod history;
mod import_races;
mod imports;
mod month_lists;
mod months;
mod papers;
mod places;
mod pupils;
mod results;
mod schools;
mod scopes;
mod secrecy;
mod transfers;
mod visits;
mod waivers;
mod words;
mod words_of_dossiers;

use std::process::ExitCode;

use libtest_mimic::{Arguments, Trial};

fn main() -> ExitCode {
    let modules: &[fn() -> Vec<Trial>] = &[
        attendance::trials,
        billing::trials,
        campaign_words::trials,
        campaigns::trials,
        dossiers::trials,
        evidence::trials,
        finding_lists::trials,
        findings::trials,
        history::trials,
        month_lists::trials,
        months::trials,
        import_races::trials,
        imports::trials,
        papers::trials,
        places::trials,
        pupils::trials,
        results::trials,
        schools::trials,
        scopes::trials,
        secrecy::trials,
        transfers::trials,
        visits::trials,
        waivers::trials,
        words::trials,
    ];
    let trials = modules.iter().flat_map(|trials| trials()).collect();
    libtest_mimic::run(&Arguments::from_args(), trials).exit_code()
}
