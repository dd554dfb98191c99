//! `xtask ci`: everything that CI runs, in one order. A step that fails does not hide the next:
//! all run, and the end says which failed.

mod steps;

use anyhow::Result;
use std::path::Path;
use std::time::Instant;
use steps::{Outcome, STEPS, Step};

/// Runs all steps in the workspace at `root`; true when none failed.
pub(crate) fn run(root: &Path) -> Result<bool> {
    let mut lines = Vec::new();
    let mut good = true;
    for step in STEPS {
        println!("\n==> {}: {}", step.name, step.shown());
        let began = Instant::now();
        let outcome = step.run(root)?;
        good &= !matches!(outcome, Outcome::Failed);
        let line = summary(step, &outcome, began.elapsed().as_secs());
        println!("{line}");
        lines.push(line);
    }
    println!("\n==> ci");
    lines.iter().for_each(|line| println!("{line}"));
    println!("ci: {}", if good { "all steps passed" } else { "FAILED" });
    Ok(good)
}

/// Prints the steps without running them.
pub(crate) fn list() -> bool {
    for step in STEPS {
        println!("{:<9} {}", step.name, step.shown());
    }
    true
}

fn summary(step: &Step, outcome: &Outcome, seconds: u64) -> String {
    let result = match outcome {
        Outcome::Passed => "passed".to_owned(),
        Outcome::Failed => "FAILED".to_owned(),
        Outcome::Skipped(reason) => format!("skipped: {reason}"),
    };
    format!("    {:<9} {seconds:>4} s  {result}", step.name)
}
