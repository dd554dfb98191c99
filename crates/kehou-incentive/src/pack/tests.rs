//! Packs that are read and packs that are refused.

use super::*;
use crate::problem::{DataFault, DataProblem};

const SHIPPED: &str = include_str!("../../data/score-pack-370829.toml");

fn line_of(text: &str, part: &str) -> usize {
    1 + text.lines().position(|line| line.contains(part)).unwrap()
}

/// The faults of the shipped pack with one thing changed in it.
fn faults(from: &str, to: &str) -> Vec<(usize, &'static str)> {
    let text = SHIPPED.replacen(from, to, 1);
    assert_ne!(text, SHIPPED, "{from}");
    let faults = ScorePack::load("pack.toml", &text).unwrap_err();
    faults.all().iter().map(|fault| (fault.line, fault.code())).collect()
}

fn problem(from: &str, to: &str) -> DataProblem {
    let text = SHIPPED.replacen(from, to, 1);
    assert_ne!(text, SHIPPED, "{from}");
    ScorePack::load("pack.toml", &text).unwrap_err().all()[0].problem.clone()
}

#[test]
fn the_shipped_pack_is_sound() {
    let pack = ScorePack::shipped().unwrap();
    assert_eq!(pack.components().len(), 8);
    assert_eq!(pack.unused_weight(), Weight::new(1_000).unwrap());
    assert_eq!(pack.lists().len(), 2);
    assert_eq!(pack.conversion().class_hour[ActivityKind::Homework.index()], 500);
    assert!(pack.conversion().class_hour.iter().all(|rate| (500..=1_000).contains(rate)), "S1");
}

#[test]
fn comments_and_order_of_keys_change_no_byte_of_the_canonical_text() {
    let text = SHIPPED.replacen("version = 1\n", "", 1).replacen("key =", "version = 1\nkey =", 1);
    let moved = ScorePack::load("b.toml", &format!("# another comment\n{text}")).unwrap();
    let shipped = ScorePack::shipped().unwrap();
    assert_eq!(moved.canonical_text(), shipped.canonical_text());
    assert_eq!(moved.digest(), shipped.digest());
    let heavier = SHIPPED.replacen("heaviest_percent = \"50\"", "heaviest_percent = \"49\"", 1);
    assert_ne!(ScorePack::load("c.toml", &heavier).unwrap().digest(), shipped.digest());
}

#[test]
fn a_pack_that_rewards_fewer_hours_is_refused_and_the_component_named() {
    for to in [
        "transform = { kind = \"linear\", zero_at = \"80\", full_at = \"0\" }",
        "transform = { kind = \"step\", steps = [{ from = \"0\", percent = \"10\" }, { from = \"60\", percent = \"100\" }, { from = \"90\", percent = \"80\" }] }",
        "transform = { kind = \"quantiles\", frozen_on = \"2022-12-31\", cohort = \"2022\", table = [{ from = \"10\", percent = \"50\" }, { from = \"20\", percent = \"49.99\" }] }",
    ] {
        let from = "transform = { kind = \"cap\", cap_at = \"80\" }";
        let fewer = PackProblem::FewerHours { component: "load".to_owned() };
        assert_eq!(problem(from, to), DataProblem::Pack(fewer));
        assert_eq!(faults(from, to), [(line_of(SHIPPED, from), "SCORE_PACK_FEWER_HOURS")]);
    }
}

#[test]
fn whatever_is_divided_by_class_hours_rewards_fewer_hours() {
    let fewer = PackProblem::FewerHours { component: "research".to_owned() };
    let found = problem("per = \"available_days\"", "per = \"class_hours\"");
    assert_eq!(found, DataProblem::Pack(fewer));
}

