//! `xtask clauses`: from each obliging sentence of the notice to a rule, from each rule to the
//! code that carries it out, and to one case that it accepts and one that it refuses.
//!
//! The register `crates/kehou-policy/data/register.toml` says what there is; the doc comments of
//! the crates and the files under `tests/cases/` must bear it out. A rule of a later capability
//! stands in the register as `open`; a rule that is `part` done says what is `left`.

mod cases;
mod citations;
mod coverage;
mod identity;
mod register;
mod table;
#[cfg(test)]
mod tests;

use crate::tree::Tree;
use crate::violation::Violation;
use anyhow::Result;
use std::path::Path;

/// Where the register of rules, checks and duties stands.
const REGISTER: &str = "crates/kehou-policy/data/register.toml";

/// Prints the table of coverage for the workspace at `root`; true when it has no defect.
pub(crate) fn run(root: &Path) -> Result<bool> {
    let tree = Tree::read(root)?;
    let Some(text) = tree.files.get(REGISTER) else {
        let mend = "write it: one [[rule]] for each row, one [[check]], one [[duty]]";
        println!("{}", Violation::new(REGISTER, 1, "the register is missing", mend));
        return Ok(false);
    };
    let register = match register::Register::parse(text) {
        Ok(register) => register,
        Err(violation) => {
            println!("{violation}");
            return Ok(false);
        }
    };
    let citations = citations::find(&tree);
    let (cases, mut violations) = cases::find(&tree);
    violations.extend(register.defects());
    let coverage = coverage::Coverage::of(&register, &citations, &cases);
    violations.extend(coverage.defects());
    violations.sort();

    print!("{}", table::render(&register, &coverage));
    for violation in &violations {
        println!("{violation}");
    }
    println!("clauses: {} defects", violations.len());
    Ok(violations.is_empty())
}
