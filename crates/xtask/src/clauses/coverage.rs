//! Joins register, citations and cases: what each rule has, and what it lacks.

use super::cases::{Case, Verdict};
use super::citations::Citation;
use super::identity;
use super::register::{Entry, Register, Status};
use crate::violation::Violation;
use std::collections::BTreeSet;

/// What code and cases hold for every entry of the register.
#[derive(Debug)]
pub(super) struct Coverage<'a> {
    /// One row for each entry, in the order of the ids.
    pub(super) rows: Vec<Row<'a>>,
    citations: &'a [Citation],
    cases: &'a [Case],
    register: &'a Register,
}

/// What one entry has.
#[derive(Debug)]
pub(super) struct Row<'a> {
    pub(super) entry: &'a Entry,
    /// Places in the code that carry it out.
    pub(super) places: Vec<&'a Citation>,
    /// Cases that it lets pass.
    pub(super) accepting: usize,
    /// Cases that it stops.
    pub(super) refusing: usize,
}

impl<'a> Coverage<'a> {
    /// Counts for each entry what cites it and what tries it.
    pub(super) fn of(register: &'a Register, citations: &'a [Citation], cases: &'a [Case]) -> Self {
        let mut rows: Vec<Row<'a>> =
            register.entries.iter().map(|entry| Row::of(entry, citations, cases)).collect();
        rows.sort_by(|one, other| identity::compare(&one.entry.id, &other.entry.id));
        Self { rows, citations, cases, register }
    }

    /// What an entry claims and lacks; what code or cases cite and nobody registered.
    pub(super) fn defects(&self) -> Vec<Violation> {
        let mut defects: Vec<Violation> = self.rows.iter().flat_map(Row::lacks).collect();
        defects.extend(self.unknown_citations());
        defects.extend(self.unknown_cases());
        defects
    }

    fn unknown_citations(&self) -> impl Iterator<Item = Violation> {
        let binding = self.citations.iter().filter(|citation| citation.binds);
        binding.filter(|citation| self.register.entry(&citation.id).is_none()).map(|citation| {
            let what = format!("`{}` is cited and not registered", citation.id);
            Violation::new(
                &citation.path,
                citation.line,
                what,
                "correct the id, or register the rule",
            )
        })
    }

    fn unknown_cases(&self) -> Vec<Violation> {
        let rules = self.register.entries.iter();
        let clauses: BTreeSet<&str> = rules
            .flat_map(|entry| entry.clauses.iter().chain([&entry.id]))
            .chain(self.register.duties.iter().map(|duty| &duty.clause))
            .map(String::as_str)
            .collect();
        let mut defects = Vec::new();
        for case in self.cases {
            if self.register.entry(&case.id).is_none() {
                let what = format!("`{}` is not registered", case.id);
                let mend = "name the folder after the rule or check that the case tries";
                defects.push(Violation::new(&case.path, 1, what, mend));
            }
            // A clause of a higher rule is cited with its document number, in 〔 〕.
            if !clauses.contains(case.clause.as_str()) && !case.clause.contains('〔') {
                let what = format!("`{}` is neither a clause nor a row", case.clause);
                let mend = "cite a clause as the register writes it, a row, or another document";
                defects.push(Violation::new(&case.path, case.clause_line, what, mend));
            }
        }
        defects
    }
}

impl<'a> Row<'a> {
    fn of(entry: &'a Entry, citations: &'a [Citation], cases: &'a [Case]) -> Self {
        let count =
            |verdict| cases.iter().filter(|c| c.id == entry.id && c.verdict == verdict).count();
        Self {
            entry,
            places: citations.iter().filter(|c| c.id == entry.id && c.carries).collect(),
            accepting: count(Verdict::Accept),
            refusing: count(Verdict::Refuse),
        }
    }

    /// Whether code and cases bear the entry out.
    pub(super) fn is_borne_out(&self) -> bool {
        !self.places.is_empty() && self.accepting > 0 && self.refusing > 0
    }

    fn lacks(&self) -> Vec<Violation> {
        if self.entry.status == Status::Open {
            return Vec::new();
        }
        let id = &self.entry.id;
        let folder = format!("under tests/cases/<crate>/{id}/");
        let lacks = [
            (
                self.places.is_empty(),
                "no code cites it",
                "cite it in the doc comment of its code".into(),
            ),
            (
                self.accepting == 0,
                "no case accepts",
                format!("add one with verdict \"accept\" {folder}"),
            ),
            (
                self.refusing == 0,
                "no case refuses",
                format!("add one with verdict \"refuse\" {folder}"),
            ),
        ];
        let defect = |(_, what, mend): (bool, &str, String)| {
            self.entry.defect(format!("`{id}` claims to be carried out, yet {what}"), &mend)
        };
        lacks.into_iter().filter(|(is_lacking, ..)| *is_lacking).map(defect).collect()
    }
}
