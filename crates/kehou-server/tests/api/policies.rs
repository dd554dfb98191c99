//! Questions about policies, over the wire.

use kehou_server::ServerConfig;
use kehou_wire::pb::policy::{
    CheckPolicyRequest, ClauseId, DiffPoliciesRequest, ExplainClauseRequest, GetPolicyRequest,
    ListChecksRequest, PolicyFile, PolicySource, PolicyTexts, RuleKind, Severity, VetoProposal,
    explain_clause_request::Subject, policy_source::Source,
};

use crate::{
    fees::shipped_files,
    harness::{TestServer, asking, details, reason},
    march::date,
};

fn texts(files: Vec<PolicyFile>) -> PolicyTexts {
    PolicyTexts { files, reviewed_on: date(3, 1) }
}

fn with_rate(rate: &str) -> Vec<PolicyFile> {
    let mut files = shipped_files();
    for file in &mut files {
        file.text = file.text.replace(r#"value = "2.00""#, &format!("value = \"{rate}\""));
    }
    files
}

#[tokio::test]
async fn a_policy_is_shown_with_clause_and_kind() {
    let server = TestServer::start(ServerConfig::default()).await;
    let source = PolicySource { source: Some(Source::Division("370829102".into())) };
    let request = GetPolicyRequest { policy: Some(source), on: date(3, 15) };
    let shown =
        server.policies().await.get_policy(asking(request, "en")).await.unwrap().into_inner();
    server.stop().await;
    assert_eq!(shown.division, "370829");
    let rate = shown.parameters.iter().find(|it| it.key == "fee.rate").unwrap();
    assert_eq!((rate.value.as_str(), rate.rule.as_str()), ("2.00", "F1"));
    assert_eq!(rate.kind, RuleKind::Notice as i32);
    assert_eq!(rate.document, "嘉教体字〔2023〕4号");
    assert_eq!(rate.clause.as_ref().unwrap().clause, "三(三)");
    let ceiling = shown.parameters.iter().find(|it| it.key == "fee.ceiling.rural").unwrap();
    assert_eq!((ceiling.value.as_str(), ceiling.kind), ("3.00", RuleKind::HigherRule as i32));
    assert!(shown.waiver_categories.iter().any(|it| it.code == "dibao" && it.name.is_ascii()));
}

#[tokio::test]
async fn a_rule_and_a_clause_explain_each_other() {
    let server = TestServer::start(ServerConfig::default()).await;
    let mut policies = server.policies().await;
    let about =
        |subject| ExplainClauseRequest { policy: None, on: date(3, 15), subject: Some(subject) };
    let rule =
        policies.explain_clause(about(Subject::Rule("F1".into()))).await.unwrap().into_inner();
    let clause = rule.clauses[0].id.clone().unwrap();
    assert_eq!(clause, ClauseId { instrument: "jiaxiang-2023-4".into(), clause: "三(三)".into() });
    assert!(!rule.clauses[0].summary.is_ascii());
    assert!(rule.parameters.iter().any(|it| it.key == "fee.rate"));
    let back = policies
        .explain_clause(asking(about(Subject::Clause(clause)), "en"))
        .await
        .unwrap()
        .into_inner();
    let rules: Vec<&str> = back.citations.iter().map(|it| it.rule.as_str()).collect();
    assert!(rules.starts_with(&["F1", "F2"]), "{rules:?}");
    assert!(back.clauses[0].title.is_ascii());
    assert!(back.parameters.iter().all(|it| it.document == "嘉教体字〔2023〕4号"));
    server.stop().await;
}

#[tokio::test]
async fn the_register_of_checks_is_complete() {
    let server = TestServer::start(ServerConfig::default()).await;
    let checks = server
        .policies()
        .await
        .list_checks(ListChecksRequest {})
        .await
        .unwrap()
        .into_inner()
        .checks;
    server.stop().await;
    let ids: Vec<String> = checks.iter().map(|it| it.id.clone()).collect();
    assert_eq!(ids, (1..=36).map(|number| format!("R{number:02}")).collect::<Vec<_>>());
    let find = |id: &str| checks.iter().find(|it| it.id == id).unwrap();
    assert_eq!(find("R03").severity, Severity::Block as i32);
    assert_eq!(find("R18").severity, Severity::Alarm as i32);
    assert_eq!(find("R13").veto_proposal, VetoProposal::Proposed as i32);
    assert_eq!(find("R02").veto_proposal, VetoProposal::None as i32);
    assert!(checks.iter().all(|it| !it.condition.is_ascii() && !it.rules.is_empty()));
}

#[tokio::test]
async fn problems_of_a_policy_text_are_the_answer() {
    let server = TestServer::start(ServerConfig::default()).await;
    let mut policies = server.policies().await;
    let request = |rate| CheckPolicyRequest { texts: Some(texts(with_rate(rate))) };
    let good = policies.check_policy(request("1.90")).await.unwrap().into_inner();
    assert_eq!((good.policy_id.len(), good.problem_count), (64, 0));
    let above = policies.check_policy(asking(request("3.20"), "en")).await.unwrap().into_inner();
    assert_eq!((above.policy_id.as_str(), above.problem_count), ("", 1));
    let problem = &above.problems[0];
    assert_eq!((problem.code.as_str(), problem.key.as_str()), ("POLICY_ABOVE_BOUND", "fee.rate"));
    assert!(problem.file.contains("jiaxiang") && problem.line > 1);
    assert!(problem.text.starts_with("3.20 is above 3.00"), "{}", problem.text);
    let zh = policies.check_policy(request("3.20")).await.unwrap().into_inner();
    assert!(zh.problems[0].text.starts_with("3.20 高于"), "{}", zh.problems[0].text);
    let mut late = request("2.00");
    late.texts.as_mut().unwrap().reviewed_on.as_mut().unwrap().year = 2030;
    let stale = policies.check_policy(late).await.unwrap().into_inner();
    assert!(stale.warnings.iter().any(|it| it.code == "POLICY_REVIEW_DUE"));
    server.stop().await;
}

#[tokio::test]
async fn two_policies_are_compared() {
    let server = TestServer::start(ServerConfig::default()).await;
    let source = Source::Texts(texts(with_rate("1.90")));
    let after = Some(PolicySource { source: Some(source) });
    let request = DiffPoliciesRequest { before: None, after };
    let diff = server.policies().await.diff_policies(request).await.unwrap().into_inner();
    server.stop().await;
    assert_ne!(diff.before_policy_id, diff.after_policy_id);
    let [change] = &diff.changes[..] else { panic!("one difference: {:?}", diff.changes) };
    assert_eq!(change.subject, "fee.rate");
    assert_eq!((change.before.as_deref(), change.after.as_deref()), (Some("2.00"), Some("1.90")));
}

#[tokio::test]
async fn a_policy_source_is_checked_field_by_field() {
    let server = TestServer::start(ServerConfig::default()).await;
    let mut policies = server.policies().await;
    let file = |name: &str, text: &str| PolicyFile { name: name.into(), text: text.into() };
    let twice = vec![file("a", ""), file("a", "")];
    let large = vec![file("a", &"#".repeat(300_000))];
    let in_full = |files| Some(Source::Texts(texts(files)));
    for (source, path, code) in [
        (None, "policy.source", "FIELD_REQUIRED"),
        (Some(Source::Division("37".repeat(4))), "policy.division", "FIELD_NOT_A_DIVISION"),
        (Some(Source::PolicyId(String::new())), "policy.policy_id", "FIELD_REQUIRED"),
        (in_full(vec![]), "policy.texts.files", "FIELD_REQUIRED"),
        (in_full(twice), "policy.texts.files[1].name", "FIELD_DUPLICATE"),
        (in_full(large), "policy.texts.files", "FIELD_TOO_LONG"),
    ] {
        let request = GetPolicyRequest { policy: Some(PolicySource { source }), on: date(3, 15) };
        let status = policies.get_policy(request).await.unwrap_err();
        assert_eq!(reason(&status), "REQUEST_INVALID");
        let details = details(&status);
        let field = &details.bad_request().unwrap().field_violations[0];
        assert_eq!((field.field.as_str(), field.reason.as_str()), (path, code));
    }
    server.stop().await;
}
