//! Hostile and odd texts, each with exactly the problems it must be refused for.
//!
//! A comment `#1` marks the line on which the first problem is expected, `#2` the second.

use crate::{FeePlace, Policy};

use super::{CHARGES, DEFAULTS, FUNDING, NOTICE, RATE, day, edited, load};

/// What a file is refused for: `KEY CODE` per problem, in order; each at its marked line.
fn refused(edits: &[(&str, &str, &str)], expected: &[&str]) {
    let texts = edited(edits);
    let errors = load(&texts).expect_err("the texts are refused");
    let found: Vec<String> = errors
        .problems()
        .iter()
        .map(|p| {
            let key = p.key().unwrap_or("-");
            format!("{}:{} {key} {}", p.file(), p.line(), p.code())
        })
        .collect();
    let expected: Vec<String> = (1..)
        .zip(expected)
        .map(|(number, problem)| format!("{} {problem}", marked(&texts, number)))
        .collect();
    assert_eq!(found, expected);
}

fn marked(texts: &[(String, String)], number: usize) -> String {
    let mark = format!("#{number}");
    for (file, text) in texts {
        for (line, content) in (1..).zip(text.lines()) {
            if content.split_whitespace().any(|word| word == mark) {
                return format!("{file}:{line}");
            }
        }
    }
    panic!("no line is marked {mark}");
}

fn rate_refused(value: &str, expected: &[&str]) {
    let line = format!("  {{ from = 2023-01-01, value = {value} }}, #1\n");
    refused(&[(NOTICE, RATE, &line)], expected);
}

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

#[test]
fn rates_above_the_ceiling() {
    rate_refused("\"3.01\"", &["fee.rate POLICY_ABOVE_BOUND"]);
    // A text that drops the bound is still held to it.
    let bound = "at_most = [\"fee.ceiling.rural\", \"fee.ceiling.elsewhere\"]\n";
    refused(
        &[(NOTICE, bound, ""), (NOTICE, RATE, "  { from = 2023-01-01, value = \"3.20\" }, #1\n")],
        &["fee.rate POLICY_ABOVE_BOUND"],
    );
    // A ceiling that falls later stops a rate that was within it before.
    let falls = "values = [{ from = 2021-12-01, until = 2024-08-31, value = \"3.00\" },\n  { from = 2024-09-01, value = \"1.50\" }]";
    refused(
        &[
            (FUNDING, "values = [{ from = 2021-12-01, value = \"3.00\" }]", falls),
            (NOTICE, RATE, &RATE.replace('\n', " #1\n")),
        ],
        &["fee.rate POLICY_ABOVE_BOUND"],
    );
}

#[test]
fn bounds_hold_where_both_hold_and_up_to_their_value() {
    let rates = "  { from = 2023-01-01, until = 2024-08-31, value = \"3.00\" },\n  { from = 2024-09-01, value = \"1.50\" },\n";
    let ceiling = "values = [{ from = 2021-12-01, value = \"3.00\" }]";
    let falls = "values = [{ from = 2021-12-01, until = 2024-08-31, value = \"3.00\" }, { from = 2024-09-01, value = \"1.50\" }]";
    assert!(load(&edited(&[(NOTICE, RATE, rates), (FUNDING, ceiling, falls)])).is_ok());
    // A lower bound, too, may be reached.
    let head = "clause = \"课时\"\nvalues = [{ from = 2023-01-01, value = 45 }]";
    for (least, accepted) in [(45, true), (46, false)] {
        let bounded = head.replace("\nvalues", "\nat_least = [\"fee.class_hour.primary\"]\nvalues");
        let primary = format!("value = {least} }}]");
        let texts = edited(&[(DEFAULTS, head, &bounded), (DEFAULTS, "value = 40 }]", &primary)]);
        assert_eq!(load(&texts).is_ok(), accepted, "{least}");
    }
    // A text may name bounds of its own.
    let head = "clause = \"课时\"\nvalues = [{ from = 2023-01-01, value = 40 }]";
    let bounded = "clause = \"课时\"\nat_most = [\"fee.class_hour.junior\"]\nvalues = [{ from = 2023-01-01, value = 46 }] #1";
    refused(&[(DEFAULTS, head, bounded)], &["fee.class_hour.primary POLICY_ABOVE_BOUND"]);
}

