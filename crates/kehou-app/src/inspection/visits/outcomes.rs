//! What the system's own checks see at a school, with the records behind it. (I7, R01–R10, R29, R33)

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use kehou_fee::Outcome;
use kehou_inspection::{
    CheckOutcome, Line, Looked, SafetyEntry, SafetyGap, SafetyItem, WrittenError, safety_gaps,
};
use kehou_policy::CheckId;
use kehou_registry::{FindingCode, Terms};
use kehou_store::{Book, Filed, Owner};
use kehou_units::{Month, Period};

use crate::AppError;

/// What is looked at.
pub(super) struct Look {
    /// The days of the campaign: statements of months that touch them count.
    pub(super) period: Period,
    /// The day on which it is looked.
    pub(super) on: NaiveDate,
    /// The terms of the school.
    pub(super) terms: Terms,
}

/// The checks that making a month's bills answers: those that some outcome of a mark is told as. What
/// tells of a waiver is none of them (F12), so everybody who may read inspections may read these.
fn answered_by_statements() -> BTreeSet<CheckId> {
    let codes = Outcome::ALL.into_iter().filter_map(Outcome::finding);
    let checks = codes.filter_map(|code| match code {
        FindingCode::Check(check) => Some(check),
        FindingCode::Defect(_) => None,
    });
    checks.filter(|check| *check != CheckId::R03).collect()
}

/// What the checks see that stored records answer today. A check that nothing was recorded for has no
/// data; it never says yes.
///
/// # Clauses
///
/// I7; R01, R02, R04, R05, R06, R08, R10, R33 by the statements, R29 by the safety register.
pub(super) async fn outcomes(book: &Book<'_>, look: &Look) -> Result<Vec<CheckOutcome>, AppError> {
    let mut outcomes = of_statements(book, &look.period).await?;
    outcomes.push(of_safety(book, look).await?);
    Ok(outcomes)
}

async fn of_statements(book: &Book<'_>, period: &Period) -> Result<Vec<CheckOutcome>, AppError> {
    let mut standing: BTreeMap<Month, u32> = BTreeMap::new();
    for statement in book.statements().await? {
        // The last revision stands.
        standing.insert(statement.row.month, statement.row.revision);
    }
    standing.retain(|month, _| touches(period, *month));
    let mut found: BTreeMap<CheckId, Vec<Line>> = BTreeMap::new();
    let mut looked_at = Vec::with_capacity(standing.len());
    for (month, revision) in standing {
        let statement = format!("statement {month} revision {revision}");
        let codes = book.findings(month, revision).await?;
        let codes: BTreeSet<CheckId> = codes.iter().filter_map(|it| it.code.parse().ok()).collect();
        for check in codes {
            found.entry(check).or_default().push(record(&format!("{statement} {check}"))?);
        }
        looked_at.push(record(&statement)?);
    }
    let outcome = |check| match (found.remove(&check), looked_at.is_empty()) {
        (Some(records), _) => CheckOutcome { check, looked: Looked::Found, records },
        (None, true) => CheckOutcome { check, looked: Looked::NoData, records: Vec::new() },
        (None, false) => CheckOutcome { check, looked: Looked::Clear, records: looked_at.clone() },
    };
    Ok(answered_by_statements().into_iter().map(outcome).collect())
}

fn touches(period: &Period, month: Month) -> bool {
    let starts = period.first() <= month.last_day();
    starts && period.last().is_none_or(|last| last >= month.first_day())
}

async fn of_safety(book: &Book<'_>, look: &Look) -> Result<CheckOutcome, AppError> {
    let check = CheckId::R29;
    let entries = book.of::<Filed<SafetyEntry>>(Owner::School).await?;
    let items: Vec<SafetyItem> = entries.into_iter().map(|it| it.value.paper.item).collect();
    if items.is_empty() {
        return Ok(CheckOutcome { check, looked: Looked::NoData, records: Vec::new() });
    }
    let gaps = gaps(&items, &look.terms, look.on);
    if gaps.is_empty() {
        let records = vec![record(&format!("safety register, {} entries", items.len()))?];
        return Ok(CheckOutcome { check, looked: Looked::Clear, records });
    }
    let told = |gap: &SafetyGap| {
        record(&format!("safety register {} {}", gap.kind.code(), gap.lack.code()))
    };
    let records = gaps.iter().map(told).collect::<Result<_, _>>()?;
    Ok(CheckOutcome { check, looked: Looked::Found, records })
}

/// What a register lacks on a day. The drill is asked for of the last term that is over; where no term is,
/// none is asked for yet. (O6, R29)
pub(super) fn gaps(items: &[SafetyItem], terms: &Terms, on: NaiveDate) -> Vec<SafetyGap> {
    let is_over = |period: &Period| period.last().is_some_and(|last| last < on);
    let over = terms.iter().map(|term| term.period).filter(is_over).max();
    safety_gaps(items, &over.unwrap_or_else(|| Period::since(on)), on)
}

fn record(text: &str) -> Result<Line, WrittenError> {
    text.parse()
}
