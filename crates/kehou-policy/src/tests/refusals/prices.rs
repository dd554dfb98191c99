//! Prices above their bounds, splits with gaps, blocks that contradict their key. (F3)

use super::super::{DEFAULTS, FUNDING, NOTICE, RATE, day, edited, load};
use super::{rate_refused, refused};
use crate::FeePlace;

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