#[test]
fn the_tightest_bound_is_named() {
    let texts = edited(&[(NOTICE, "value = \"2.00\"", "value = \"4.00\"")]);
    let errors = load(&texts).unwrap_err();
    let limits: Vec<_> =
        errors.problems()[0].arguments().filter(|(name, _)| *name == "limit").collect();
    assert_eq!(limits, [("limit", "3.00")]);
    assert_eq!(errors.problems().len(), 1);
}

#[test]
fn a_ceiling_may_begin_after_the_county_does() {
    let later = "values = [{ from = 2023-06-01, value = \"3.00\" }]";
    let texts = edited(&[(FUNDING, "values = [{ from = 2021-12-01, value = \"3.00\" }]", later)]);
    assert!(load(&texts).is_ok());
}

#[test]
fn split_rates_have_their_own_ceilings() {
    let split = |rural: &str, elsewhere: &str| {
        let bound = "at_most = [\"fee.ceiling.rural\", \"fee.ceiling.elsewhere\"]\n";
        let head = "unit = \"yuan per pupil per class hour\"\nrule = \"F1\"\nkind = \"K\"\nclause = \"三(三)\"\n";
        let second = format!(
            "  {{ from = 2023-01-01, value = \"{rural}\" }}, #1\n]\n\n[[parameters]]\nkey = \"fee.rate.elsewhere\"\n{head}values = [\n  {{ from = 2023-01-01, value = \"{elsewhere}\" }}, #2\n"
        );
        edited(&[
            (NOTICE, "key = \"fee.rate\"\n", "key = \"fee.rate.rural\"\n"),
            (NOTICE, bound, ""),
            (NOTICE, RATE, &second),
        ])
    };
    let policy = load(&split("3.00", "3.50")).unwrap().policy;
    let rate = |place| policy.rate(place, day(2023, 3, 1)).unwrap().value().to_string();
    assert_eq!((rate(FeePlace::Rural), rate(FeePlace::Elsewhere)), ("3.00".into(), "3.50".into()));
    let errors = load(&split("3.20", "3.51")).unwrap_err();
    let codes: Vec<_> = errors.problems().iter().map(|p| (p.key().unwrap(), p.code())).collect();
    assert_eq!(
        codes,
        [("fee.rate.rural", "POLICY_ABOVE_BOUND"), ("fee.rate.elsewhere", "POLICY_ABOVE_BOUND")]
    );
}

#[test]
fn days_claimed_twice_or_by_none() {
    let overlap = "  { from = 2023-01-01, value = \"2.00\" },\n  { from = 2023-09-01, value = \"2.50\" }, #1\n";
    refused(&[(NOTICE, RATE, overlap)], &["fee.rate POLICY_OVERLAP"]);
    let gap = "  { from = 2023-01-01, until = 2023-08-30, value = \"2.00\" },\n  { from = 2023-09-01, value = \"2.50\" }, #1\n";
    refused(&[(NOTICE, RATE, gap)], &["fee.rate POLICY_GAP"]);
    let late = "  { from = 2023-02-01, value = \"2.00\" }, #1\n";
    refused(&[(NOTICE, RATE, late)], &["fee.rate POLICY_GAP"]);
    let ends = "  { from = 2023-01-01, until = 2025-12-31, value = \"2.00\" }, #1\n";
    refused(&[(NOTICE, RATE, ends)], &["fee.rate POLICY_GAP"]);
    let reversed = "  { from = 2023-09-01, until = 2023-08-31, value = \"2.00\" }, #1\n";
    refused(&[(NOTICE, RATE, reversed)], &["fee.rate POLICY_DATES_REVERSED"]);
}

