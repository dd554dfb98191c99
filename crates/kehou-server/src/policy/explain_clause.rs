//! Explains a rule or a clause.

use chrono::NaiveDate;
use kehou_policy::{Citation, Parameter, Policy, RuleId};
use kehou_wire::{
    ClauseSubject, PolicyChoice, citation_out, clause_out, clause_question, parameter_out,
    pb::policy::{ExplainClauseRequest, ExplainClauseResponse},
};
use kehou_words::Lang;

use crate::{policies::Policies, reason::Reason, refusal::Refusal};

pub(crate) fn explain_clause(
    policies: &Policies,
    mut request: ExplainClauseRequest,
    lang: Lang,
) -> Result<ExplainClauseResponse, Refusal> {
    let choice = PolicyChoice::read("policy", request.policy.take())?;
    let (on, subject) = clause_question(request)?;
    let held = policies.chosen(choice)?;
    let policy = held.policy();
    let law = match subject {
        ClauseSubject::Rule(rule) => Law::of_rule(policy, &rule, on)?,
        ClauseSubject::Clause { instrument, clause } => {
            Law::of_clause(policy, (instrument, clause), on)?
        }
    };
    let clauses = law.clauses.iter().filter_map(|(instrument, clause)| {
        let instrument = policy.instrument(instrument)?;
        Some(clause_out(instrument, instrument.clause(clause)?, lang))
    });
    Ok(ExplainClauseResponse {
        policy_id: policy.id().to_string(),
        clauses: clauses.collect(),
        citations: law.citations.iter().map(|it| citation_out(it, lang)).collect(),
        parameters: law.parameters.iter().map(|it| parameter_out(policy, it)).collect(),
    })
}

/// The law behind a rule or a clause on one day.
struct Law<'a> {
    clauses: Vec<(String, String)>,
    citations: Vec<&'a Citation>,
    parameters: Vec<&'a Parameter>,
}

impl<'a> Law<'a> {
    fn of_rule(policy: &'a Policy, rule: &str, on: NaiveDate) -> Result<Self, Refusal> {
        let unknown = |_| Refusal::new(Reason::RuleUnknown).with("given", &rule);
        let rule: RuleId = rule.parse().map_err(unknown)?;
        let citations = policy.citations(rule, on);
        let mut clauses: Vec<_> =
            citations.iter().map(|it| place(it.instrument(), it.clause())).collect();
        clauses.dedup();
        let mut parameters = policy.show(on);
        parameters.retain(|parameter| parameter.rule() == rule);
        Ok(Self { clauses, citations, parameters })
    }

    fn of_clause(
        policy: &'a Policy,
        asked: (String, String),
        on: NaiveDate,
    ) -> Result<Self, Refusal> {
        let (instrument, clause) = &asked;
        if policy.instrument(instrument).and_then(|it| it.clause(clause)).is_none() {
            let given = format!("{instrument} {clause}");
            return Err(Refusal::new(Reason::ClauseUnknown).with("given", &given));
        }
        let mut citations: Vec<_> =
            RuleId::all().flat_map(|rule| policy.citations(rule, on)).collect();
        citations.retain(|it| place(it.instrument(), it.clause()) == asked);
        let mut parameters = policy.show(on);
        parameters.retain(|it| place(it.clause().instrument(), it.clause().clause()) == asked);
        Ok(Self { clauses: vec![asked], citations, parameters })
    }
}

fn place(instrument: &str, clause: &str) -> (String, String) {
    (instrument.to_owned(), clause.to_owned())
}
