//! Cases about inspections: findings.

mod campaign;
mod dossier;
mod finding;
mod result;
mod safety;
mod sheet;

use anyhow::{Result, bail};

use super::file::CaseFile;

pub(super) fn run(row: &str, case: &CaseFile) -> Result<()> {
    match row {
        "I1" | "I2" | "I3" | "I4" | "I5" | "I6" | "I13" | "I15" | "R26" => campaign::run(case),
        "I9" | "R25" | "R36" => finding::run(case),
        "I7" | "I8" | "R27" => sheet::run(case),
        "O6" | "R29" => safety::run(case),
        "I10" | "O1" | "O2" | "O8" => dossier::run(case),
        "I14" | "I16" => result::run(case),
        _ => bail!("no runner reads the cases of row {row} for kehou-inspection"),
    }
}
