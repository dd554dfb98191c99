//! What a priced month came to, for a person.

use kehou_fee::{Bill, Correction, Purpose, Reason, explain};
use kehou_policy::{Policy, RuleId};
use kehou_registry::FindingCode;
use kehou_units::{Fen, Month};
use kehou_wire::statement_text;
use kehou_words::Lang;

use super::{PricedMonth, input, outcome::Tally};
use crate::{
    folder::FolderRead,
    tell::{grouped, say, sentence, yuan},
};

/// How many groups below break-even are named.
const NAMED_GROUPS: usize = 5;

/// Prints the summary of a month.
pub(crate) fn print_summary(priced: &PricedMonth, read: &FolderRead, lang: Lang) {
    println!("\n{}", text(priced, read, lang));
}

/// Totals, defects of the input, findings, groups below break-even and corrections due.
pub(super) fn text(priced: &PricedMonth, read: &FolderRead, lang: Lang) -> String {
    let mut page = Page { lang, text: String::new() };
    page.totals(priced, read);
    page.input(read);
    page.findings(priced);
    page.groups(priced);
    page.corrections(priced);
    page.text
}

/// A text that grows line by line.
struct Page {
    lang: Lang,
    text: String,
}

impl Page {
    fn line(&mut self, line: &str) {
        self.text.push_str(line);
        self.text.push('\n');
    }

    fn totals(&mut self, priced: &PricedMonth, read: &FolderRead) {
        let lang = self.lang;
        let pupils: u64 = priced.schools.iter().map(|school| school.pupils).sum();
        let (month, on) = (priced.month, priced.knowledge.known_on());
        let title = match priced.knowledge.purpose() {
            Purpose::Preview => sentence!(lang, "SUMMARY_TITLE_PREVIEW", month = month, on = on),
            Purpose::Bill | Purpose::Correction => {
                sentence!(lang, "SUMMARY_TITLE", month = month, on = on)
            }
        };
        self.line(&title);
        let (schools, files) = (priced.schools.len(), read.files.len());
        self.line(&sentence!(
            lang,
            "SUMMARY_SIZE",
            schools = grouped(schools as u64),
            pupils = grouped(pupils),
            files = grouped(files as u64)
        ));
        self.line("");
        self.line(&sentence!(
            lang,
            "SUMMARY_DUE",
            yuan = yuan(priced.sum(|a| a.due)),
            class_hours = grouped(priced.class_hours())
        ));
        self.line(&sentence!(lang, "SUMMARY_WAIVED", yuan = yuan(priced.sum(|a| a.waived))));
        self.line(&sentence!(lang, "SUMMARY_PAYABLE", yuan = yuan(priced.sum(|a| a.payable))));
        self.line(&sentence!(lang, "SUMMARY_HELD", yuan = yuan(priced.sum(|a| a.held))));
    }

    fn input(&mut self, read: &FolderRead) {
        input::lines(read, self.lang).iter().for_each(|line| self.line(line));
    }

    fn findings(&mut self, priced: &PricedMonth) {
        let lang = self.lang;
        self.line("");
        if priced.findings.is_empty() {
            self.line(&sentence!(lang, "SUMMARY_NO_FINDINGS"));
            return;
        }
        self.line(&sentence!(lang, "SUMMARY_FINDINGS"));
        for (code, Tally { findings, marks, schools }) in &priced.findings {
            let severity =
                say(&format!("SEVERITY_{}", code.severity().to_string().to_uppercase()), lang, &[]);
            let label = match code {
                FindingCode::Check(check) => check.to_string(),
                FindingCode::Defect(_) => "—".to_owned(),
            };
            self.line(&sentence!(
                lang,
                "SUMMARY_FINDING",
                label = format!("{label:<3}"),
                severity = severity,
                findings = format!("{:>7}", grouped(*findings)),
                schools = schools,
                marks = grouped(*marks),
                text = text_of(*code, lang),
            ));
        }
    }

    fn groups(&mut self, priced: &PricedMonth) {
        let lang = self.lang;
        self.line("");
        let below = priced.below.len() as u64;
        self.line(&sentence!(
            lang,
            "SUMMARY_GROUPS",
            below = grouped(below),
            groups = grouped(priced.groups),
            pay = priced.pay
        ));
        // Groups in which nobody can be charged at all say nothing about their size.
        let mut worst: Vec<_> =
            priced.below.iter().filter(|group| group.income.paid_class_hours > 0).collect();
        // The smallest income a session first, compared as fractions.
        worst.sort_by(|one, other| {
            let weigh = |a: &super::outcome::BelowBreakEven, b: &super::outcome::BelowBreakEven| {
                a.income.payable.as_fen() * i64::from(b.income.sessions)
            };
            weigh(one, other).cmp(&weigh(other, one))
        });
        for group in worst.into_iter().take(NAMED_GROUPS) {
            let income = group.income;
            self.line(&sentence!(
                lang,
                "SUMMARY_GROUP",
                school = group.school,
                class = income.class,
                slot = income.slot,
                sessions = income.sessions,
                payable = income.payable,
            ));
        }
    }

    fn corrections(&mut self, priced: &PricedMonth) {
        let lang = self.lang;
        if priced.corrections.is_empty() {
            return;
        }
        let sum = |side: fn(&Correction) -> Fen| -> i64 {
            priced.corrections.iter().map(|correction| side(correction).as_fen()).sum()
        };
        self.line("");
        self.line(&sentence!(
            lang,
            "SUMMARY_CORRECTIONS",
            count = grouped(priced.corrections.len() as u64),
            back = yuan(sum(|correction| correction.lowered)),
            more = yuan(sum(|correction| correction.raised)),
        ));
    }
}

/// The sentence of a check or defect.
fn text_of(code: FindingCode, lang: Lang) -> String {
    match code {
        FindingCode::Check(check) => say(&check.to_string(), lang, &[]),
        FindingCode::Defect(defect) => say(&format!("{}_NAME", defect.code()), lang, &[]),
    }
}

/// Prints a bill line by line with the clauses it rests on.
pub(crate) fn print_bill(
    bill: &Bill<'_>,
    (month, purpose): (Month, Purpose),
    policy: &Policy,
    lang: Lang,
) {
    let reason = explain(bill, month, purpose);
    print_reason(&reason, 1, lang);
    let mut rules = Vec::new();
    gather(&reason, &mut rules);
    rules.sort();
    rules.dedup();
    for rule in rules {
        for citation in policy.citations(rule, month.last_day()) {
            let text = if lang == Lang::ZhCn { citation.zh() } else { citation.en() };
            println!("    {rule}: {} {} {text}", citation.document(), citation.clause());
        }
    }
}

fn print_reason(reason: &Reason, depth: usize, lang: Lang) {
    let rules: Vec<String> = reason.rules.iter().map(ToString::to_string).collect();
    println!(
        "{}{} [{}]",
        "  ".repeat(depth),
        statement_text(&reason.statement, lang),
        rules.join(" ")
    );
    reason.parts.iter().for_each(|part| print_reason(part, depth + 1, lang));
}

fn gather(reason: &Reason, rules: &mut Vec<RuleId>) {
    rules.extend(&reason.rules);
    reason.parts.iter().for_each(|part| gather(part, rules));
}
