//! The register: rules, checks and duties as the policy crate's data file holds them.

use super::{REGISTER, identity};
use crate::violation::Violation;
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};
use toml::Spanned;

/// What the register file holds.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "snake_case")]
struct Raw {
    #[serde(default)]
    rule: Vec<RawRule>,
    #[serde(default)]
    check: Vec<RawCheck>,
    #[serde(default)]
    duty: Vec<RawDuty>,
}

#[derive(Debug, Deserialize)]
struct RawRule {
    id: Spanned<String>,
    kind: Kind,
    clauses: Vec<String>,
    capability: String,
    status: Status,
    left: Option<String>,
    en: String,
    zh: String,
}

#[derive(Debug, Deserialize)]
struct RawCheck {
    id: Spanned<String>,
    severity: Severity,
    rules: Vec<String>,
    status: Status,
    left: Option<String>,
    en: String,
    zh: String,
}

#[derive(Debug, Deserialize)]
struct RawDuty {
    clause: Spanned<String>,
    number: u32,
    rules: Vec<String>,
    en: String,
    zh: String,
}

/// Who fixed a rule: the county notice, a higher rule, or a default of ours.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
pub(super) enum Kind {
    K,
    P,
    D,
}

/// What happens when a check's condition is met.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Severity {
    Block,
    Alarm,
    Finding,
    Warning,
}

/// How far a rule is carried out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Status {
    /// Code, an accepting case and a refusing one.
    Done,
    /// The same, and the register says what is left.
    Part,
    /// A later capability.
    Open,
}

/// A rule or a check, by what coverage asks of both.
#[derive(Debug)]
pub(super) struct Entry {
    pub(super) id: String,
    pub(super) line: usize,
    /// `K`, `P` or `D` for a rule, the severity for a check.
    pub(super) kind: &'static str,
    /// Clauses of the notice that a rule serves.
    pub(super) clauses: Vec<String>,
    /// Rules that a check enforces.
    pub(super) rules: Vec<String>,
    /// The capability of a rule; `checks` for a check.
    pub(super) capability: String,
    pub(super) status: Status,
    pub(super) left: String,
    en: String,
    zh: String,
}

/// An obliging sentence of the notice, by clause and number within the clause.
#[derive(Debug)]
pub(super) struct Duty {
    pub(super) clause: String,
    pub(super) number: u32,
    pub(super) line: usize,
    /// The rules and checks that carry it out.
    pub(super) rules: Vec<String>,
    en: String,
    zh: String,
}

/// The register, rules before checks, in the order of the file.
#[derive(Debug)]
pub(super) struct Register {
    pub(super) entries: Vec<Entry>,
    pub(super) duties: Vec<Duty>,
}

impl Register {
    /// Reads the register; the first thing that is not as the format says is the answer.
    pub(super) fn parse(text: &str) -> Result<Self, Violation> {
        let raw: Raw = toml::from_str(text).map_err(|error| {
            let line = line_at(text, error.span().map_or(0, |span| span.start));
            let mend = "see the head of crates/xtask/src/clauses/register.rs for the format";
            Violation::new(REGISTER, line, error.message(), mend)
        })?;
        let rules = raw.rule.into_iter().map(|rule| Entry::of_rule(rule, text));
        let checks = raw.check.into_iter().map(|check| Entry::of_check(check, text));
        let duties = raw.duty.into_iter().map(|duty| Duty {
            line: line_at(text, duty.clause.span().start),
            clause: duty.clause.into_inner(),
            number: duty.number,
            rules: duty.rules,
            en: duty.en,
            zh: duty.zh,
        });
        Ok(Self { entries: rules.chain(checks).collect(), duties: duties.collect() })
    }

    /// The entry of an id.
    pub(super) fn entry(&self, id: &str) -> Option<&Entry> {
        self.entries.iter().find(|entry| entry.id == id)
    }

    /// What is wrong with the register by itself, before anyone looks at code or cases.
    pub(super) fn defects(&self) -> Vec<Violation> {
        let mut defects = self.wrong_ids();
        for entry in &self.entries {
            defects.extend(self.wrong_entry(entry));
        }
        defects.extend(self.wrong_duties());
        defects
    }

    fn wrong_ids(&self) -> Vec<Violation> {
        let mut missing: BTreeSet<String> = identity::all().collect();
        let expected = missing.clone();
        let mut defects = Vec::new();
        for entry in &self.entries {
            if !expected.contains(&entry.id) {
                let mend = "write it as the rows do (F1, R01), or add the row to identity.rs";
                defects.push(entry.defect(format!("`{}` is not the id of a row", entry.id), mend));
            } else if !missing.remove(&entry.id) {
                let mend = "keep one entry for each id";
                defects.push(entry.defect(format!("`{}` stands twice", entry.id), mend));
            }
        }
        let absent = |id: &String| {
            let mend = "add its entry; `status = \"open\"` if a later capability carries it out";
            Violation::new(REGISTER, 1, format!("`{id}` has no entry"), mend)
        };
        defects.extend(missing.iter().map(absent));
        defects
    }

