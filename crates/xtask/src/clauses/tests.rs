use super::{cases, citations, coverage::Coverage, identity, register::Register, table};
use crate::tree::tests::tree;

/// A register with every row open, but for what `change` makes of it.
fn register(change: impl Fn(String) -> String) -> Register {
    Register::parse(&change(register_text())).unwrap()
}

fn register_text() -> String {
    let mut text = String::new();
    for id in identity::all() {
        text += &if id.starts_with('R') {
            format!(
                "[[check]]\nid = \"{id}\"\nseverity = \"block\"\nrules = [\"F1\"]\nstatus = \"open\"\n\
                 en = \"text\"\nzh = \"文\"\n"
            )
        } else {
            format!(
                "[[rule]]\nid = \"{id}\"\nkind = \"K\"\nclauses = [\"三(三)\"]\ncapability = \"fee\"\n\
                 status = \"open\"\nen = \"text\"\nzh = \"文\"\n"
            )
        };
    }
    text + "[[duty]]\nclause = \"三(三)\"\nnumber = 1\nrules = [\"F1\"]\nen = \"text\"\nzh = \"文\"\n"
}

/// The text with its first `from` after `[[…]] id = "F1"` replaced.
fn in_f1(text: &str, from: &str, to: &str) -> String {
    let at = text.find("id = \"F1\"").unwrap();
    let (before, after) = text.split_at(at);
    format!("{before}{}", after.replacen(from, to, 1))
}

fn defects_of(change: impl Fn(String) -> String) -> Vec<String> {
    register(change).defects().into_iter().map(|defect| defect.what).collect()
}

#[test]
fn a_whole_register_has_no_defect() {
    assert_eq!(defects_of(|text| text), [""; 0]);
}

#[test]
fn rows_that_are_missing_doubled_or_invented_are_refused() {
    let renamed = |to: &'static str| defects_of(move |text| in_f1(&text, "\"F1\"", to));
    assert!(renamed("\"F2\"").contains(&"`F2` stands twice".to_owned()));
    assert!(renamed("\"F2\"").contains(&"`F1` has no entry".to_owned()));
    assert!(renamed("\"F01\"").contains(&"`F01` is not the id of a row".to_owned()));
    assert!(renamed("\"F20\"").contains(&"`F20` is not the id of a row".to_owned()));
}

#[test]
fn what_is_left_is_said_exactly_when_a_rule_is_in_part_done() {
    let what = ["`F1` must say what is left, and only when it is in part done"];
    assert_eq!(defects_of(|text| in_f1(&text, "\"open\"", "\"part\"")), what);
    assert_eq!(defects_of(|text| in_f1(&text, "\"open\"", "\"open\"\nleft = \"much\"")), what);
    assert_eq!(defects_of(|text| in_f1(&text, "\"open\"", "\"part\"\nleft = \"much\"")), [""; 0]);
}

#[test]
fn a_rule_of_the_notice_names_a_clause_that_has_duties() {
    let clauses = |to: &'static str| defects_of(move |text| in_f1(&text, "[\"三(三)\"]", to));
    assert_eq!(clauses("[]"), ["`F1` is of kind K without a clause"]);
    assert_eq!(clauses("[\"三(九)\"]"), ["`F1` serves `三(九)`, under which no duty stands"]);
    assert_eq!(clauses("[\"三\"]"), [""; 0]);
}

#[test]
fn texts_stand_in_both_languages() {
    assert_eq!(defects_of(|text| in_f1(&text, "\"文\"", "\"text\"")), ["`F1` lacks a text"]);
    assert_eq!(defects_of(|text| in_f1(&text, "\"text\"", "\"\"")), ["`F1` lacks a text"]);
}

#[test]
fn a_duty_names_registered_rules_and_is_numbered_in_turn() {
    let duty = |from: &'static str, to: &'static str| {
        defects_of(move |text| {
            let (rules, duties) = text.split_at(text.find("[[duty]]").unwrap());
            format!("{rules}{}", duties.replace(from, to))
        })
    };
    assert_eq!(duty("[\"F1\"]", "[]"), ["duty 1 of 三(三) has no rule"]);
    assert_eq!(duty("[\"F1\"]", "[\"R01\"]"), [""; 0]);
    assert_eq!(
        duty("[\"F1\"]", "[\"F77\"]"),
        ["duty 1 of 三(三) names `F77`, which is not registered"]
    );
    assert_eq!(duty("number = 1", "number = 2"), ["duty 2 of 三(三) follows duty 0"]);
}

