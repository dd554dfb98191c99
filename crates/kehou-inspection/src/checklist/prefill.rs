//! Answers that the system's own checks suggest, with the records behind them.

use std::collections::BTreeMap;

use kehou_policy::CheckId;

use super::{AnswerSheet, Checklist, Given};
use crate::written::Line;

/// What a check saw at a school.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Looked {
    /// There were records, and nothing was found.
    Clear,
    /// Its condition held.
    Found,
    /// There were no records to look at.
    NoData,
}

/// The outcome of one check at one school.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CheckOutcome {
    /// The check.
    pub check: CheckId,
    /// What it saw.
    pub looked: Looked,
    /// The records behind it, each named so that a person finds it.
    pub records: Vec<Line>,
}

/// What the checks say of an item; never "yes" where there is no data.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Prefilled {
    /// Every check of the item looked at records and found nothing.
    Satisfied,
    /// A check found something.
    Contradicted,
    /// A check had no records to look at, or did not run, and no other found anything.
    NoData,
}

/// What the checks say of an item, with the records.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Prefill {
    /// The item.
    pub item: Line,
    /// What they say.
    pub answer: Prefilled,
    /// The records behind it: those of the findings, or else those looked at.
    pub records: Vec<Line>,
}

/// A self-check answer that the data contradicts. (R27)
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Contradiction {
    /// The check that says so: R27, a warning on the checklist.
    pub check: CheckId,
    /// The item that the school answered with yes.
    pub item: Line,
    /// The records that say otherwise.
    pub records: Vec<Line>,
}

/// What the checks say of each item that they can answer, in the order of the checklist.
///
/// # Clauses
///
/// I7; R27.
#[must_use]
pub fn prefill(checklist: &Checklist, outcomes: &[CheckOutcome]) -> Vec<Prefill> {
    let mut by_check: BTreeMap<CheckId, Vec<&CheckOutcome>> = BTreeMap::new();
    for outcome in outcomes {
        by_check.entry(outcome.check).or_default().push(outcome);
    }
    let answered = checklist.items().filter(|item| !item.checks.is_empty());
    answered
        .map(|item| {
            let seen =
                item.checks.iter().map(|check| by_check.get(check).map_or(&[][..], Vec::as_slice));
            let (answer, records) = answer(&seen.collect::<Vec<_>>());
            Prefill { item: item.id.clone(), answer, records }
        })
        .collect()
}

/// One slice of outcomes for each check of the item.
fn answer(seen: &[&[&CheckOutcome]]) -> (Prefilled, Vec<Line>) {
    let records = |looked: Looked| {
        let outcomes = seen.iter().copied().flatten().filter(|outcome| outcome.looked == looked);
        outcomes.flat_map(|outcome| outcome.records.clone()).collect()
    };
    let is_found = |outcome: &&CheckOutcome| outcome.looked == Looked::Found;
    let is_clear = |outcome: &&CheckOutcome| outcome.looked == Looked::Clear;
    if seen.iter().copied().flatten().any(is_found) {
        return (Prefilled::Contradicted, records(Looked::Found));
    }
    let looked = |one: &&[&CheckOutcome]| !one.is_empty() && one.iter().all(is_clear);
    if seen.iter().all(looked) {
        (Prefilled::Satisfied, records(Looked::Clear))
    } else {
        (Prefilled::NoData, records(Looked::Clear))
    }
}

/// The school's answers of yes that the data contradicts.
///
/// # Clauses
///
/// R27; I7.
#[must_use]
pub fn contradictions(self_check: &AnswerSheet, prefilled: &[Prefill]) -> Vec<Contradiction> {
    let says_yes = |item: &Line| self_check.answer(item).is_some_and(|a| a.given == Given::Yes);
    prefilled
        .iter()
        .filter(|prefill| prefill.answer == Prefilled::Contradicted && says_yes(&prefill.item))
        .map(|prefill| Contradiction {
            check: CheckId::R27,
            item: prefill.item.clone(),
            records: prefill.records.clone(),
        })
        .collect()
}