    fn wrong_entry(&self, entry: &Entry) -> Vec<Violation> {
        let id = &entry.id;
        let mut defects = Vec::new();
        if (entry.status == Status::Part) == entry.left.trim().is_empty() {
            let what = format!("`{id}` must say what is left, and only when it is in part done");
            defects
                .push(entry.defect(what, "write `left` with status \"part\", and not otherwise"));
        }
        if entry.kind == "K" && entry.clauses.is_empty() {
            let mend = "name the clauses of the notice that fix it, or give it kind P or D";
            defects.push(entry.defect(format!("`{id}` is of kind K without a clause"), mend));
        }
        for clause in entry.clauses.iter().filter(|clause| !self.has_duty_under(clause)) {
            let what = format!("`{id}` serves `{clause}`, under which no duty stands");
            defects.push(entry.defect(what, "correct the clause, or register its duties"));
        }
        if id.starts_with(identity::CHECKS) && entry.rules.is_empty() {
            defects.push(entry.defect(format!("`{id}` enforces no rule"), "name its rules"));
        }
        for rule in entry.rules.iter().filter(|rule| self.entry(rule).is_none()) {
            let what = format!("`{id}` names `{rule}`, which is not registered");
            defects.push(entry.defect(what, "correct the id"));
        }
        if !says_it_twice(&entry.en, &entry.zh) || entry.capability.trim().is_empty() {
            let mend = "one sentence in our own words in `en` and in `zh`, and the capability";
            defects.push(entry.defect(format!("`{id}` lacks a text"), mend));
        }
        defects
    }

    /// Whether a duty stands in a clause or below it: `四` is served by duties of `四(二)`.
    fn has_duty_under(&self, clause: &str) -> bool {
        self.duties.iter().any(|duty| duty.clause.starts_with(clause))
    }

    fn wrong_duties(&self) -> Vec<Violation> {
        let mut defects = Vec::new();
        let mut last: BTreeMap<&str, u32> = BTreeMap::new();
        for duty in &self.duties {
            let (clause, number) = (&duty.clause, duty.number);
            let before = last.insert(clause, number).unwrap_or(0);
            if number != before + 1 {
                let what = format!("duty {number} of {clause} follows duty {before}");
                defects.push(duty.defect(what, "number the duties of a clause 1, 2, 3 …"));
            }
            if duty.rules.is_empty() {
                let what = format!("duty {number} of {clause} has no rule");
                defects.push(
                    duty.defect(what, "name the rules that carry it out; add one if none does"),
                );
            }
            for rule in duty.rules.iter().filter(|rule| self.entry(rule).is_none()) {
                let what =
                    format!("duty {number} of {clause} names `{rule}`, which is not registered");
                defects.push(duty.defect(what, "correct the id"));
            }
            if !says_it_twice(&duty.en, &duty.zh) {
                let what = format!("duty {number} of {clause} lacks a text");
                defects
                    .push(duty.defect(what, "one sentence in our own words in `en` and in `zh`"));
            }
        }
        defects
    }
}

impl Entry {
    fn of_rule(rule: RawRule, text: &str) -> Self {
        let kind = match rule.kind {
            Kind::K => "K",
            Kind::P => "P",
            Kind::D => "D",
        };
        Self {
            line: line_at(text, rule.id.span().start),
            id: rule.id.into_inner(),
            kind,
            clauses: rule.clauses,
            rules: Vec::new(),
            capability: rule.capability,
            status: rule.status,
            left: rule.left.unwrap_or_default(),
            en: rule.en,
            zh: rule.zh,
        }
    }

    fn of_check(check: RawCheck, text: &str) -> Self {
        let kind = match check.severity {
            Severity::Block => "block",
            Severity::Alarm => "alarm",
            Severity::Finding => "finding",
            Severity::Warning => "warning",
        };
        Self {
            line: line_at(text, check.id.span().start),
            id: check.id.into_inner(),
            kind,
            clauses: Vec::new(),
            rules: check.rules,
            capability: "checks".to_owned(),
            status: check.status,
            left: check.left.unwrap_or_default(),
            en: check.en,
            zh: check.zh,
        }
    }

    /// A defect at this entry's line.
    pub(super) fn defect(&self, what: String, mend: &str) -> Violation {
        Violation::new(REGISTER, self.line, what, mend)
    }
}

impl Duty {
    fn defect(&self, what: String, mend: &str) -> Violation {
        Violation::new(REGISTER, self.line, what, mend)
    }
}

/// Whether there is an English text and one that holds Chinese characters.
fn says_it_twice(en: &str, zh: &str) -> bool {
    let is_han = |c: char| ('\u{4e00}'..='\u{9fff}').contains(&c);
    !en.trim().is_empty() && !en.contains(is_han) && zh.contains(is_han)
}

fn line_at(text: &str, offset: usize) -> usize {
    1 + text.get(..offset).unwrap_or_default().matches('\n').count()
}
