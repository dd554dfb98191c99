//! A county's files: rolls of 80,000 pupils and 3.5 million marks in 160 files, wide and long, and
//! the roster in one file, CSV and XLSX. Each is timed beside "parse only" on the same bytes: all
//! cells told apart and counted, nothing made of them.
//!
//! Run it with `cargo bench -p kehou-sheets --bench files`; a name (`wide`, `long`, `roster`,
//! `workbook`) runs that part alone, so that its peak of memory stands for itself. Each result is
//! checked against its hash before it is told.

#![allow(clippy::unwrap_used, clippy::disallowed_methods, reason = "a benchmark reads the clock")]

mod county;
mod floor;

use std::{
    hint::black_box,
    io::Cursor,
    time::{Duration, Instant},
};

use county::{CountyFiles, SCHOOLS};
use kehou_attendance::pack_marks;
use kehou_policy::Policy;
use kehou_sheets::{County, Intake};
use sha2::{Digest, Sha256};

/// SHA-256 over all sheets of all schools: the long form says the same as the wide one.
const ROLLS: &str = "1540b14f82237852f7016ebe35ea7747e571bc6703cb4341282603d32e314a0b";
/// SHA-256 over all pupils of all schools: the workbook says the same as the text.
const ROSTER: &str = "64bae44ab8ab33f3d36aad93a2d14eb2f40725d5b5237c302aa609782294ea6f";
const ROUNDS: usize = 5;

/// What one round took.
#[derive(Clone, Copy, Default)]
struct Times {
    floor: Duration,
    read: Duration,
    finish: Duration,
}

fn main() {
    let wanted: Vec<String> =
        std::env::args().skip(1).filter(|arg| !arg.starts_with('-')).collect();
    let is_wanted = |name: &str| wanted.is_empty() || wanted.iter().any(|one| one == name);
    if is_wanted("wide") {
        tell("rolls as CSV, a column per slot", ROLLS, rolls(CountyFiles::wide_rolls));
    }
    if is_wanted("long") {
        tell("rolls as CSV, a row per mark", ROLLS, rolls(CountyFiles::long_rolls));
    }
    if is_wanted("roster") {
        tell("roster as CSV", ROSTER, roster(&CountyFiles.roster_csv(), floor::csv));
    }
    if is_wanted("workbook") {
        tell("roster as XLSX", ROSTER, roster(&CountyFiles.roster_workbook(), floor::workbook));
    }
}

/// Prints the median of all rounds, once their result is what it must be.
fn tell(name: &str, expected: &str, rounds: impl Iterator<Item = (String, usize, Times)>) {
    let mut all = Vec::new();
    let mut bytes = 0;
    for (hash, size, times) in rounds {
        assert_eq!(hash, expected, "{name}: another result than before");
        bytes = size;
        all.push(times);
    }
    all.sort_by_key(|times| times.read + times.finish);
    let median = all[all.len() / 2];
    println!(
        "{name}: {} kB, read {} ms + put together {} ms = {} ms; parse only {} ms; peak {} MiB",
        bytes / 1_000,
        median.read.as_millis(),
        median.finish.as_millis(),
        (median.read + median.finish).as_millis(),
        median.floor.as_millis(),
        peak_mib(),
    );
}

/// Reads the county with the rolls that `of_school` makes; making them is not timed.
fn rolls(
    of_school: impl Fn(&CountyFiles, u32) -> Vec<u8>,
) -> impl Iterator<Item = (String, usize, Times)> {
    (0..ROUNDS).map(move |_| {
        let mut intake = intake();
        intake.read("学生名册.csv", Cursor::new(CountyFiles.roster_csv()));
        let (mut times, mut size) = (Times::default(), 0);
        for school in 0..SCHOOLS {
            let bytes = of_school(&CountyFiles, school);
            size += bytes.len();
            let start = Instant::now();
            black_box(floor::csv(&bytes));
            times.floor += start.elapsed();
            let start = Instant::now();
            let report = intake.read(&format!("考勤/{school}.csv"), Cursor::new(&bytes));
            times.read += start.elapsed();
            assert_eq!(report.errors, 0);
        }
        let start = Instant::now();
        let county = intake.finish();
        times.finish = start.elapsed();
        (rolls_hash(&county), size, times)
    })
}

fn roster(bytes: &[u8], floor: fn(&[u8]) -> usize) -> impl Iterator<Item = (String, usize, Times)> {
    (0..ROUNDS).map(move |_| {
        let mut times = Times::default();
        let start = Instant::now();
        black_box(floor(bytes));
        times.floor = start.elapsed();
        let mut intake = intake();
        let start = Instant::now();
        let report = intake.read("学生名册", Cursor::new(bytes));
        times.read = start.elapsed();
        assert_eq!(report.errors, 0);
        let start = Instant::now();
        let county = intake.finish();
        times.finish = start.elapsed();
        (roster_hash(&county), bytes.len(), times)
    })
}

fn intake() -> Intake {
    let mut intake = Intake::new(&Policy::shipped().unwrap(), "2023-03".parse().unwrap());
    intake.read("学校名单.csv", Cursor::new(CountyFiles.schools()));
    intake
}

fn rolls_hash(county: &County) -> String {
    assert_eq!(county.problems, []);
    let mut hash = Sha256::new();
    for roll in county.schools.iter().flat_map(|school| school.rolls.rolls()) {
        hash.update(format!("{} {} {}", roll.on, roll.slot, roll.group.number()));
        hash.update(pack_marks(&roll.marks));
    }
    hex(&hash.finalize())
}

fn roster_hash(county: &County) -> String {
    assert_eq!(county.problems, []);
    let mut hash = Sha256::new();
    for pupil in county.schools.iter().flat_map(|school| &school.pupils) {
        let number = pupil.student_number.as_ref().unwrap();
        let place = pupil.placements.latest().unwrap();
        let phone = pupil.guardians[0].phone.as_deref();
        hash.update(format!("{} {} {} {place:?} {phone:?}", pupil.no, pupil.name, number.as_str()));
    }
    hex(&hash.finalize())
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// The most memory that this process has held, where the system tells.
fn peak_mib() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    let kib = line.and_then(|line| line.split_whitespace().next()?.parse::<u64>().ok());
    kib.unwrap_or(0) / 1024
}
