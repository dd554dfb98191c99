//! How instruments replace, outlive and override each other, and what is worth a warning.

use super::{CHARGES, FUNDING, NOTICE, RATE, WORKING, day, edited, load};
use crate::{FeePlace, Key, Kind, Policy, RuleId};

/// A later notice of the county that replaces the first, with a rate of its own.
const NEXT_NOTICE: &str = r#"
format = 1
[instrument]
id = "jiaxiang-2026-1"
document = "嘉教体字〔2026〕1号"
title_zh = "新的实施方案"
title_en = "The next plan"
issuer = "嘉祥县教育和体育局"
level = "county"
division = "370829"
from = 2026-03-01
replaces = ["jiaxiang-2023-4"]
[clauses."一"]
zh = "每生每课时2.50元，困难学生免费。"
en = "2.50 yuan per pupil per class hour; disadvantaged pupils free."
[[rules]]
id = "F1"
clause = "一"
kind = "K"
[[rules]]
id = "F2"
clause = "一"
kind = "K"
[[parameters]]
key = "fee.rate"
unit = "yuan per pupil per class hour"
rule = "F1"
kind = "K"
clause = "一"
values = [{ from = 2026-03-01, value = "2.50" }]
"#;

fn given(file: &str, text: &str) -> Vec<(String, String)> {
    vec![(file.to_owned(), text.to_owned())]
}

#[test]
fn a_notice_that_replaces_another_ends_it_the_day_before() {
    let next = given("next.toml", NEXT_NOTICE);
    let policy = Policy::with_overrides(&next, day(2026, 3, 1)).unwrap().policy;
    let said = |on| {
        let rate = policy.rate(FeePlace::Rural, on).unwrap();
        let cited = policy.citations(RuleId::F1, on);
        let documents: Vec<_> = cited.iter().map(|c| c.document()).collect();
        (rate.value().to_string(), documents.join(" "))
    };
    assert_eq!(said(day(2026, 2, 28)), ("2.00".to_owned(), "嘉教体字〔2023〕4号".to_owned()));
    assert_eq!(said(day(2026, 3, 1)), ("2.50".to_owned(), "嘉教体字〔2026〕1号".to_owned()));
    // Without the line both rates claim the same days.
    let beside = NEXT_NOTICE.replace("replaces = [\"jiaxiang-2023-4\"]\n", "");
    let errors = Policy::with_overrides(&given("next.toml", &beside), day(2026, 3, 1)).unwrap_err();
    assert_eq!(errors.problems()[0].code(), "POLICY_OVERLAP");
}

#[test]
fn categories_of_a_replaced_notice_end_with_it() {
    let category = "[[waiver_categories]]\ncode = \"flood\"\nzh = \"水灾\"\nen = \"flood\"\nevidence = \"证明\"\nlist_match = \"none\"\nfrom = 2023-07-01\n\n[[parameters]]";
    let mut texts = edited(&[(NOTICE, "[[parameters]]", category)]);
    texts.push(("next.toml".to_owned(), NEXT_NOTICE.to_owned()));
    let policy = load(&texts).unwrap().policy;
    assert!(policy.waiver_category("flood", day(2026, 2, 28)).is_some());
    assert!(policy.waiver_category("flood", day(2026, 3, 1)).is_none());
}

#[test]
fn an_override_takes_the_place_of_the_shipped_text_of_its_id() {
    let (_, notice) = Policy::shipped_texts().iter().find(|(file, _)| *file == NOTICE).unwrap();
    let mine = given("mine.toml", &notice.replace("value = \"2.00\"", "value = \"1.50\""));
    let policy = Policy::with_overrides(&mine, day(2023, 3, 31)).unwrap().policy;
    assert_eq!(policy.fen(Key::FeeRate, day(2023, 3, 1)).unwrap().as_fen(), 150);
    // A text that can't be read is reported alone, under its own name.
    let broken = given("mine.toml", "[instrument\n");
    let errors = Policy::with_overrides(&broken, day(2023, 3, 31)).unwrap_err();
    assert!(
        errors.problems().iter().all(|p| p.code() == "POLICY_NOT_TOML" && p.file() == "mine.toml")
    );
}