#[test]
fn one_rate_beside_a_split_one() {
    let beside = format!(
        "{RATE}]\n\n[[parameters]]\nkey = \"fee.rate.rural\"\nunit = \"yuan per pupil per class hour\"\nrule = \"F1\"\nkind = \"K\"\nclause = \"三(三)\"\nvalues = [\n  {{ from = 2024-09-01, value = \"1.50\" }}, #1\n"
    );
    refused(&[(NOTICE, RATE, &beside)], &["fee.rate.rural POLICY_OVERLAP"]);
    // A split for rural schools alone leaves the others without a rate.
    let ended = beside.replace("2023-01-01,", "2023-01-01, until = 2024-08-31,").replace(" #1", "");
    let ended = ended.replacen("},\n", "}, #1\n", 1);
    refused(&[(NOTICE, RATE, &ended)], &["fee.rate POLICY_GAP"]);
}

#[test]
fn blocks_that_contradict_their_key() {
    let unit = "unit = \"yuan per pupil per day\" #1\n";
    refused(
        &[(NOTICE, "unit = \"yuan per pupil per class hour\"\n", unit)],
        &["fee.rate POLICY_WRONG_UNIT"],
    );
    refused(&[(NOTICE, "rule = \"F1\"\n", "rule = \"F2\" #1\n")], &["fee.rate POLICY_WRONG_RULE"]);
    let bound = "at_most = [\"fee.ceiling.rural\", \"fee.ceiling.elsewhere\"]\n";
    refused(
        &[(NOTICE, bound, "at_most = [\"fee.daily_cap\"] #1\n")],
        &["fee.rate POLICY_BOUND_UNIT"],
    );
    refused(
        &[(NOTICE, bound, "at_least = [\"fee.flor\"] #1\n")],
        &["fee.rate.at_least POLICY_UNKNOWN_PARAMETER"],
    );
    refused(
        &[(NOTICE, RATE, ""), (NOTICE, "values = [\n]", "values = [] #1")],
        &["fee.rate POLICY_NO_VALUES"],
    );
    let tail = format!(
        "{RATE}]\n\n[[parameters]] #1\nkey = \"fee.rate\"\nunit = \"yuan per pupil per class hour\"\nrule = \"F1\"\nkind = \"K\"\nclause = \"三(三)\"\nvalues = [\n  {{ from = 2023-01-01, value = \"1.00\" }}, #2\n"
    );
    refused(
        &[(NOTICE, RATE, &tail)],
        &["fee.rate POLICY_DUPLICATE_PARAMETER", "fee.rate POLICY_OVERLAP"],
    );
}

#[test]
fn clauses_that_are_not_there() {
    let rule = "[[rules]]\nid = \"F1\"\nclause = \"三(三)\"\n";
    refused(
        &[(NOTICE, rule, "[[rules]] #1\nid = \"F1\"\nclause = \"九\"\n")],
        &["rules.F1 POLICY_UNDEFINED_CLAUSE"],
    );
    // A parameter cites a clause of its own file too.
    refused(
        &[
            (NOTICE, "[[parameters]]\n", "[[parameters]] #1\n"),
            (NOTICE, "clause = \"三(三)\"\n# Bound", "clause = \"三（三）\"\n# Bound"),
        ],
        &["fee.rate POLICY_UNDEFINED_CLAUSE"],
    );
}

#[test]
fn fee_rules_that_no_bill_could_explain() {
    let rule = "[[rules]]\nid = \"F1\"\nclause = \"三(三)\"\nkind = \"K\"\n";
    refused(
        &[(NOTICE, rule, ""), (NOTICE, "[instrument]\n", "[instrument] #1\n")],
        &["rules.F1 POLICY_UNCITED_RULE"],
    );
    refused(
        &[
            (NOTICE, rule, &format!("{rule}until = 2024-12-31\n")),
            (NOTICE, "[instrument]\n", "[instrument] #1\n"),
        ],
        &["rules.F1 POLICY_UNCITED_RULE"],
    );
}

