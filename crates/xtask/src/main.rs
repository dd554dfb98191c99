//! The project's own tasks, run as `cargo xtask <task>`: what a review would otherwise have to
//! look for by eye, and the whole of what CI runs.

mod ci;
mod clauses;
mod house;
mod source;
mod tidy;
mod tree;
mod violation;

use anyhow::{Result, bail};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

const USAGE: &str = "\
cargo xtask <task>

  tidy         layers, outside crates, purity, floats, serde, lengths, names, manifests, documents
  clauses      rule -> code -> accepting and refusing case; duty of the notice -> rule
  ci           everything that CI runs, in its order
  ci --list    the steps of ci, without running them
";

fn main() -> Result<ExitCode> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let root = workspace_root();
    let good = match words.as_slice() {
        ["tidy"] => tidy::run(&root)?,
        ["clauses"] => clauses::run(&root)?,
        ["ci"] => ci::run(&root)?,
        ["ci", "--list"] => ci::list(),
        ["help" | "--help" | "-h"] | [] => {
            print!("{USAGE}");
            true
        }
        other => bail!("`{}` is not a task\n\n{USAGE}", other.join(" ")),
    };
    Ok(if good { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// The folder of the workspace: two above this crate. Cargo names the crate's folder at run time,
/// so a checkout that shares its target folder with another still looks at itself.
fn workspace_root() -> PathBuf {
    let own = std::env::var_os("CARGO_MANIFEST_DIR")
        .map_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")), PathBuf::from);
    own.ancestors().nth(2).map_or_else(|| PathBuf::from("."), Path::to_path_buf)
}
