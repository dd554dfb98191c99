//! What a closed month came to, for a person.

use std::collections::{BTreeMap, BTreeSet};

use kehou_app::{
    App, AppError, Principal,
    billing::{Closed, findings},
};
use kehou_fee::Amounts;
use kehou_policy::CheckId;
use kehou_registry::{Defect, FindingCode, SchoolCode};
use kehou_units::{Fen, Instant, Month};
use kehou_words::Lang;

use super::ClosedSchools;
use crate::{
    exit,
    tell::{grouped, say, tell, yuan},
};

/// How many schools that were refused for one reason are named.
const NAMED: usize = 5;

/// A closed month of several schools.
pub(crate) struct Summary<'a> {
    month: Month,
    closed: Vec<(&'a SchoolCode, &'a Closed)>,
    /// What schools were refused for, by its English text.
    refused: BTreeMap<String, (&'a AppError, Vec<&'a SchoolCode>)>,
    findings: BTreeMap<FindingCode, Tally<'a>>,
}

/// What was found under one code.
#[derive(Default)]
struct Tally<'a> {
    findings: u64,
    marks: u64,
    schools: BTreeSet<&'a SchoolCode>,
}

impl<'a> Summary<'a> {
    pub(crate) fn new(month: Month, schools: &'a ClosedSchools) -> Self {
        let mut closed = Vec::new();
        let mut refused: BTreeMap<String, (&AppError, Vec<&SchoolCode>)> = BTreeMap::new();
        for (code, result) in schools {
            match result {
                Ok(one) => closed.push((code, one)),
                Err(error) => {
                    let named = refused.entry(error.to_string()).or_insert((error, Vec::new()));
                    named.1.push(code);
                }
            }
        }
        Self { month, closed, refused, findings: BTreeMap::new() }
    }

    /// The schools that were closed.
    pub(crate) fn closed(&self) -> impl Iterator<Item = (&'a SchoolCode, &'a Closed)> {
        self.closed.iter().copied()
    }

    /// Whether any school was refused.
    pub(crate) fn has_refused(&self) -> bool {
        !self.refused.is_empty()
    }

    /// Reads what was found at the schools that were closed.
    pub(crate) async fn add_findings(
        &mut self,
        app: &App,
        who: &Principal,
        known_at: Option<Instant>,
    ) -> anyhow::Result<()> {
        for (code, _) in &self.closed {
            for view in findings(app, who, (code, self.month), known_at).await? {
                let found = code_of(&view.finding.code);
                let found = found.ok_or_else(|| {
                    anyhow::anyhow!("the books have a finding `{}`", view.finding.code)
                })?;
                let tally = self.findings.entry(found).or_default();
                tally.findings += 1;
                tally.marks += u64::from(view.finding.marks);
                tally.schools.insert(code);
            }
        }
        Ok(())
    }

    /// A sum over all schools, in fen.
    fn sum(&self, pick: fn(&Amounts) -> Fen) -> i64 {
        self.closed.iter().map(|(_, closed)| pick(&closed.amounts).as_fen()).sum()
    }

    /// Prints schools, pupils, sums, what changed, what was found, and who was refused.
    pub(crate) fn print(&self, lang: Lang) {
        let count = |pick: fn(&Closed) -> u32| -> u64 {
            self.closed.iter().map(|(_, closed)| u64::from(pick(closed))).sum()
        };
        let hours: u64 = self
            .closed
            .iter()
            .map(|(_, closed)| u64::from(closed.amounts.class_hours.count()))
            .sum();
        println!();
        tell!(
            lang,
            "CLOSE_TITLE",
            month = self.month,
            schools = grouped(self.closed.len() as u64),
            pupils = grouped(count(|closed| closed.pupils))
        );
        let due = yuan(self.sum(|amounts| amounts.due));
        tell!(lang, "SUMMARY_DUE", yuan = due, class_hours = grouped(hours));
        tell!(lang, "SUMMARY_WAIVED", yuan = yuan(self.sum(|amounts| amounts.waived)));
        tell!(lang, "SUMMARY_PAYABLE", yuan = yuan(self.sum(|amounts| amounts.payable)));
        tell!(lang, "SUMMARY_HELD", yuan = yuan(self.sum(|amounts| amounts.held)));
        tell!(
            lang,
            "CLOSE_CHANGED",
            changed = grouped(count(|closed| closed.changed)),
            findings = grouped(count(|closed| closed.findings))
        );
        self.print_findings(lang);
        self.print_refused(lang);
    }

    fn print_findings(&self, lang: Lang) {
        if self.findings.is_empty() {
            return;
        }
        println!();
        tell!(lang, "SUMMARY_FINDINGS");
        for (code, tally) in &self.findings {
            let severity = code.severity().to_string().to_uppercase();
            let (label, text) = match code {
                FindingCode::Check(check) => {
                    (check.to_string(), say(&check.to_string(), lang, &[]))
                }
                FindingCode::Defect(defect) => {
                    ("—".to_owned(), say(&format!("{}_NAME", defect.code()), lang, &[]))
                }
            };
            tell!(
                lang,
                "SUMMARY_FINDING",
                label = format!("{label:<3}"),
                severity = say(&format!("SEVERITY_{severity}"), lang, &[]),
                findings = format!("{:>7}", grouped(tally.findings)),
                schools = tally.schools.len(),
                marks = grouped(tally.marks),
                text = text,
            );
        }
    }

    fn print_refused(&self, lang: Lang) {
        for (error, schools) in self.refused.values() {
            let named: Vec<&str> = schools.iter().take(NAMED).map(|code| code.as_str()).collect();
            let more = if schools.len() > NAMED { " …" } else { "" };
            let named = format!("{}{more}", named.join(" "));
            println!();
            let why = exit::text_of(error, lang);
            tell!(lang, "CLOSE_REFUSED_FOR", schools = schools.len(), why = why, named = named);
            if let Some(hint) = exit::hint(error, lang) {
                println!("  {hint}");
            }
        }
    }
}

/// What a stored code stands for.
pub(crate) fn code_of(code: &str) -> Option<FindingCode> {
    let defect = Defect::ALL.into_iter().find(|defect| defect.code() == code);
    let check = || code.parse::<CheckId>().ok().map(FindingCode::Check);
    defect.map(FindingCode::Defect).or_else(check)
}