#[test]
fn values_of_an_expired_text_go_on_until_another_takes_their_place() {
    // The provincial measures are made to expire, with and without a later value elsewhere.
    let expires = "from = 2021-12-01\nuntil = 2024-12-31\nafter_expiry = \"default\"\n\n[clauses";
    let head = "from = 2021-12-01\n\n[clauses";
    let policy = load(&edited(&[(FUNDING, head, expires)])).unwrap().policy;
    let ceiling = |policy: &Policy, on| {
        let held = policy.parameter(Key::FeeCeilingRural, on).unwrap();
        format!("{} {} {}", held.kind(), held.value(), held.period())
    };
    assert_eq!(ceiling(&policy, day(2024, 12, 31)), "P 3.00 2021-12-01..2024-12-31");
    assert_eq!(ceiling(&policy, day(2025, 1, 1)), "D 3.00 2025-01-01..");
    // The default still bounds the rate.
    let rate = "  { from = 2023-01-01, until = 2025-12-31, value = \"2.00\" },\n  { from = 2026-01-01, value = \"3.01\" },\n";
    let errors = load(&edited(&[(FUNDING, head, expires), (NOTICE, RATE, rate)])).unwrap_err();
    assert_eq!(errors.problems()[0].code(), "POLICY_ABOVE_BOUND");
    let later = "values = [{ from = 2025-05-12, value = \"2.50\" }]";
    let text = NEXT_NOTICE
        .replace("replaces = [\"jiaxiang-2023-4\"]\n", "")
        .replace("level = \"county\"", "level = \"provincial\"")
        .replace("\"370829\"", "\"37\"")
        .replace("2026-03-01", "2025-05-12")
        .replace("kind = \"K\"", "kind = \"P\"")
        .replace("fee.rate", "fee.ceiling.rural")
        .replace("rule = \"F1\"", "rule = \"F3\"")
        .replace("values = [{ from = 2025-05-12, value = \"2.50\" }]", later);
    let mut texts = edited(&[(FUNDING, head, expires)]);
    texts.push(("later.toml".to_owned(), text));
    let policy = load(&texts).unwrap().policy;
    assert_eq!(ceiling(&policy, day(2025, 5, 11)), "D 3.00 2025-01-01..2025-05-11");
    assert_eq!(ceiling(&policy, day(2025, 5, 12)), "P 2.50 2025-05-12..");
}

#[test]
fn only_what_held_to_the_last_day_goes_on() {
    let head = "from = 2021-12-01\n\n[clauses";
    let expires = "from = 2021-12-01\nuntil = 2024-12-31\nafter_expiry = \"default\"\n\n[clauses";
    let years = "values = [{ from = 2021-12-01, value = 2 }]";
    let changed = "values = [{ from = 2021-12-01, until = 2023-12-31, value = 2 }, { from = 2024-01-01, value = 3 }]";
    let policy =
        load(&edited(&[(FUNDING, head, expires), (FUNDING, years, changed)])).unwrap().policy;
    let shown: Vec<String> = policy
        .values(Key::FeeRateReviewYears)
        .iter()
        .map(|p| format!("{} {} {}", p.kind(), p.value(), p.period()))
        .collect();
    assert_eq!(
        shown,
        ["P 2 2021-12-01..2023-12-31", "P 3 2024-01-01..2024-12-31", "D 3 2025-01-01.."]
    );
}

#[test]
fn a_value_that_begins_with_the_expiry_leaves_no_default() {
    let head = "from = 2021-12-01\n\n[clauses";
    let expires = "from = 2021-12-01\nuntil = 2026-02-28\nafter_expiry = \"default\"\n\n[clauses";
    let mut texts = edited(&[(FUNDING, head, expires)]);
    let ceiling = NEXT_NOTICE
        .replace("replaces = [\"jiaxiang-2023-4\"]\n", "")
        .replace("level = \"county\"", "level = \"provincial\"")
        .replace("\"370829\"", "\"37\"")
        .replace("kind = \"K\"", "kind = \"P\"")
        .replace("fee.rate", "fee.ceiling.rural")
        .replace("rule = \"F1\"", "rule = \"F3\"");
    texts.push(("later.toml".to_owned(), ceiling));
    let policy = load(&texts).unwrap().policy;
    let periods: Vec<String> =
        policy.values(Key::FeeCeilingRural).iter().map(|p| p.period().to_string()).collect();
    assert_eq!(periods, ["2021-12-01..2026-02-28", "2026-03-01.."]);
}

#[test]
fn the_first_of_two_that_replace_a_notice_ends_it() {
    let mut texts = edited(&[]);
    texts.push(("next.toml".to_owned(), NEXT_NOTICE.to_owned()));
    let bare = &NEXT_NOTICE[..NEXT_NOTICE.find("[clauses").unwrap()];
    let second =
        bare.replace("jiaxiang-2026-1", "jiaxiang-2027-1").replace("2026-03-01", "2027-03-01");
    texts.push(("second.toml".to_owned(), second));
    let policy = load(&texts).unwrap().policy;
    let until = policy.parameter(Key::FeeRate, day(2023, 3, 1)).unwrap().period().last();
    assert_eq!(until, Some(day(2026, 2, 28)));
}

