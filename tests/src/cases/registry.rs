//! Cases about the registry: scopes, schools, pupils' numbers, calendars, working days.

mod days;
mod identity;
mod schools;

use anyhow::{Result, bail};

use super::file::CaseFile;

pub(super) fn run(row: &str, case: &CaseFile) -> Result<()> {
    match row {
        "C1" => identity::run_scope(case),
        "C2" | "C3" | "C4" => schools::run(case),
        "C5" => identity::run_student_number(case),
        "C8" => days::run_teaching(case),
        "C9" => days::run_working(case),
        _ => bail!("no runner reads the cases of row {row} for kehou-registry"),
    }
}
