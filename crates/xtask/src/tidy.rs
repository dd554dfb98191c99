//! `xtask tidy`: everything about the tree that a machine can hold and a review should not have
//! to. One check, one file; every violation is listed before the run fails.

mod documents;
mod exactness;
mod ignored;
mod layers;
mod lengths;
mod manifests;
mod names;
mod outside;
mod purity;
mod serde;
mod unfinished;

use crate::tree::Tree;
use crate::violation::Violation;
use anyhow::Result;
use std::path::Path;

type Check = fn(&Tree) -> Vec<Violation>;

/// The checks, in the order in which their violations are listed.
const CHECKS: &[(&str, Check)] = &[
    ("layers", layers::check),
    ("outside", outside::check),
    ("purity", purity::check),
    ("exactness", exactness::check),
    ("serde", serde::check),
    ("lengths", lengths::check),
    ("names", names::check),
    ("unfinished", unfinished::check),
    ("ignored", ignored::check),
    ("manifests", manifests::check),
    ("documents", documents::check),
];

/// Runs every check over the workspace at `root`; true when the tree breaks no rule.
pub(crate) fn run(root: &Path) -> Result<bool> {
    let tree = Tree::read(root)?;
    let mut count = 0;
    for (name, check) in CHECKS {
        let mut violations = check(&tree);
        violations.sort();
        count += violations.len();
        for violation in violations {
            println!("[{name}] {violation}");
        }
    }
    let (checks, files, crates) = (CHECKS.len(), tree.files.len(), tree.members.len());
    println!("tidy: {checks} checks over {files} files of {crates} crates: {count} violations");
    Ok(count == 0)
}
