//! Clauses, instruments, codes and days that do not fit together.

use super::super::{CHARGES, DEFAULTS, FUNDING, NOTICE, RATE, edited, load};
use super::refused;

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
