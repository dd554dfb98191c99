//! The transcript: hand-written files, the command, an independent script and a client in another
//! language reach the totals that were reckoned by hand.

mod books;
mod campaign;

use std::{fs, process::Command};

use libtest_mimic::{Failed, Trial};

use crate::{
    bills,
    kehou::{run, same, tests_folder, transcript_files, trial},
    serve::Serving,
};

pub(crate) fn trials() -> Vec<Trial> {
    let mut trials = vec![
        trial("transcript::the_command_reaches_the_totals_reckoned_by_hand", by_command),
        with(
            python(),
            "transcript::an_independent_script_reaches_them",
            "python3 is not installed",
            by_script,
        ),
        with(
            client_python(),
            "transcript::a_python_client_reaches_them_through_reflection",
            "KEHOU_TEST_PYTHON names no Python with grpcio and grpcio-reflection",
            by_client,
        ),
        books::trial(),
    ];
    trials.extend(campaign::trials());
    trials
}

/// A test that needs a Python, or is shown as ignored with the reason.
fn with(
    python: Option<String>,
    name: &str,
    absent: &str,
    test: fn(&str) -> Result<(), Failed>,
) -> Trial {
    match python {
        Some(python) => Trial::test(format!("command::{name}"), move || test(&python)),
        None => {
            Trial::test(format!("command::{name} ({absent})"), || Ok(())).with_ignored_flag(true)
        }
    }
}

fn python() -> Option<String> {
    runs("python3", "import csv, json").then(|| "python3".to_owned())
}

fn client_python() -> Option<String> {
    let named = std::env::var("KEHOU_TEST_PYTHON").ok();
    let candidates = named.into_iter().chain(["python3".to_owned()]);
    candidates.into_iter().find(|python| runs(python, "import grpc, grpc_reflection"))
}

fn runs(python: &str, program: &str) -> bool {
    let output = Command::new(python).args(["-c", program]).output();
    output.is_ok_and(|output| output.status.success())
}

fn by_hand() -> Result<std::collections::BTreeMap<String, bills::Totals>, Failed> {
    bills::from_json(&fs::read_to_string(tests_folder().join("transcript/expected.json"))?)
}

fn by_command() -> Result<(), Failed> {
    let folder = tempfile::tempdir()?;
    let files = transcript_files(folder.path())?;
    run(["price", files.to_str().ok_or("no text")?, "--month", "2023-03"])?.ends_with(0)?;
    let schools = bills::by_school(&bills::read(&files.join("bills-2023-03"))?);
    same("totals", &schools, &by_hand()?)
}

fn by_script(python: &str) -> Result<(), Failed> {
    peer(python, &["totals.py"])
}

fn by_client(python: &str) -> Result<(), Failed> {
    let serving = Serving::start()?;
    peer(python, &["client.py", &serving.address])
}

/// Runs a peer on the hand-written files and compares what it prints.
fn peer(python: &str, arguments: &[&str]) -> Result<(), Failed> {
    let tests = tests_folder();
    let output = Command::new(python)
        .arg(tests.join("peers").join(arguments[0]))
        .args(&arguments[1..])
        .arg(tests.join("transcript/files"))
        .output()?;
    let errors = String::from_utf8_lossy(&output.stderr);
    same(&format!("exit of {}: {errors}", arguments[0]), &output.status.success(), &true)?;
    same("totals", &bills::from_json(&String::from_utf8(output.stdout)?)?, &by_hand()?)
}