#[test]
fn what_never_enters_a_score_is_refused_by_name() {
    for (word, why) in [
        ("care_factor", BarredInput::Care),
        ("commute_minutes", BarredInput::Care),
        ("pupil_participation", BarredInput::Participation),
        ("enrolment_rate", BarredInput::Participation),
        ("unconfirmed_findings", BarredInput::Unverified),
        ("fee_income", BarredInput::Money),
    ] {
        let to = format!("source = \"{word}\"");
        let (component, word) = ("research".to_owned(), word.to_owned());
        let barred = PackProblem::Barred { component, word, why };
        assert_eq!(problem("source = \"research_records\"", &to), DataProblem::Pack(barred));
    }
    let unknown = faults("source = \"research_records\"", "source = \"charm\"");
    assert_eq!(unknown[0].1, "INCENTIVE_DATA_VALUE");
}

#[test]
fn nothing_looks_at_the_scores_of_others() {
    for word in ["min_max", "z_score"] {
        let to = format!("transform = {{ kind = \"{word}\" }}");
        let found = problem("transform = { kind = \"cap\", cap_at = \"80\" }", &to);
        let (component, word) = ("load".to_owned(), word.to_owned());
        let barred = PackProblem::Barred { component, word, why: BarredInput::Cohort };
        assert_eq!(found, DataProblem::Pack(barred));
    }
    let late = faults("frozen_on = \"2022-12-31\"", "frozen_on = \"2023-01-02\"");
    assert_eq!(late[0].1, "SCORE_PACK_NOT_FROZEN");
}

#[test]
fn ties_are_decided_by_components_alone() {
    let ties = "ties = [\"load\", \"diversity\", \"satisfaction\"]";
    assert_eq!(faults(ties, "ties = [\"age\"]")[0].1, "SCORE_PACK_BARRED");
    assert_eq!(faults(ties, "ties = [\"luck\"]")[0].1, "INCENTIVE_DATA_MISSING");
    assert_eq!(faults(ties, "ties = [\"load\", \"load\"]")[0].1, "INCENTIVE_DATA_TWICE");
}

#[test]
fn weights_add_up_and_no_source_is_too_heavy() {
    let from = "weight_percent = \"45\"";
    let sum = PackProblem::Sum {
        name: "jiaxiang-370829".to_owned(),
        sum: "89.50".to_owned(),
        expected: "90".to_owned(),
    };
    assert_eq!(problem(from, "weight_percent = \"44.5\""), DataProblem::Pack(sum));
    let found = faults("heaviest_percent = \"50\"", "heaviest_percent = \"44.99\"");
    assert_eq!(found, [(line_of(SHIPPED, from), "SCORE_PACK_TOO_HEAVY")]);
}

#[test]
fn units_and_divisors_are_those_of_the_source() {
    assert_eq!(faults("unit = \"count\"", "unit = \"percent\"")[0].1, "SCORE_PACK_UNITS");
    assert_eq!(faults("per = \"assignable\"", "per = \"nothing\"")[0].1, "SCORE_PACK_UNITS");
    let falling = "transform = { kind = \"cap\", cap_at = \"90\" }";
    let turned = "transform = { kind = \"linear\", zero_at = \"90\", full_at = \"0\" }";
    assert_eq!(faults(falling, turned)[0].1, "SCORE_PACK_DIRECTION");
}

