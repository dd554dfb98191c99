//! What a diff says, and that it says everything.

use super::{DEFAULTS, NOTICE, RATE, edited, load};
use crate::Policy;

fn with(edits: &[(&str, &str, &str)]) -> Policy {
    load(&edited(edits)).unwrap().policy
}

fn changes(edits: &[(&str, &str, &str)]) -> Vec<String> {
    let (before, after) = (with(&[]), with(edits));
    assert_ne!(before.id(), after.id());
    let there = before.diff(&after);
    let mut back = after.diff(&before);
    back = back.into_iter().map(crate::PolicyChange::reversed).collect();
    assert_eq!(there, back);
    there.iter().map(ToString::to_string).collect()
}

#[test]
fn a_rate_that_changes_later() {
    let rates = "  { from = 2023-01-01, until = 2024-08-31, value = \"2.00\", basis = \"成本测算；邻近县市区的标准；嘉教体字〔2023〕4号\" },\n  { from = 2024-09-01, value = \"2.50\", basis = \"成本测算；邻近县市区的标准；嘉教体字〔2023〕4号\" },\n";
    assert_eq!(changes(&[(NOTICE, RATE, rates)]), ["`fee.rate` for 2024-09-01..: 2.00 → 2.50"]);
}

#[test]
fn a_rate_that_is_reviewed_and_kept() {
    let rates = RATE.replace("2023-01-01,", "2023-01-01, until = 2024-12-31,")
        + &RATE.replace("2023-01-01", "2025-01-01");
    assert_eq!(
        changes(&[(NOTICE, RATE, &rates)]),
        ["`fee.rate` for 2025-01-01..: 2.00 since 2023-01-01 → 2.00 since 2025-01-01"]
    );
}

#[test]
fn clause_text_document_number_and_basis() {
    assert_eq!(
        changes(&[
            (NOTICE, "en = \"Money: 2 yuan", "en = \"Fee: 2 yuan"),
            (NOTICE, "document = \"嘉教体字〔2023〕4号\"", "document = \"嘉教体字〔2023〕5号\""),
            (NOTICE, RATE, "  { from = 2023-01-01, value = \"2.00\" },\n"),
        ])
        .iter()
        .map(|change| change.split(": ").next().unwrap())
        .collect::<Vec<_>>(),
        [
            "`fee.rate basis` for 2023-01-01..",
            "`jiaxiang-2023-4 document`",
            "`jiaxiang-2023-4 三(三) en`",
        ]
    );
}

#[test]
fn a_category_that_ends_and_one_that_is_added() {
    let ended = "code = \"dibao\"\nuntil = 2023-12-31";
    let found = changes(&[(DEFAULTS, "code = \"dibao\"", ended)]);
    assert_eq!(found.len(), 5);
    assert!(found.contains(
        &"`waiver category dibao zh` for 2024-01-01..: removed 最低生活保障家庭学生".to_owned()
    ));
    let renamed = "zh = \"低保家庭学生\"";
    assert_eq!(
        changes(&[(DEFAULTS, "zh = \"最低生活保障家庭学生\"", renamed)]),
        ["`waiver category dibao zh` for 2023-01-01..: 最低生活保障家庭学生 → 低保家庭学生"]
    );
}

#[test]
fn bounds_and_citations() {
    let bound = "at_most = [\"fee.ceiling.rural\", \"fee.ceiling.elsewhere\"]\n";
    assert_eq!(
        changes(&[(NOTICE, bound, "")]),
        [
            "`fee.rate bounds` for 2023-01-01..: removed at most [fee.ceiling.rural, fee.ceiling.elsewhere], at least []"
        ]
    );
    let rule = "[[rules]]\nid = \"F6\"\nclause = \"课时\"\nkind = \"D\"\n";
    let moved = rule.replace("课时", "考勤");
    assert_eq!(
        changes(&[(DEFAULTS, rule, &moved)]),
        [
            "`F6 under kehou-defaults-370829 考勤` for 2023-01-01..: added D",
            "`F6 under kehou-defaults-370829 课时` for 2023-01-01..: removed D",
        ]
    );
}

#[test]
fn a_basis_that_comes_goes_and_comes_again() {
    let value =
        |from, until, basis| format!("  {{ from = {from}, {until}value = \"2.00\"{basis} }},\n");
    let reviewed = ", basis = \"复核\"";
    let dates = [
        ("2023-01-01", "until = 2023-06-30, "),
        ("2023-07-01", "until = 2023-12-31, "),
        ("2024-01-01", ""),
    ];
    let bare: String = dates.iter().map(|(from, until)| value(from, until, "")).collect();
    let based: String = dates
        .iter()
        .zip([reviewed, "", reviewed])
        .map(|((from, until), basis)| value(from, until, basis))
        .collect();
    let (before, after) = (with(&[(NOTICE, RATE, &bare)]), with(&[(NOTICE, RATE, &based)]));
    let said: Vec<String> = before.diff(&after).iter().map(ToString::to_string).collect();
    assert_eq!(
        said,
        [
            "`fee.rate basis` for 2023-01-01..2023-06-30: added 复核",
            "`fee.rate basis` for 2024-01-01..: added 复核",
        ]
    );
}