#[test]
fn what_is_not_the_format_is_refused_at_its_line() {
    let text = register_text().replacen("\"open\"", "\"nearly\"", 1);
    let violation = Register::parse(&text).unwrap_err();
    assert_eq!(violation.line, 6);
    assert!(violation.what.contains("nearly"), "{violation}");
}

const CODE: (&str, &str) =
    ("crates/kehou-fee/src/assess.rs", "/// # Clauses\n///\n/// F1.\npub fn assess() {}\n");

fn case(verdict: &str, clause: &str) -> String {
    format!(
        "why = \"a\"\nclause = \"{clause}\"\nverdict = \"{verdict}\"\n[input]\na = 1\n[expect]\nb = 1\n"
    )
}

/// What the run would say about F1 as `done` in a tree of these files.
fn coverage_of(files: &[(&str, &str)]) -> (Vec<String>, String) {
    let register = register(|text| in_f1(&text, "\"open\"", "\"done\""));
    let tree = tree(files);
    let (citations, (cases, violations)) = (citations::find(&tree), cases::find(&tree));
    assert_eq!(violations, []);
    let coverage = Coverage::of(&register, &citations, &cases);
    let defects = coverage.defects().into_iter().map(|defect| defect.what).collect();
    (defects, table::render(&register, &coverage))
}

#[test]
fn a_rule_with_code_and_both_kinds_of_case_is_accepted_and_shown() {
    let (accept, refuse) = (case("accept", "三(三)"), case("refuse", "F3"));
    let (defects, table) = coverage_of(&[
        CODE,
        ("tests/cases/fee/F1/a.toml", &accept),
        ("tests/cases/fee/F1/b.toml", &refuse),
    ]);
    assert_eq!(defects, [""; 0]);
    let row = "F1   K        done     1      1      1  crates/kehou-fee/src/assess.rs:3\n";
    assert!(table.contains(row), "{table}");
    assert!(table.contains("三(三): 1 of 1 duties have a rule that is carried out"), "{table}");
    assert!(table.contains("rules and checks: 1 done, 0 in part, 136 open"), "{table}");
}

#[test]
fn a_rule_that_lacks_code_or_a_case_is_refused_for_each() {
    let accept = case("accept", "三(三)");
    let none = ["no code cites it", "no case accepts", "no case refuses"];
    let lacks = |what: &[&str]| -> Vec<String> {
        what.iter().map(|what| format!("`F1` claims to be carried out, yet {what}")).collect()
    };
    assert_eq!(coverage_of(&[]).0, lacks(&none));
    assert_eq!(coverage_of(&[CODE]).0, lacks(&none[1..]));
    assert_eq!(coverage_of(&[CODE, ("tests/cases/fee/F1/a.toml", &accept)]).0, lacks(&none[2..]));
}

#[test]
fn a_variant_alone_does_not_bear_a_rule_out() {
    let named = ("crates/kehou-fee/src/check.rs", "enum Rule {\n    /// F1\n    Rate,\n}\n");
    let (defects, _) = coverage_of(&[named]);
    assert_eq!(defects[0], "`F1` claims to be carried out, yet no code cites it");
}

#[test]
fn unregistered_ids_are_refused_in_clauses_sections_and_as_case_folders() {
    let code = CODE.1.replace("F1", "F1, F44");
    let (accept, refuse) = (case("accept", "三(三)"), case("refuse", "三(九)"));
    let (defects, _) = coverage_of(&[
        (CODE.0, &code),
        ("tests/cases/fee/F1/a.toml", &accept),
        ("tests/cases/fee/F1/b.toml", &refuse),
        ("tests/cases/fee/F45/c.toml", &accept),
    ]);
    assert_eq!(
        defects,
        [
            "`F44` is cited and not registered",
            "`三(九)` is neither a clause nor a row",
            "`F45` is not registered",
        ]
    );
}
