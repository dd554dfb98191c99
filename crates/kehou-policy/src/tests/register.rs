//! The tables of this crate say what the register says.

use toml::{Table, Value};

use crate::{CheckId, Policy, RuleId};

fn register() -> Table {
    include_str!("../../data/register.toml").parse().unwrap()
}

fn text<'t>(entry: &'t Value, field: &str) -> &'t str {
    entry[field].as_str().unwrap()
}

fn texts(entry: &Value, field: &str) -> Vec<String> {
    let list = entry[field].as_array().unwrap();
    list.iter().map(|item| item.as_str().unwrap().to_owned()).collect()
}

#[test]
fn the_rows_are_those_of_the_register_in_its_order() {
    let register = register();
    let entries = register["rule"].as_array().unwrap();
    let listed: Vec<&str> = entries.iter().map(|entry| text(entry, "id")).collect();
    let known: Vec<String> = RuleId::all().map(|rule| rule.to_string()).collect();
    assert_eq!(listed, known);
}

#[test]
fn checks_have_the_severity_and_rules_of_the_register() {
    let register = register();
    let entries = register["check"].as_array().unwrap();
    assert_eq!(entries.len(), CheckId::ALL.len());
    for (check, entry) in CheckId::ALL.into_iter().zip(entries) {
        assert_eq!(check.as_str(), text(entry, "id"));
        assert_eq!(check.severity().as_str(), text(entry, "severity"), "{check}");
        let rules: Vec<String> = check.rules().iter().map(ToString::to_string).collect();
        assert_eq!(rules, texts(entry, "rules"), "{check}");
        assert_eq!(check.as_str().parse(), Ok(check));
    }
}

#[test]
fn two_checks_propose_a_veto() {
    let proposing: Vec<&str> = CheckId::ALL
        .iter()
        .filter(|check| check.proposes_veto())
        .map(|check| check.as_str())
        .collect();
    assert_eq!(proposing, ["R13", "R15"]);
}

#[test]
fn a_check_that_does_not_exist_is_refused() {
    for text in ["R00", "R37", "R1", "r01", ""] {
        let refused: Result<CheckId, _> = text.parse();
        assert_eq!(refused.unwrap_err().code(), "CHECK_UNKNOWN", "{text}");
    }
}

#[test]
fn the_notice_cites_its_rows_under_the_clauses_of_the_register() {
    let register = register();
    let policy = Policy::shipped().unwrap();
    let notice = policy.instrument("jiaxiang-2023-4").unwrap();
    for entry in register["rule"].as_array().unwrap() {
        for clause in texts(entry, "clauses") {
            assert!(notice.clause(&clause).is_some(), "{} {clause}", text(entry, "id"));
        }
    }
    for duty in register["duty"].as_array().unwrap() {
        assert!(notice.clause(text(duty, "clause")).is_some());
    }
    let fixed = |rule: RuleId| {
        let cited = policy.citations(rule, notice.period().first());
        cited.iter().any(|citation| citation.kind() == crate::Kind::K)
    };
    for (rule, entry) in RuleId::all().zip(register["rule"].as_array().unwrap()) {
        assert_eq!(fixed(rule), text(entry, "kind") == "K", "{rule}");
    }
}
