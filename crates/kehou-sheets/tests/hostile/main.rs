//! Every folder of `tests/hostile` is a test: its files are read in one order and in the other, and
//! both must give exactly what its `expected.toml` says.

#![allow(clippy::unwrap_used, reason = "a test that can't go on has failed")]

mod case;
mod outcome;

use std::{
    fs,
    path::{Path, PathBuf},
};

use case::Case;
use libtest_mimic::{Arguments, Failed, Trial};
use outcome::Outcome;

fn main() {
    let root = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../tests/hostile");
    let mut folders: Vec<PathBuf> =
        fs::read_dir(&root).unwrap().map(|entry| entry.unwrap().path()).collect();
    folders.retain(|folder| folder.join("expected.toml").is_file());
    folders.sort();
    let trials = folders.into_iter().map(|folder| {
        let name = folder.file_name().unwrap().to_string_lossy().into_owned();
        Trial::test(name, move || run(&folder).map_err(Failed::from))
    });
    let mut trials: Vec<Trial> = trials.collect();
    let count = trials.len();
    trials.push(Trial::test("there_are_enough_cases", move || {
        if count < 25 { Err(format!("{count} cases").into()) } else { Ok(()) }
    }));
    libtest_mimic::run(&Arguments::from_args(), trials).exit();
}

fn run(folder: &Path) -> Result<(), String> {
    let case = Case::read(folder)?;
    let forwards = Outcome::of(case.files.iter());
    let backwards = Outcome::of(case.files.iter().rev());
    forwards.meets(&case.expected)?;
    if forwards.county != backwards.county {
        return Err("the order in which the files are read matters".to_owned());
    }
    Ok(())
}
