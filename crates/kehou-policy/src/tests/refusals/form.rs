//! Texts that are no policy: their form, their keys, their types.

use super::super::{DEFAULTS, NOTICE, RATE, edited, load};
use super::{rate_refused, refused};
use crate::Policy;

#[test]
fn broken_toml() {
    let unclosed = "level = \"county #1\n";
    refused(&[(NOTICE, "level = \"county\"\n", unclosed)], &["- POLICY_NOT_TOML"]);
    let twice = "level = \"county\"\nlevel = \"county\" #1\n";
    refused(&[(NOTICE, "level = \"county\"\n", twice)], &["- POLICY_NOT_TOML"]);
    let senseless = "=\n".repeat(1_000);
    let errors = load(&[("a.toml".to_owned(), senseless)]).unwrap_err();
    assert_eq!(errors.problems().len(), 20);
    let deep = format!("#1\nx = {}{}\n", "[".repeat(5_000), "]".repeat(5_000));
    let texts = edited(&[(NOTICE, "format = 1\n", &deep)]);
    let errors = load(&texts).unwrap_err();
    assert_eq!(errors.problems()[0].code(), "POLICY_NOT_TOML");
}

#[test]
fn other_formats() {
    let format = ["POLICY_FORMAT"].map(|code| format!("format {code}"));
    for other in ["2", "\"1\"", "0x2", "true"] {
        let line = format!("format = {other} #1\n");
        refused(&[(NOTICE, "format = 1\n", &line)], &[&format[0]]);
    }
    // A float is reported as such; nothing else of the text is looked at.
    let line = "format = 1.0 #1 #2\n";
    refused(&[(NOTICE, "format = 1\n", line)], &["format POLICY_FLOAT", "format POLICY_FORMAT"]);
}

#[test]
fn unknown_keys_at_every_level() {
    let unknown = "POLICY_UNKNOWN_KEY";
    for (from, to, key) in [
        ("format = 1\n", "format = 1\nparameter = [] #1\n", "parameter"),
        ("level = ", "levels = \"x\" #1\nlevel = ", "instrument.levels"),
        ("[clauses.\"二(一)\"]\n", "[clauses.\"二(一)\"]\nde = \"x\" #1\n", "clauses.二(一).de"),
        ("id = \"F1\"\n", "id = \"F1\"\nnote = \"x\" #1\n", "rules.note"),
        ("key = \"fee.rate\"\n", "key = \"fee.rate\"\nat_mots = [] #1\n", "fee.rate.at_mots"),
        (
            RATE,
            "  { from = 2023-01-01, value = \"2.00\", unitl = 2023-02-01 }, #1\n",
            "fee.rate.unitl",
        ),
    ] {
        refused(&[(NOTICE, from, to)], &[&format!("{key} {unknown}")]);
    }
    let category = "code = \"dibao\"\ncolour = \"x\" #1\n";
    refused(
        &[(DEFAULTS, "code = \"dibao\"\n", category)],
        &["waiver_categories.colour POLICY_UNKNOWN_KEY"],
    );
}

#[test]
fn unknown_and_missing_parameters() {
    refused(
        &[(NOTICE, "key = \"fee.rate\"\n", "key = \"fee.rte\" #1\n")],
        &["fee.rte POLICY_UNKNOWN_PARAMETER"],
    );
    let whole = Policy::shipped_texts();
    let (_, notice) = whole.iter().find(|(file, _)| *file == NOTICE).unwrap();
    let block = &notice[notice.find("[[parameters]]").unwrap()..];
    refused(
        &[(NOTICE, block, ""), (NOTICE, "[instrument]\n", "[instrument] #1\n")],
        &["fee.rate POLICY_MISSING_PARAMETER"],
    );
}

#[test]
fn missing_fields() {
    let header = "[instrument] #1\n";
    for field in [
        "document = \"嘉教体字〔2023〕4号\"\n",
        "issuer = \"嘉祥县教育和体育局\"\n",
        "from = 2023-01-01\n",
    ] {
        let name = field.split(' ').next().unwrap();
        refused(
            &[(NOTICE, field, ""), (NOTICE, "[instrument]\n", header)],
            &[&format!("instrument.{name} POLICY_MISSING_KEY")],
        );
    }
    let rate = "  { from = 2023-01-01 }, #1\n";
    refused(&[(NOTICE, RATE, rate)], &["fee.rate POLICY_MISSING_KEY"]);
}

#[test]
fn wrong_types() {
    let wrong = "POLICY_WRONG_TYPE";
    for (from, to, key) in [
        ("level = \"county\"\n", "level = 3 #1\n", "instrument.level"),
        ("from = 2023-01-01\n", "from = \"2023-01-01\" #1\n", "instrument.from"),
        ("from = 2023-01-01\n", "from = 2023-01-01T00:00:00+08:00 #1\n", "instrument.from"),
        (
            "at_most = [\"fee.ceiling.rural\", \"fee.ceiling.elsewhere\"]\n",
            "at_most = true #1\n",
            "fee.rate",
        ),
        (RATE, "  \"2.00\", #1\n", "fee.rate"),
    ] {
        refused(&[(NOTICE, from, to)], &[&format!("{key} {wrong}")]);
    }
    rate_refused("2", &["fee.rate POLICY_WRONG_TYPE"]);
    rate_refused("[\"2.00\"]", &["fee.rate POLICY_WRONG_TYPE"]);
    for (from, to) in [
        ("value = false", "value = \"no\""),
        ("value = []", "value = \"primary\""),
        ("value = \"18:00\"", "value = 18:00:00"),
    ] {
        let texts = edited(&[(DEFAULTS, from, to)]);
        let errors = load(&texts).unwrap_err();
        assert_eq!(errors.problems()[0].code(), wrong, "{to}");
        assert_eq!(errors.problems().len(), 1);
    }
}

#[test]
fn floats_wherever_they_stand() {
    rate_refused("2.00", &["fee.rate POLICY_FLOAT"]);
    rate_refused("\"2.00\", basis = 1e3", &["fee.rate POLICY_FLOAT"]);
    rate_refused("nan", &["fee.rate POLICY_FLOAT"]);
    let hidden = "level = \"county\"\nx = { y = [1, [0.5]] } #1 #2\n";
    refused(
        &[(NOTICE, "level = \"county\"\n", hidden)],
        &["instrument.x.y POLICY_FLOAT", "instrument.x POLICY_UNKNOWN_KEY"],
    );
}

#[test]
fn amounts_that_are_none() {
    for value in ["two", "-1.00", "2,00", "2.00元", "", " 2", "+2", "99999999999999999999"] {
        let quoted = format!("\"{value}\"");
        rate_refused(&quoted, &["fee.rate POLICY_NOT_MONEY"]);
    }
    rate_refused("\"2.005\"", &["fee.rate POLICY_NOT_WHOLE_FEN"]);
    rate_refused("\"0.001\"", &["fee.rate POLICY_NOT_WHOLE_FEN"]);
}