#[test]
fn a_month_without_a_clause_behind_a_fee_rule() {
    let rule = "[[rules]]\nid = \"F1\"\nclause = \"三(三)\"\nkind = \"K\"\n";
    let parted = format!("{rule}until = 2023-12-31\n\n{rule}from = 2024-02-01\n");
    let errors = load(&edited(&[(NOTICE, rule, &parted)])).unwrap_err();
    let days: Vec<_> = errors.problems()[0].arguments().collect();
    assert_eq!(days, [("rule", "F1"), ("from", "2024-01-01")]);
}

#[test]
fn the_county_starts_with_its_first_instrument() {
    let head = "from = 2023-01-01\n\n[clauses";
    let texts = edited(&[(DEFAULTS, head, "from = 2022-09-01\n\n[clauses")]);
    let errors = load(&texts).unwrap_err();
    let rate = errors.problems().iter().find(|p| p.key() == Some("fee.rate")).unwrap();
    assert_eq!(rate.message(), "no value holds on 2022-09-01; add one or move a neighbour's date");
}

#[test]
fn rows_the_register_lacks() {
    refused(&[(NOTICE, "id = \"F1\"\n", "id = \"F20\" #1\n")], &["rules.id POLICY_UNKNOWN_RULE"]);
    let twice = "[[rules]]\nid = \"F1\"\nclause = \"三(三)\"\nkind = \"K\"\n\n[[rules]] #1\nid = \"F1\"\nclause = \"三(三)\"\nkind = \"K\"\nfrom = 2024-01-01\n";
    refused(
        &[(NOTICE, "[[rules]]\nid = \"F1\"\nclause = \"三(三)\"\nkind = \"K\"\n", twice)],
        &["rules.F1 POLICY_REPEATED_RULE"],
    );
    refused(
        &[(
            NOTICE,
            "[[rules]]\nid = \"F1\"\nclause = \"三(三)\"\nkind = \"K\"\n",
            "[[rules]] #1\nid = \"F1\"\nclause = \"三(三)\"\nkind = \"P\"\n",
        )],
        &["rules.F1 POLICY_KIND_AGAINST_LEVEL"],
    );
}

#[test]
fn instruments_that_do_not_fit() {
    refused(
        &[(NOTICE, "division = \"370829\"\n", "division = \"3708\" #1\n")],
        &["instrument.division POLICY_DIVISION"],
    );
    refused(
        &[
            (FUNDING, "division = \"37\"\n", "division = \"11\"\n"),
            (FUNDING, "[instrument]\n", "[instrument] #1\n"),
        ],
        &["instrument.division POLICY_DIVISION_MISMATCH"],
    );
    refused(
        &[
            (DEFAULTS, "division = \"370829\"\n", "division = \"370830\"\n"),
            (DEFAULTS, "[instrument]\n", "[instrument] #1\n"),
        ],
        &["instrument.division POLICY_DIVISION_MISMATCH"],
    );
    refused(
        &[(CHARGES, "until = 2025-05-11\n", "until = 2019-05-11 #1\n")],
        &["instrument.until POLICY_DATES_REVERSED"],
    );
    refused(
        &[
            (FUNDING, "id = \"shandong-2021-funding\"\n", "id = \"shandong-2020-648\"\n"),
            (FUNDING, "[instrument]\n", "[instrument] #1\n"),
        ],
        &["instrument.id POLICY_DUPLICATE_INSTRUMENT"],
    );
    refused(
        &[(NOTICE, "id = \"jiaxiang-2023-4\"\n", "id = \"Jiaxiang 4\" #1\n")],
        &["instrument.id POLICY_BAD_ID"],
    );
    refused(
        &[(
            NOTICE,
            "division = \"370829\"\n",
            "division = \"370829\"\nreplaces = [\"jiaxiang-2023-4\"] #1\n",
        )],
        &["instrument.replaces POLICY_REPLACES_ITSELF"],
    );
    refused(
        &[(NOTICE, "level = \"county\"\n", "level = \"town\" #1\n")],
        &["instrument.level POLICY_UNKNOWN_WORD"],
    );
}

