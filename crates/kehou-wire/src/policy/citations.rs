//! Citations of a month, by rule.

use std::collections::{BTreeMap, BTreeSet};

use kehou_policy::{Citation, Policy, RuleId};
use kehou_units::Month;
use kehou_words::Lang;

use super::answer::{clause_id, kind_out};
use crate::{pb, scalar::period_out};

/// What every rule rests on during a month, ready to be sent. Each clause that holds on any day of
/// the month is in it.
#[derive(Clone, Debug)]
pub struct CitationTable {
    by_rule: BTreeMap<RuleId, Vec<pb::policy::Citation>>,
}

impl CitationTable {
    /// The table of a month.
    #[must_use]
    pub fn of(policy: &Policy, month: Month, lang: Lang) -> Self {
        let by_rule = RuleId::all().map(|rule| {
            let mut held: Vec<&Citation> = Vec::new();
            for on in month.days() {
                let today = policy.citations(rule, on);
                let new: Vec<&Citation> =
                    today.into_iter().filter(|citation| !held.contains(citation)).collect();
                held.extend(new);
            }
            let citations = held.into_iter().map(|citation| citation_out(citation, lang));
            (rule, citations.collect())
        });
        Self { by_rule: by_rule.collect() }
    }

    /// What some rules rest on.
    #[must_use]
    pub fn of_rules(&self, rules: &BTreeSet<RuleId>) -> Vec<pb::policy::Citation> {
        let cited = rules.iter().filter_map(|rule| self.by_rule.get(rule));
        cited.flatten().cloned().collect()
    }
}

/// A citation as messages carry it.
#[must_use]
pub fn citation_out(citation: &Citation, lang: Lang) -> pb::policy::Citation {
    let summary = match lang {
        Lang::ZhCn => citation.zh(),
        Lang::En => citation.en(),
    };
    pb::policy::Citation {
        rule: citation.rule().to_string(),
        kind: kind_out(citation.kind()).into(),
        clause: Some(clause_id(citation.instrument(), citation.clause())),
        document: citation.document().to_owned(),
        summary: summary.to_owned(),
        period: Some(period_out(citation.period())),
    }
}
