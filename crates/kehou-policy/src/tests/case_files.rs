//! Runs the case files of this crate: texts given as edits of the shipped ones.

use std::{fs, path::Path};

use chrono::NaiveDate;
use toml::{Table, Value};

use super::{day, edited};
use crate::{Loaded, Policy, PolicyErrors, PolicyProblem};

fn case_files() -> Vec<(String, Table)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/cases/policy");
    let mut found = Vec::new();
    for rule in fs::read_dir(root).unwrap() {
        for file in fs::read_dir(rule.unwrap().path()).unwrap() {
            let path = file.unwrap().path();
            let text = fs::read_to_string(&path).unwrap();
            found.push((path.display().to_string(), text.parse().unwrap()));
        }
    }
    found
}

fn strings(value: Option<&Value>) -> Vec<&str> {
    let list = value.and_then(Value::as_array);
    list.map_or_else(Vec::new, |list| list.iter().map(|item| item.as_str().unwrap()).collect())
}

fn date(value: &Value) -> NaiveDate {
    let date = value.as_datetime().unwrap().date.unwrap();
    day(i32::from(date.year), u32::from(date.month), u32::from(date.day))
}

fn run(case: &Table) -> Result<Loaded, PolicyErrors> {
    let input = case["input"].as_table().unwrap();
    let file = input["file"].as_str().unwrap();
    let replace = input.get("replace").and_then(Value::as_array);
    let edits: Vec<(&str, &str, &str)> = replace
        .map(Vec::as_slice)
        .unwrap_or_default()
        .iter()
        .map(|edit| (file, edit["from"].as_str().unwrap(), edit["to"].as_str().unwrap()))
        .collect();
    Policy::load(&edited(&edits), date(&input["reviewed_on"]))
}

/// Whether a problem is the one written as `FILE:KEY:CODE`; FILE may be a part of the name.
fn is_written(problem: &PolicyProblem, written: &str) -> bool {
    let parts: Vec<&str> = written.split(':').collect();
    let [file, key, code] = parts[..] else {
        panic!("{written} is not FILE:KEY:CODE");
    };
    problem.file().contains(file) && problem.key() == Some(key) && problem.code() == code
}

fn assert_written<'p>(
    found: impl IntoIterator<Item = &'p PolicyProblem>,
    written: &[&str],
    case: &str,
) {
    let found: Vec<&PolicyProblem> = found.into_iter().collect();
    let all = found.iter().zip(written).all(|(problem, text)| is_written(problem, text));
    assert!(all && found.len() == written.len(), "{case}: {found:#?} is not {written:?}");
}

#[test]
fn case_files_come_out_as_written() {
    let cases = case_files();
    assert!(cases.len() >= 8);
    for (path, case) in &cases {
        let expect = case["expect"].as_table().unwrap();
        let known = |key: &String| key == "problems" || key == "warnings";
        assert!(expect.keys().all(known), "{path}");
        match (run(case), case["verdict"].as_str().unwrap()) {
            (Ok(loaded), verdict) => {
                let warnings = strings(expect.get("warnings"));
                let notes = loaded.warnings.iter().map(crate::PolicyWarning::note);
                assert_written(notes, &warnings, path);
                assert_eq!(
                    verdict,
                    if warnings.is_empty() { "accept" } else { "refuse" },
                    "{path}"
                );
            }
            (Err(errors), verdict) => {
                assert_written(errors.problems(), &strings(expect.get("problems")), path);
                assert_eq!(verdict, "refuse", "{path}");
            }
        }
    }
}