#[test]
fn days_outside_the_instrument() {
    let early = "  { from = 2022-12-31, value = \"2.00\" }, #1\n";
    refused(&[(NOTICE, RATE, early)], &["fee.rate POLICY_OUTSIDE_INSTRUMENT"]);
    let rule =
        "[[rules]] #1\nid = \"F5\"\nclause = \"据实结算\"\nkind = \"P\"\nuntil = 2025-05-12\n";
    refused(
        &[(CHARGES, "[[rules]]\nid = \"F5\"\nclause = \"据实结算\"\nkind = \"P\"\n", rule)],
        &["rules.F5 POLICY_OUTSIDE_INSTRUMENT"],
    );
    // The instrument's last day is one of its own.
    let last = "[[rules]]\nid = \"F5\"\nclause = \"据实结算\"\nkind = \"P\"\n";
    let texts = edited(&[(CHARGES, last, &format!("{last}until = 2025-05-11\n"))]);
    assert!(load(&texts).is_ok());
}

#[test]
fn codes_times_and_numbers() {
    for (from, to, key, code) in [
        (
            "value = \"bill\" }]",
            "value = \"never\" }] #1",
            "fee.notice_precedes",
            "POLICY_UNKNOWN_WORD",
        ),
        (
            "[\"present\", \"late\", \"left_early\"] }]",
            "[\"present\", \"asleep\"] }] #1",
            "fee.billable_statuses",
            "POLICY_UNKNOWN_WORD",
        ),
        (
            "[\"present\", \"late\", \"left_early\"] }]",
            "[\"late\", \"late\"] }] #1",
            "fee.billable_statuses",
            "POLICY_REPEATED_WORD",
        ),
        (
            "value = \"18:00\" }]",
            "value = \"25:00\" }] #1",
            "fee.roll_lock_time",
            "POLICY_NOT_TIME",
        ),
        ("value = \"18:00\" }]", "value = \"6:00\" }] #1", "fee.roll_lock_time", "POLICY_NOT_TIME"),
        ("value = 3 }]", "value = 0 }] #1", "fee.month_lock_working_day", "POLICY_OUT_OF_RANGE"),
        ("value = 3 }]", "value = -3 }] #1", "fee.month_lock_working_day", "POLICY_OUT_OF_RANGE"),
        (
            "value = 3 }]",
            "value = 18446744073709551619 }] #1",
            "fee.month_lock_working_day",
            "POLICY_OUT_OF_RANGE",
        ),
        ("value = 45 }]", "value = 4500 }] #1", "fee.class_hour.junior", "POLICY_OUT_OF_RANGE"),
        (
            "zh = \"烈士子女\"",
            "zh = \"烈士\\u202e子女\" #1",
            "waiver_categories.zh",
            "POLICY_BAD_TEXT",
        ),
        (
            "[clauses.\"学段\"]",
            "[clauses.\"学\\t\"] #1\nzh = \"甲\"\nen = \"a\"\n\n[clauses.\"学段\"]",
            "clauses.学\\u{9}",
            "POLICY_BAD_TEXT",
        ),
        ("code = \"dibao\"", "code = \"低保\" #1", "waiver_categories.code", "POLICY_BAD_ID"),
        ("zh = \"烈士子女\"", "zh = \" \" #1", "waiver_categories.zh", "POLICY_BAD_TEXT"),
        ("zh = \"烈士子女\"", "zh = \"烈士\\n子女\" #1", "waiver_categories.zh", "POLICY_BAD_TEXT"),
    ] {
        refused(&[(DEFAULTS, from, to)], &[&format!("{key} {code}")]);
    }
    let long = format!("zh = \"{}\" #1", "烈".repeat(1_001));
    refused(&[(DEFAULTS, "zh = \"烈士子女\"", &long)], &["waiver_categories.zh POLICY_BAD_TEXT"]);
    // The tolerance may not exceed the class hour that it shortens.
    refused(
        &[(
            DEFAULTS,
            "value = 5 }]\n\n[[parameters]]\nkey = \"fee.daily_cap\"",
            "value = 41 }] #1\n\n[[parameters]]\nkey = \"fee.daily_cap\"",
        )],
        &["fee.class_hour.tolerance POLICY_ABOVE_BOUND"],
    );
}

