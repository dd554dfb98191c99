//! The table that a reader sees: what is carried out and where, what is open, which duties hold.

use super::coverage::{Coverage, Row};
use super::register::{Register, Status};
use std::collections::BTreeMap;
use std::fmt::Write;

/// At most so many places are shown for one rule.
const SHOWN: usize = 3;

/// Renders the whole table.
pub(super) fn render(register: &Register, coverage: &Coverage<'_>) -> String {
    let mut out = String::new();
    let with = |status: Status| coverage.rows.iter().filter(move |row| row.entry.status == status);
    // Writing to a String cannot fail, so the results are dropped here and below.
    let _ = writeln!(
        out,
        "{:<4} {:<8} {:<5} {:>4} {:>6} {:>6}  where",
        "id", "kind", "state", "code", "accept", "refuse"
    );
    for row in coverage.rows.iter().filter(|row| row.entry.status != Status::Open) {
        let _ = writeln!(out, "{}", line(row));
    }
    let mut open: BTreeMap<&str, Vec<String>> = BTreeMap::new();
    for row in with(Status::Open) {
        let mark = if row.is_borne_out() { "*" } else { "" };
        open.entry(&row.entry.capability).or_default().push(format!("{}{mark}", row.entry.id));
    }
    for (capability, ids) in &open {
        let _ = writeln!(out, "open, {capability}: {}", ids.join(" "));
    }
    if with(Status::Open).any(Row::is_borne_out) {
        let _ = writeln!(out, "* has code and both kinds of case, and is still registered as open");
    }
    let _ = write!(out, "\n{}", duties(register));
    let counts = [Status::Done, Status::Part, Status::Open].map(|status| with(status).count());
    let [done, part, open] = counts;
    let _ = writeln!(out, "rules and checks: {done} done, {part} in part, {open} open");
    out
}

fn line(row: &Row<'_>) -> String {
    let entry = row.entry;
    let state = if entry.status == Status::Part { "part" } else { "done" };
    let mut places: Vec<String> = row
        .places
        .iter()
        .take(SHOWN)
        .map(|place| format!("{}:{}", place.path, place.line))
        .collect();
    if let Some(more) = row.places.len().checked_sub(SHOWN).filter(|more| *more > 0) {
        places.push(format!("and {more} more"));
    }
    let mut text = format!(
        "{:<4} {:<8} {state:<5} {:>4} {:>6} {:>6}  {}",
        entry.id,
        entry.kind,
        row.places.len(),
        row.accepting,
        row.refusing,
        places.join(", ")
    );
    if entry.status == Status::Part {
        let _ = write!(text, "\n     left: {}", entry.left);
    }
    text
}

/// For each clause of the notice: its duties, and how many have a rule that is carried out.
fn duties(register: &Register) -> String {
    let mut clauses: Vec<(&str, usize, usize)> = Vec::new();
    for duty in &register.duties {
        let is_held =
            duty.rules.iter().filter_map(|id| register.entry(id)).any(|e| e.status != Status::Open);
        match clauses.iter_mut().find(|(clause, ..)| *clause == duty.clause) {
            Some((_, all, held)) => {
                *all += 1;
                *held += usize::from(is_held);
            }
            None => clauses.push((&duty.clause, 1, usize::from(is_held))),
        }
    }
    let mut out = String::new();
    for (clause, all, held) in clauses {
        let _ = writeln!(out, "{clause}: {held} of {all} duties have a rule that is carried out");
    }
    out
}
