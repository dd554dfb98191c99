//! Cases about incentives: packs, cards, flexible hours, lists.

mod hours;
mod lists;
mod scored;
mod staff;

use anyhow::{Result, bail};

use super::file::CaseFile;

pub(super) fn run(row: &str, case: &CaseFile) -> Result<()> {
    match row {
        "S1" | "S4" | "S5" | "S6" | "S8" | "R30" => scored::run(case),
        "S2" | "S3" => hours::run(case),
        "S7" => lists::run(case),
        _ => bail!("no runner reads the cases of row {row} for kehou-incentive"),
    }
}