#[test]
fn a_category_with_two_meanings() {
    let twice = "[[waiver_categories]]\ncode = \"dibao\"\nzh = \"甲\"\nen = \"a\"\nevidence = \"乙\"\nlist_match = \"none\"\nfrom = 2022-12-31\n\n# --- waiver";
    let texts = edited(&[(DEFAULTS, "# --- waiver", twice)]);
    let errors = load(&texts).unwrap_err();
    let codes: Vec<_> = errors.problems().iter().map(|p| (p.key().unwrap(), p.code())).collect();
    assert_eq!(
        codes,
        [
            ("waiver_categories.dibao", "POLICY_OUTSIDE_INSTRUMENT"),
            ("waiver_categories.dibao", "POLICY_OVERLAP")
        ]
    );
}

#[test]
fn too_much_of_a_good_thing() {
    let many = "  { from = 2023-01-01, value = \"2.00\" },\n".repeat(501);
    let texts = edited(&[(NOTICE, RATE, &many)]);
    let errors = load(&texts).unwrap_err();
    assert_eq!(errors.problems()[0].code(), "POLICY_TOO_MANY_VALUES");
    let large = vec![("a.toml".to_owned(), " ".repeat((1 << 20) + 1))];
    let errors = load(&large).unwrap_err();
    assert_eq!(errors.to_string(), "a.toml:1: the text has 1048577 bytes; keep it within 1048576");
}

#[test]
fn no_text_and_no_county() {
    let errors = load(&[]).unwrap_err();
    assert_eq!(errors.problems()[0].code(), "POLICY_NO_COUNTY");
    let higher: Vec<_> =
        edited(&[]).into_iter().filter(|(file, _)| *file != NOTICE && *file != DEFAULTS).collect();
    let errors = load(&higher).unwrap_err();
    let codes: Vec<_> = errors.problems().iter().map(crate::PolicyProblem::code).collect();
    assert_eq!(codes, ["POLICY_NO_COUNTY"]);
    let empty = vec![("a.toml".to_owned(), String::new())];
    let codes: Vec<String> =
        load(&empty).unwrap_err().problems().iter().map(ToString::to_string).collect();
    assert_eq!(
        codes,
        [
            "a.toml:1: `format`: the key `format` is missing; add it",
            "a.toml:1: `instrument`: the key `instrument` is missing; add it"
        ]
    );
}

#[test]
fn all_problems_come_at_once() {
    let rate = "  { from = 2023-01-01, value = \"2.005\" }, #3\n";
    refused(
        &[
            (NOTICE, "level = \"county\"\n", "level = \"town\" #1\n"),
            (NOTICE, "id = \"F1\"\n", "id = \"F99\" #2\n"),
            (NOTICE, RATE, rate),
            (FUNDING, "unit = \"years\"\n", "unit = \"months\" #4\n"),
        ],
        &[
            "instrument.level POLICY_UNKNOWN_WORD",
            "rules.id POLICY_UNKNOWN_RULE",
            "fee.rate POLICY_NOT_WHOLE_FEN",
            "fee.rate_review_years POLICY_WRONG_UNIT",
        ],
    );
}
