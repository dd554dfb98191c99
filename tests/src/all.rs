//! All tests that need more than one crate, in one binary: the case files under `cases/`, each a
//! test of its own, and the modules that go from end to end.
//!
//! A module gives its tests as `fn trials() -> Vec<Trial>` and is listed in [`main`].

mod cases;

use std::process::ExitCode;

use libtest_mimic::{Arguments, Trial};

fn main() -> ExitCode {
    let modules: [fn() -> Vec<Trial>; 1] = [cases::trials];
    let trials = modules.into_iter().flat_map(|trials| trials()).collect();
    libtest_mimic::run(&Arguments::from_args(), trials).exit_code()
}