#[test]
fn particulars_that_do_not_belong_or_lack_are_told_with_their_line() {
    let cases = [
        ("class_hour = \"1\"\n", "", "INCENTIVE_DATA_MISSING"),
        ("class_hour = \"1\"\n", "class_hour = \"0\"\n", "INCENTIVE_DATA_VALUE"),
        ("class_hour = \"1\"\n", "class_hour = 1.0\n", "INCENTIVE_DATA_UNREADABLE"),
        ("kind = \"cap\", cap_at = \"80\"", "kind = \"cap\"", "INCENTIVE_DATA_MISSING"),
        (
            "kind = \"cap\", cap_at = \"80\"",
            "kind = \"cap\", cap_at = \"80\", zero_at = \"1\"",
            "INCENTIVE_DATA_VALUE",
        ),
        ("steps = [{ from = \"0\"", "steps = [{ from = \"1\"", "INCENTIVE_DATA_ORDER"),
        ("key = \"rolls\"", "key = \"load\"", "INCENTIVE_DATA_TWICE"),
        ("from = \"2023-01-01\"", "from = \"2023-13-01\"", "INCENTIVE_DATA_VALUE"),
        ("homework = \"0.5\", ", "", "INCENTIVE_DATA_MISSING"),
        ("title_points = \"5\"\n", "", "INCENTIVE_DATA_MISSING"),
        ("rounding = \"down\"\n", "", "INCENTIVE_DATA_VALUE"),
        ("working_days = 5", "working_days = 0", "INCENTIVE_DATA_ORDER"),
        ("[settings]", "[settings]\ncare_bonus = 5", "INCENTIVE_DATA_UNREADABLE"),
    ];
    for (from, to, code) in cases {
        let found = faults(from, to);
        assert!(found.iter().any(|fault| fault.1 == code), "{from} -> {to}: {found:?}");
        assert!(found.iter().all(|fault| fault.0 > 0));
    }
}

#[test]
fn everything_that_is_wrong_is_told_at_once() {
    let text = SHIPPED
        .replacen("source = \"research_records\"", "source = \"nursing\"", 1)
        .replacen("unit = \"count\"", "unit = \"percent\"", 1);
    let faults = ScorePack::load("pack.toml", &text).unwrap_err();
    let codes: Vec<_> = faults.all().iter().map(DataFault::code).collect();
    assert_eq!(codes, ["SCORE_PACK_BARRED", "SCORE_PACK_UNITS"]);
    let told = faults.to_string();
    let line = line_of(&text, "source = \"nursing\"");
    assert!(told.starts_with(&format!("pack.toml:{line}: component `research` reads `nursing`")));
}

const SCHOOL: &str = r#"
pack = "jiaxiang-370829"
pack_version = 1
school = "3708290001"
version = 1
[[components]]
key = "clubs"
zh = "社团指导"
en = "clubs"
weight_percent = "10"
source = "activities"
per = "assignable"
unit = "percent"
transform = { kind = "cap", cap_at = "100" }
"#;

#[test]
fn a_school_adds_components_within_the_bounds_of_the_county() {
    let county = ScorePack::shipped().unwrap();
    let (school, merged) = county.with_school_part("s.toml", SCHOOL).unwrap();
    assert_eq!((school.as_str(), merged.own_components().len()), ("3708290001", 1));
    assert_eq!(merged.unused_weight(), Weight::default());
    assert_ne!(merged.digest(), county.digest());
    let code = |from: &str, to: &str| {
        let text = SCHOOL.replacen(from, to, 1);
        assert_ne!(text, SCHOOL, "{from}");
        county.with_school_part("s.toml", &text).unwrap_err().code()
    };
    assert_eq!(code("weight_percent = \"10\"", "weight_percent = \"11\""), "SCORE_PACK_SUM");
    assert_eq!(
        code("source = \"activities\"", "source = \"rolls_in_time\""),
        "SCORE_PACK_UNITS",
        "the divisor is told first"
    );
    let rolls = "source = \"rolls_in_time\"\nper = \"due\"";
    let from = "source = \"activities\"\nper = \"assignable\"";
    assert_eq!(code(from, rolls), "SCORE_PACK_SCHOOL_PART");
    assert_eq!(code("\"clubs\"", "\"load\""), "INCENTIVE_DATA_TWICE");
    assert_eq!(code("pack_version = 1", "pack_version = 2"), "INCENTIVE_DATA_MISSING");
    assert_eq!(code("cap_at = \"100\"", "cap_at = \"0\""), "INCENTIVE_DATA_ORDER");
    let nursing = code("source = \"activities\"", "source = \"nursing\"");
    assert_eq!(nursing, "SCORE_PACK_BARRED");
}
