//! Tests of policies as a whole; each module has one subject.

mod case_files;
mod changes;
mod messages;
mod properties;
mod refusals;
mod register;
mod shipped;
mod structure;

use chrono::NaiveDate;

use crate::{Loaded, Policy, PolicyErrors};

/// A day, written as year, month, day.
fn day(year: i32, month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, day).unwrap()
}

/// The shipped texts with pieces of one or more of them replaced, each exactly once.
fn edited(edits: &[(&str, &str, &str)]) -> Vec<(String, String)> {
    let mut texts: Vec<(String, String)> = Policy::shipped_texts()
        .iter()
        .map(|(file, text)| ((*file).to_owned(), (*text).to_owned()))
        .collect();
    for (file, from, to) in edits {
        let held = texts.iter_mut().find(|(name, _)| name == file);
        let (_, text) = held.unwrap_or_else(|| panic!("no file {file}"));
        assert_eq!(text.matches(from).count(), 1, "{file} holds {from:?} once");
        *text = text.replacen(from, to, 1);
    }
    texts
}

fn load(texts: &[(String, String)]) -> Result<Loaded, PolicyErrors> {
    Policy::load(texts, day(2023, 3, 31))
}

const NOTICE: &str = "jiaxiang-2023-4.toml";
const DEFAULTS: &str = "kehou-defaults-370829.toml";
const FUNDING: &str = "shandong-2021-funding.toml";
const CHARGES: &str = "shandong-2020-648.toml";
const WORKING: &str = "shandong-2021-8.toml";
const RATE: &str = "  { from = 2023-01-01, value = \"2.00\", basis = \"成本测算；邻近县市区的标准；嘉教体字〔2023〕4号\" },\n";
