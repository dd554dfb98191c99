//! What a policy says, as messages.

use kehou_policy::{
    CheckId, Clause, Instrument, Kind, ListMatch, Parameter, Policy, PolicyChange, PolicyProblem,
    PolicyWarning, Severity, WaiverCategoryEntry,
};
use kehou_words::{Lang, render_or_code};

use crate::{pb::policy as pb, scalar::period_out};

/// A parameter of a policy.
#[must_use]
pub fn parameter_out(policy: &Policy, parameter: &Parameter) -> pb::Parameter {
    let clause = parameter.clause();
    let instrument = policy.instrument(clause.instrument());
    pb::Parameter {
        key: parameter.key().name().to_owned(),
        value: parameter.value().to_string(),
        unit: parameter.unit().to_owned(),
        period: Some(period_out(parameter.period())),
        kind: kind_out(parameter.kind()).into(),
        clause: Some(clause_id(clause.instrument(), clause.clause())),
        document: instrument.map_or_else(String::new, |it| it.document().to_owned()),
        rule: parameter.rule().to_string(),
        basis: parameter.basis().unwrap_or_default().to_owned(),
    }
}

/// A row of the code table of waiver categories.
#[must_use]
pub fn category_out(entry: &WaiverCategoryEntry, lang: Lang) -> pb::WaiverCategory {
    let name = match lang {
        Lang::ZhCn => entry.zh(),
        Lang::En => entry.en(),
    };
    let list_matching = match entry.list_match() {
        ListMatch::Exact => pb::ListMatching::Exact,
        ListMatch::None => pb::ListMatching::None,
    };
    pb::WaiverCategory {
        code: entry.code().to_owned(),
        name: name.to_owned(),
        evidence: entry.evidence().to_owned(),
        list_matching: list_matching.into(),
        period: Some(period_out(entry.period())),
    }
}

/// A clause of an instrument.
#[must_use]
pub fn clause_out(instrument: &Instrument, clause: &Clause, lang: Lang) -> pb::Clause {
    let (title, summary) = match lang {
        Lang::ZhCn => (instrument.title_zh(), clause.zh()),
        Lang::En => (instrument.title_en(), clause.en()),
    };
    pb::Clause {
        id: Some(clause_id(instrument.id(), clause.id())),
        document: instrument.document().to_owned(),
        title: title.to_owned(),
        issuer: instrument.issuer().to_owned(),
        summary: summary.to_owned(),
        period: Some(period_out(instrument.period())),
    }
}

/// A check of the register.
#[must_use]
pub fn check_out(check: CheckId, lang: Lang) -> pb::Check {
    let veto = match check.proposes_veto() {
        true => pb::VetoProposal::Proposed,
        false => pb::VetoProposal::None,
    };
    pb::Check {
        id: check.to_string(),
        condition: render_or_code(check.as_str(), lang, &[]),
        severity: severity_out(check.severity()).into(),
        veto_proposal: veto.into(),
        rules: check.rules().iter().map(ToString::to_string).collect(),
    }
}

/// A problem of a policy text.
#[must_use]
pub fn problem_out(problem: &PolicyProblem, lang: Lang) -> pb::PolicyRemark {
    let args: Vec<(&str, &str)> = problem.arguments().collect();
    pb::PolicyRemark {
        code: problem.code().to_owned(),
        file: problem.file().to_owned(),
        line: i32::try_from(problem.line()).unwrap_or(i32::MAX),
        key: problem.key().unwrap_or_default().to_owned(),
        text: render_or_code(problem.code(), lang, &args),
    }
}

/// A warning about a policy text.
#[must_use]
pub fn warning_out(warning: &PolicyWarning, lang: Lang) -> pb::PolicyRemark {
    problem_out(warning.note(), lang)
}

/// A difference between two policies.
#[must_use]
pub fn change_out(change: &PolicyChange) -> pb::PolicyChange {
    pb::PolicyChange {
        subject: change.subject().to_string(),
        period: change.period().map(period_out),
        before: change.before().map(ToOwned::to_owned),
        after: change.after().map(ToOwned::to_owned),
    }
}

pub(crate) fn clause_id(instrument: &str, clause: &str) -> pb::ClauseId {
    pb::ClauseId { instrument: instrument.to_owned(), clause: clause.to_owned() }
}

pub(crate) const fn kind_out(kind: Kind) -> pb::RuleKind {
    match kind {
        Kind::K => pb::RuleKind::Notice,
        Kind::P => pb::RuleKind::HigherRule,
        Kind::D => pb::RuleKind::Default,
    }
}

pub(crate) const fn severity_out(severity: Severity) -> pb::Severity {
    match severity {
        Severity::Block => pb::Severity::Block,
        Severity::Alarm => pb::Severity::Alarm,
        Severity::Finding => pb::Severity::Finding,
        Severity::Warning => pb::Severity::Warning,
    }
}