#[test]
fn values_of_a_text_that_lapses_end_with_it() {
    let head = "from = 2021-12-01\n\n[clauses";
    let lapses = "from = 2021-12-01\nuntil = 2024-12-31\n\n[clauses";
    let errors = load(&edited(&[(FUNDING, head, lapses)])).unwrap_err();
    let keys: Vec<_> = errors.problems().iter().filter_map(|p| p.key()).collect();
    for key in ["fee.ceiling.rural", "fee.ceiling.elsewhere", "fee.rate_review_years"] {
        assert!(keys.contains(&key), "{keys:?}");
    }
}

#[test]
fn a_successor_ends_the_default_and_the_warning() {
    let successor = NEXT_NOTICE
        .replace("jiaxiang-2023-4", "shandong-2020-648")
        .replace("level = \"county\"", "level = \"provincial\"")
        .replace("\"370829\"", "\"37\"")
        .replace("2026-03-01", "2025-07-01")
        .replace("kind = \"K\"", "kind = \"P\"")
        .replace("id = \"F1\"", "id = \"F5\"");
    let successor = &successor[..successor.find("[[parameters]]").unwrap()];
    let on = day(2026, 1, 1);
    let alone = Policy::with_overrides(&[], on).unwrap();
    let expired = |w: &crate::PolicyWarning| w.note().code() == "POLICY_BASE_EXPIRED";
    assert!(alone.warnings.iter().any(expired));
    // F14, F9 and the like now rest on other clauses or on none.
    let rules = "id = \"F9\"\nclause = \"一\"\nkind = \"P\"\n\n[[rules]]\nid = \"F13\"\nclause = \"一\"\nkind = \"P\"\n";
    let text = format!("{successor}\n[[rules]]\n{rules}");
    let loaded = Policy::with_overrides(&given("next.toml", &text), on).unwrap();
    assert!(!loaded.warnings.iter().any(expired));
    let kinds = |on| -> Vec<Kind> {
        loaded.policy.citations(RuleId::F5, on).iter().map(|c| c.kind()).collect()
    };
    assert_eq!(kinds(day(2025, 5, 11)), [Kind::P]);
    assert_eq!(kinds(day(2025, 6, 30)), [Kind::D]);
    assert_eq!(kinds(day(2025, 7, 1)), [Kind::P]);
}

#[test]
fn a_rate_is_due_for_review_the_day_after_two_years() {
    let warned = |on| -> Vec<String> {
        let loaded = Policy::load(&edited(&[]), on).unwrap();
        loaded.warnings.iter().map(|w| format!("{} {}", w.check(), w.note().code())).collect()
    };
    assert_eq!(warned(day(2025, 1, 1)), [""; 0]);
    assert_eq!(warned(day(2025, 1, 2)), ["R28 POLICY_REVIEW_DUE"]);
    assert_eq!(warned(day(2025, 5, 11)), ["R28 POLICY_REVIEW_DUE"]);
    assert_eq!(warned(day(2025, 5, 12)), ["R28 POLICY_BASE_EXPIRED", "R28 POLICY_REVIEW_DUE"]);
    // A rate that was reviewed and kept begins anew.
    let kept = "  { from = 2023-01-01, until = 2024-12-31, value = \"2.00\" },\n  { from = 2025-01-01, value = \"2.00\" },\n";
    let loaded = Policy::load(&edited(&[(NOTICE, RATE, kept)]), day(2025, 5, 11)).unwrap();
    assert_eq!(loaded.warnings, []);
}

#[test]
fn an_expired_text_that_lapses_is_reported_as_such() {
    let on = day(2026, 1, 1);
    // The working rules support no fee rule alone, so the policy stands without them.
    let head = "from = 2021-01-01\n";
    let lapses = edited(&[(WORKING, head, "from = 2021-01-01\nuntil = 2024-12-31\n")]);
    let loaded = Policy::load(&lapses, on).unwrap();
    let codes: Vec<_> = loaded.warnings.iter().map(|w| w.note().code()).collect();
    assert!(codes.contains(&"POLICY_BASE_LAPSED"), "{codes:?}");
    let cited = loaded.policy.citations(RuleId::T1, day(2025, 1, 1));
    assert!(cited.iter().all(|c| c.instrument() != "shandong-2021-8"));
    // The charge rules do: F5 rests on them alone.
    let lapses = edited(&[(CHARGES, "after_expiry = \"default\"\n", "")]);
    let errors = Policy::load(&lapses, on).unwrap_err();
    let keys: Vec<_> = errors.problems().iter().filter_map(|p| p.key()).collect();
    assert_eq!(keys, ["rules.F5"]);
}
